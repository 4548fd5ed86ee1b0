"""Leaders who drift out of contact: their coreness falls over three periods.

Coreness (Seidman 1983; `network.core`) in three periods of the profile's length, one after the other, after Liou & Daly
(2018), who observed principals drifting to the edge of their district's network over three waves. The change for all
leaders is the yardstick, because contact records come and go together. Only counts by level are kept: which leader it
is would judge a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network, read_network_before, read_network_earlier
from graph.derive.step import Row, Step, Work
from graph.derive.steps.leading import by_level, read_known_leaders
from graph.network.centrality import k_core
from graph.network.core.csr import Ids

VERSION = "4"


def compute(work: Work) -> int:
    """Write the counts of each level if they changed; returns how many levels have enough leaders to count them."""
    return work.renew("Drift", _rows(work) if work.has_contact else ())


def _rows(work: Work) -> Iterator[Row]:
    waves = [work.keep(read) for read in (read_network_earlier, read_network_before, read_network)]
    if not all(len(wave.start) for wave in waves):
        return
    depth = [k_core.compute(wave).coreness for wave in waves]
    leaders, threshold = np.unique(work.keep(read_known_leaders)), work.profile.threshold
    usual, fell = drifted(depth, leaders)
    first, last = depth[0], depth[-1]
    judged = leaders[first[leaders] >= threshold("drift_core_min")]
    found = fell[last[fell] <= threshold("drift_share") * usual * first[fell]]
    for level, away, known in by_level(work, judged.tolist(), np.intersect1d(found, judged).tolist()):
        yield level, level, away, known, usual, VERSION


def drifted(depth: Sequence[Ids], people: NDArray[np.integer]) -> tuple[float, NDArray[np.int64]]:
    """How much coreness people have left, and whose fell in each period.

    Args:
        depth: Coreness of everyone in each period, the earliest first, [people] each.
        people: The people to check.

    Returns:
        The median share of coreness left to those who had any at first, at most 1; and whose fell every time.
    """
    first, last = depth[0][people], depth[-1][people]
    known = first > 0
    usual = float(np.minimum(np.median(last[known] / first[known]), 1.0)) if known.any() else 1.0
    fell = np.ones(len(people), dtype=np.bool_)
    for one, other in pairwise(depth):
        fell &= other[people] < one[people]
    return usual, np.asarray(people, dtype=np.int64)[fell]


STEP = Step("drift", needs=("coverage", "scope"), version=VERSION, compute=compute)
