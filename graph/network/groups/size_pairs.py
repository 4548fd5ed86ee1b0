"""Given pairs of groups: their contact, compared with what their size alone would give.

Of all ties between different groups of the level, a pair's share would be that of its pairs of people among all pairs
of people of different groups: contact proportional to size. It is tested by the binomial probability of as few ties,
corrected for all pairs tested (Benjamini & Hochberg 1995). `group_pairs` does the same relative to everyone's number of
ties, for all pairs at once; this is for a few pairs of interest, with a simpler definition.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from graph.errors import LooplineError
from graph.network.core import p_values
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups.group_pairs import EXPECTED_MIN, GroupPairs, states
from graph.network.groups.silos import ALARM, COVERED_MIN, shares

Floats = NDArray[np.float64]


def compute(
    network: Network,
    groups: Groups,
    pairs: NDArray[np.integer],
    required: NDArray[np.bool_],
    covered: Floats | None = None,
    *,
    covered_min: float = COVERED_MIN,
    expected_min: float = EXPECTED_MIN,
    alarm: float = ALARM,
) -> GroupPairs:
    """Judge pairs; one row each, as given.

    Args:
        network: The network.
        groups: The groups.
        pairs: Two different groups per row, the lower number first.
        required: Whether each pair must work together.
        covered: Share of each group's members whose contacts were collected; not a number if not known.
        covered_min: Share below which a group's pairs are withheld.
        expected_min: Ties that size must give before a pair that is not required is judged.
        alarm: The q at which a pair is reported to have too few ties.

    Raises:
        LooplineError: The groups do not fit the network, or a pair is not of two groups of the level.
    """
    groups.checked(network.size)
    table = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if len(table) and not (table[:, 0].min() >= 0 and table[:, 1].max() < groups.count and (np.diff(table) > 0).all()):
        raise LooplineError("A pair must name two groups of the level.", "Give the lower group number first.")
    one, other = table.T
    total, ties = _between(network, groups, one * groups.count + other)
    people = groups.people.astype(np.float64)
    whole = (people.sum() ** 2 - (people**2).sum()) / 2
    share = people[one] * people[other] / max(whole, 1.0)
    expected = total * share
    thin = np.nan_to_num(shares(covered, groups), nan=1.0) < covered_min
    withheld = thin[one] | thin[other]
    judged = (required | (expected >= expected_min)) & ~withheld
    p = np.where(judged, binom.cdf(ties, total, np.clip(share, 0, 1)), np.nan)
    q = p_values.corrected(p)
    state = states(ties, required, q <= alarm, withheld)
    basis = {**network.basis, "level": groups.level, "expected": "by size"}
    return GroupPairs(groups, one, other, ties, expected, required, p, q, state, basis)


def _between(network: Network, groups: Groups, keys: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    """Ties between different groups in all, and those of given pairs."""
    one, other, found = Ties.of(network).between(groups)
    apart = one != other
    known, ties = (one * groups.count + other)[apart], found[apart]
    if not len(known):
        return 0, np.zeros(len(keys), dtype=np.int64)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return int(ties.sum()), np.where(known[place] == keys, ties[place], 0)
