"""The permutation null: figures of groups compared with those under permuted membership.

Hubert & Schultz (1976); Krackhardt (1987). The network stays as it is, with its clusters. Groups of all sizes share
one pool of permuted figures, since each is first judged against its own degrees.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.network.core import p_values
from graph.network.core.configuration_null import DegreeNull
from graph.network.core.groups import Groups
from graph.network.core.kernels import spread, workers
from graph.network.core.ties import Ties

Floats = NDArray[np.float64]

POOL = 2_000
PER_ALARM = 40
WORTH_SHARING = 200_000
"""Ties above which permutations are shared among processors: below, threads stand in each other's way."""
MOST_TIES = 250_000_000
MOST_PERMUTATIONS = 500


def chances(
    ties: Ties, groups: Groups, null: DegreeNull, fitted: Floats, p: Floats, alarm: float, seed: int
) -> tuple[Floats, int]:
    """Chance of each group's figure among groups of permuted membership.

    The fewer alarms there are, the more permutations it takes to distinguish them from chance; without alarms there are
    none.

    Args:
        ties: Ties of the network.
        groups: The groups.
        null: What chance gives people of these degrees.
        fitted: Each group's chance by the matched binomial; not a number if not tested.
        p: The chances that may give alarms.
        alarm: The q that is an alarm.
        seed: Seed of the permutations.

    Returns:
        Chances, not a number if not tested or without any permutation; and how many permutations were made.
    """
    tested = np.isfinite(fitted)
    alarms = _alarms(np.where(tested, p, np.nan), alarm)
    most = max(1, min(MOST_PERMUTATIONS, MOST_TIES // max(ties.count, 1)))
    below, done = np.zeros(len(fitted)), 0
    found = np.full(len(fitted), np.nan)
    placed = np.flatnonzero(groups.codes >= 0)

    def runs(first: int, stop: int) -> Floats:
        total = np.zeros(len(fitted))
        for run in range(done + first, done + stop):
            codes = groups.codes.copy()
            codes[placed] = np.random.default_rng([seed, run]).permutation(codes[placed])
            total += _as_low(ties, replace(groups, codes=codes), null, fitted, tested)
        return total

    while alarms:
        wanted = min(most, max(math.ceil(PER_ALARM / alarms), math.ceil(POOL / tested.sum())))
        if done >= wanted:
            break
        below += np.sum(spread(wanted - done, runs, workers() if ties.count > WORTH_SHARING else 1), axis=0)
        done = wanted
        pool = done * int(tested.sum())
        found = np.where(tested, (below + 1) / (pool + 1), np.nan)
        alarms = _alarms(np.where(tested, np.fmax(p, below / pool), np.nan), alarm)
    return found, done


def _alarms(p: Floats, alarm: float) -> int:
    return int((p_values.corrected(p) <= alarm).sum())


def _as_low(ties: Ties, groups: Groups, null: DegreeNull, fitted: Floats, tested: NDArray[np.bool_]) -> Floats:
    """For each group how many groups of this membership have a fitted chance as low as its own, where that is below 1.

    A group without ties inside has a chance of 1, and so needs no look.
    """
    inside = ties.inside(groups)
    usable = np.flatnonzero(tested & (inside > 0))
    number = np.full(groups.count + 1, -1, dtype=np.int32)
    number[usable] = np.arange(len(usable))
    few = Groups.of(groups.level, number[groups.codes], len(usable))
    mean, fixed, _ = null.inside(few)
    by_chance = np.sort(p_values.at_least(inside[usable], *p_values.binomial(mean, fixed)))
    return np.searchsorted(by_chance, fitted * (1 + 1e-9), side="right").astype(np.float64)
