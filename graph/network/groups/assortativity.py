"""Assortativity: ties from group to group at a level, and how far they stay inside.

Assortativity is Newman's r (2003) of a discrete attribute. It is given with the share of ties inside compared with
permuted membership (Hubert & Schultz 1976), whose mean and variance have closed forms; with stages for groups this is
the homophily of stages. Linear in ties, and rows are bound by ties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties

Floats = NDArray[np.float64]

PERMUTATIONS = 1999
MOST_TIES = 40_000_000


@dataclass(frozen=True)
class Mixing:
    """Ties between every two groups that have any, and one figure for all.

    Attributes:
        groups: The groups.
        one: The group of the lower number.
        other: The group of the higher number; the same one for ties inside.
        ties: Ties between them.
        expected: Ties if all ends were assigned at random: the product of the groups' ends over twice all ties, half
        of
            it inside a group.
        assortativity: Newman's r, from below 0 (ties seek the other groups) to 1 (all inside); not a number if there
            are no ties, or all ties are inside one group.
        share: Share of ties that are inside a group; not a number without ties.
        share_expected: The same if membership is permuted.
        share_low: Share above which lie 95 % of permutations.
        share_high: Share below which lie 95 % of permutations.
        p: Probability of at least as large a share.
        method: How the interval and p were found: permuted, or normal (by the closed form, where the network is large).
        basis: How the network was selected. Ties with people without a group are left out, and counted here.
    """

    groups: Groups
    one: Counts
    other: Counts
    ties: Counts
    expected: Floats
    assortativity: float
    share: float
    share_expected: float
    share_low: float
    share_high: float
    p: float
    method: str
    basis: Mapping[str, str]


def compute(network: Network, groups: Groups, strength: float = 0.0, seed: int = 0) -> Mixing:
    """Count ties between groups and compare those inside with permuted membership.

    Args:
        network: The network.
        groups: The groups.
        strength: Minimum weight of a tie, both directions summed.
        seed: Seed of the permutations.

    Raises:
        LooplineError: The groups and the network differ in the number of people.
    """
    groups.checked(network.size)
    every = Ties.of(network, strength)
    placed = groups.codes >= 0
    kept = placed[every.one] & placed[every.other]
    ties = Ties(every.size, every.one[kept], every.other[kept])
    one, other, found = ties.between(groups)
    ends = groups.sums(ties.degrees)
    total = max(ties.count, 1)
    expected = ends[one] * ends[other] / (2 * total) / np.where(one == other, 2, 1)
    inside = int(found[one == other].sum())
    mean, variance = _permuted_moments(ties, groups)
    low, high, p, method = _against(ties, groups, inside, (mean, variance), seed)
    selected = {"level": groups.level, "strength": f"{strength:g}", "nowhere": str(every.count - ties.count)}
    scale = 1 / total if ties.count else float("nan")
    return Mixing(
        groups=groups,
        one=one,
        other=other,
        ties=found,
        expected=expected,
        assortativity=_assortativity(ends, inside, ties.count),
        share=inside * scale,
        share_expected=mean * scale,
        share_low=low * scale,
        share_high=high * scale,
        p=p if ties.count else float("nan"),
        method=method,
        basis={**network.basis, **selected, "seed": str(seed)},
    )


def _assortativity(ends: Floats, inside: int, ties: int) -> float:
    if ties == 0:
        return float("nan")
    by_chance = float(((ends / (2 * ties)) ** 2).sum())
    return (inside / ties - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else float("nan")


def _falling(values: Floats, length: int) -> Floats:
    found = np.ones_like(values)
    for step in range(length):
        found = found * np.maximum(values - step, 0)
    return found


def _permuted_moments(ties: Ties, groups: Groups) -> tuple[float, float]:
    """Mean and variance of ties inside groups over all permutations of who belongs where."""
    sizes = groups.people.astype(np.float64)
    n = np.array([sizes.sum()])
    twos, threes, fours = (_falling(sizes, length) for length in (2, 3, 4))
    most = [max(float(_falling(n, length)[0]), 1.0) for length in (2, 3, 4)]
    pair, three = twos.sum() / most[0], threes.sum() / most[1]
    two_pairs = (fours.sum() + twos.sum() ** 2 - (twos**2).sum()) / most[2]
    count, degrees = float(ties.count), ties.degrees.astype(np.float64)
    adjacent = float((degrees * (degrees - 1)).sum())
    mean = count * pair
    square = mean + adjacent * three + (count * (count - 1) - adjacent) * two_pairs
    return float(mean), max(float(square - mean**2), 0.0)


def _against(
    ties: Ties, groups: Groups, inside: int, moments: tuple[float, float], seed: int
) -> tuple[float, float, float, str]:
    """Ties inside groups of permuted membership, 5 % and 95 %, and the chance of at least as many as there are."""
    mean, variance = moments
    if ties.count * PERMUTATIONS > MOST_TIES:
        width = float(np.sqrt(variance))
        tail = 1 - float(ndtr((inside - 0.5 - mean) / width)) if width > 0 else 1.0
        edge = float(ndtri(0.95)) * width
        return max(mean - edge, 0.0), min(mean + edge, float(ties.count)), tail, "normal"
    rng = np.random.default_rng(seed)
    places = np.flatnonzero(groups.codes >= 0)
    codes = groups.codes.copy()
    found = np.empty(PERMUTATIONS)
    for run in range(PERMUTATIONS):
        codes[places] = rng.permutation(codes[places])
        found[run] = np.count_nonzero(codes[ties.one] == codes[ties.other])
    low, high = np.quantile(found, [0.05, 0.95], method="inverted_cdf")
    return float(low), float(high), float((1 + (found >= inside).sum()) / (1 + PERMUTATIONS)), "permuted"
