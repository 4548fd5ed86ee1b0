"""Silos: groups that talk among themselves more than their size and activity explain.

E-I index: (outside - inside) / (outside + inside) over the ties of a group, from -1, all inside, to +1, all outside
(Krackhardt & Stern 1988). It depends on size, so it is always compared with what chance gives a group of the same
people with as many ties each (`degree_null`). There are two null models, and the more cautious one decides. The first
assigns ties at random, with every degree fixed; its tail is exact for small groups and that of a matched binomial for
others. The second keeps the network and permutes group membership (Hubert & Schultz 1976; Krackhardt 1987): people who
share meetings come in clusters, and of many random groups some contain a cluster. It runs only if the first one gives
alarms. Benjamini & Hochberg (1995) correct for the number of groups at the level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core import p_values, permutation_null
from graph.network.core.configuration_null import DegreeNull
from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties

Floats = NDArray[np.float64]

COVERED_MIN = 0.8
ALARM = 0.05
SMALL = 6

WITHHELD, NO_TIES, CERTAIN, EXACT, FITTED, PERMUTED = range(6)
METHODS = ("withheld", "no ties", "certain", "exact", "fitted", "permuted")


@dataclass(frozen=True)
class Silos:
    """One row per group of the level, in the order of its number.

    Attributes:
        groups: The groups.
        people: Members.
        inside: Ties among members; not a number where withheld.
        outside: Ties between a member and anyone else, people without a group among them; likewise.
        observed: E-I index; not a number for a group without ties, or withheld, as are all that follow.
        expected: E-I index at the ties inside that chance gives.
        low: E-I index below which chance goes in at most 5 % of cases.
        high: E-I index above which chance goes in at most 5 % of cases.
        p: Probability of at least as many ties inside.
        q: Lowest false discovery rate at which the group would be named.
        method: How p was found, a number of `METHODS`: exact (Poisson binomial), fitted (matched binomial) or permuted
            (membership permuted, which was more cautious); certain where no other figure was possible.
        covered: Share of members whose contacts were collected; not a number if that is not known.
        withheld: Whether too few were collected for any figure.
        basis: How the network was selected, and the method.
    """

    groups: Groups
    people: Counts
    inside: Floats
    outside: Floats
    observed: Floats
    expected: Floats
    low: Floats
    high: Floats
    p: Floats
    q: Floats
    method: NDArray[np.int8]
    covered: Floats
    withheld: NDArray[np.bool_]
    basis: Mapping[str, str]

    def named(self, q_max: float = ALARM) -> NDArray[np.bool_]:
        """Which groups are silos: below the interval, with a q of at most `q_max`."""
        found: NDArray[np.bool_] = (self.observed < self.low) & (self.q <= q_max)
        return found

    @property
    def ties(self) -> Floats:
        """Ties with at least one end in each group; not a number where withheld."""
        return self.inside + self.outside

    @property
    def by_contacts(self) -> Floats:
        """E-I index over the contacts of members, in which a tie between two of them counts for each."""
        return _index(2 * self.inside, self.outside)


def compute(
    network: Network,
    groups: Groups,
    covered: Floats | None = None,
    *,
    covered_min: float = COVERED_MIN,
    strength: float = 0.0,
    alarm: float = ALARM,
    seed: int = 0,
) -> Silos:
    """Judge every group of a level.

    Args:
        network: The network.
        groups: The groups.
        covered: Share of each group's members whose contacts were collected, 0 to 1; not a number if not known.
        covered_min: Share below which a group's figures are withheld.
        strength: Minimum weight of a tie, both directions summed.
        alarm: The q at which alarms are checked against permuted membership.
        seed: Seed of the permutations.

    Raises:
        LooplineError: Groups or shares have the wrong length.
    """
    groups.checked(network.size)
    ties = Ties.of(network, strength)
    share = shares(covered, groups)
    withheld = share < covered_min
    null = DegreeNull.of(ties.degrees)
    inside, ends = ties.inside(groups), groups.sums(ties.degrees)
    certain = (groups.people < 2) | (ends >= 2 * ties.count)
    tested = ~withheld & ~certain & (ends > 0)
    chance = _by_degrees(groups, null, inside, certain)
    pool, runs = permutation_null.chances(
        ties, groups, null, np.where(tested, chance.fitted, np.nan), chance.p, alarm, seed
    )
    blank = np.where(withheld, np.nan, 1.0)
    p = np.fmax(chance.p, pool) * np.where(ends > 0, blank, np.nan)
    index = [_from_ends(ends, within) * blank for within in (inside, chance.mean, chance.most, chance.fewest)]
    observed, expected, low, high = index
    method = _methods(chance, pool, ends, certain, withheld)
    selected = {"level": groups.level, "strength": f"{strength:g}", "null": "degrees kept", "permutations": str(runs)}
    basis = {**network.basis, **selected, "seed": str(seed)}
    known, outside, q = inside.astype(np.float64) * blank, (ends - 2 * inside) * blank, p_values.corrected(p, tested)
    return Silos(
        groups, groups.people, known, outside, observed, expected, low, high, p, q, method, share, withheld, basis
    )  # fmt: skip


def _methods(
    chance: _Chance, pool: Floats, ends: Floats, certain: NDArray[np.bool_], withheld: NDArray[np.bool_]
) -> NDArray[np.int8]:
    cases = [withheld, ends == 0, certain, np.nan_to_num(pool) > chance.p]
    return np.select(cases, [WITHHELD, NO_TIES, CERTAIN, PERMUTED], chance.method).astype(np.int8)


def shares(covered: Floats | None, groups: Groups) -> Floats:
    """Check each group's coverage; not a number if it is not given.

    Raises:
        LooplineError: It is not one share for each group.
    """
    if covered is None:
        return np.full(groups.count, np.nan)
    share = np.asarray(covered, dtype=np.float64)
    if share.shape != (groups.count,) or (share < 0).any() or (share > 1).any():
        raise LooplineError(
            f"The coverage of level {groups.level} must be a share between 0 and 1 for each of {groups.count} groups.",
            "For each group, give the share of its members whose contacts were collected.",
        )
    return share


def _index(inside: Floats, outside: Floats) -> Floats:
    total = inside + outside
    return np.where(total > 0, (outside - inside) / np.where(total > 0, total, 1), np.nan)


def _from_ends(ends: Floats, inside: Counts | Floats) -> Floats:
    """E-I index of groups whose ties have so many ends in them, where each tie inside counts two ends."""
    within = np.minimum(inside, ends / 2)
    return _index(within, ends - 2 * within)


@dataclass(frozen=True)
class _Chance:
    """What ties assigned at random give each group: mean ties inside, the interval, and the chance of as many."""

    mean: Floats
    fewest: Floats
    most: Floats
    fitted: Floats
    p: Floats
    method: NDArray[np.int8]


def _by_degrees(groups: Groups, null: DegreeNull, inside: Counts, certain: NDArray[np.bool_]) -> _Chance:
    mean, fixed, free = null.inside(groups)
    mean = np.where(certain, inside, mean)
    trials, each = p_values.binomial(mean, fixed)
    fitted = p_values.at_least(inside, trials, each)
    fewest, most = (np.where(certain, inside, found) for found in p_values.interval(trials, each))
    p, method = np.where(certain, 1.0, fitted), np.full(groups.count, FITTED, dtype=np.int8)
    chance = _Chance(mean, fewest, most, fitted, p, method)
    _small(groups, null, inside, ~certain & (fixed > 0.8 * free), chance)
    return chance


def _small(groups: Groups, null: DegreeNull, inside: Counts, apart: NDArray[np.bool_], chance: _Chance) -> None:
    """Fill in exact chances and intervals of small groups whose pairs are as good as independent."""
    order = np.argsort(groups.codes, kind="stable")
    begin = np.searchsorted(groups.codes[order], np.arange(groups.count))
    for size in range(2, SMALL + 1):
        these = np.flatnonzero((groups.people == size) & apart)
        members = order[begin[these][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        counts = p_values.unlike(null.pairs(members[:, one], members[:, other]))
        below = np.cumsum(counts, axis=1)
        from_here = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
        chance.p[these] = np.clip(from_here[np.arange(len(these)), inside[these]], 0, 1)
        chance.fewest[these] = (below < 0.05).sum(axis=1)
        chance.most[these] = (below < 0.95).sum(axis=1)
        chance.method[these] = EXACT
