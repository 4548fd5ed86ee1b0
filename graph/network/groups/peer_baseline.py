"""The peer baseline: groups that talk among themselves more than is usual at their level, beyond what size explains.

People who work in one place talk to each other: in a hierarchy nearly every group is more inward than chance would make
it. A silo that someone should act on is the one that stands out among its peers. So the odds of a tie staying inside
are taken as those that chance gives the group (`silos`), times one factor that all groups of the level share. How far
groups differ among themselves by nature is estimated from them after pulling in the most extreme tenth at either end,
so that a few silos do not hide each other, as in the funnel plots by which institutions are compared (Spiegelhalter
2005; the spread after DerSimonian & Laird 1986). The chance of as many ties inside is that of the matching
beta-binomial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import binom

from graph.network.core import p_values
from graph.network.groups.silos import Silos

Floats = NDArray[np.float64]

PEERS_MIN = 5
EXTREME = 0.1
ROUNDS = 200


@dataclass(frozen=True)
class Usual:
    """One row per group of the level, in the order of its number; not a number if there is nothing to compare.

    Attributes:
        expected: E-I index that is usual for a group of its size and activity at this level.
        p: Probability of at least as many ties inside as it has.
        q: Lowest false discovery rate at which the group would be named.
        factor: By how much a tie at this level is likelier to stay inside than by chance, as a ratio of odds.
        spread: Standard deviation of the groups' own log odds around the usual.
        basis: How the network was selected, and the method.
    """

    expected: Floats
    p: Floats
    q: Floats
    factor: float
    spread: float
    basis: Mapping[str, str]


def compute(silos: Silos, peers_min: int = PEERS_MIN) -> Usual:
    """Compare the groups of a level with each other.

    Args:
        silos: What was found of them against chance; only groups whose figure could have been another are compared.
        peers_min: Groups that must be there for "usual" to mean anything.
    """
    count = len(silos.people)
    expected, p = np.full(count, np.nan), np.full(count, np.nan)
    basis = {**silos.basis, "compared with": "the level's own groups"}
    chance = _chance_share(silos)
    compared = np.flatnonzero((chance > 0) & (chance < 1) & (np.nan_to_num(silos.ties) > 0))
    if len(compared) < peers_min:
        return Usual(expected, p, p.copy(), np.nan, np.nan, basis)
    ties, inside, log_odds = silos.ties[compared], silos.inside[compared], logit(chance[compared])
    shift = _shared_shift(ties, inside, log_odds)
    share = expit(log_odds + shift)
    spread = _spread(ties, inside, share)
    p[compared] = _at_least(ties, inside, share, spread)
    expected[compared] = 1 - 2 * share
    return Usual(expected, p, p_values.corrected(p), float(np.exp(shift)), spread, basis)


def _chance_share(silos: Silos) -> Floats:
    """Share of a group's ties that stay inside by chance: from the expected E-I index of as many ends."""
    ends = 2 * silos.inside + silos.outside
    mean = ends * (1 - silos.expected) / (3 - silos.expected)
    rest = ends - mean
    return np.where(rest > 0, mean / np.where(rest > 0, rest, 1), np.nan)


def _shared_shift(ties: Floats, inside: Floats, log_odds: Floats) -> float:
    """The shift of log odds at which as many ties stay inside as do; bisection, as the sum only rises with it."""
    low, high = -60.0, 60.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if (ties * expit(log_odds + middle)).sum() < inside.sum():
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _spread(ties: Floats, inside: Floats, share: Floats) -> float:
    """Standard deviation of log odds among groups, beyond counting chance; 0 where chance explains all."""
    information = ties * share * (1 - share)
    known = information > 0
    if known.sum() < 2:
        return 0.0
    information = information[known]
    z = (inside[known] - ties[known] * share[known]) / np.sqrt(information)
    excess = float((np.clip(z, *np.quantile(z, [EXTREME, 1 - EXTREME])) ** 2).sum()) - (len(z) - 1)
    scale = information.sum() - (information**2).sum() / information.sum()
    return float(np.sqrt(max(excess, 0.0) / scale)) if scale > 0 else 0.0


def _at_least(ties: Floats, inside: Floats, share: Floats, spread: float) -> Floats:
    """Probability of at least so many ties inside, where groups' own shares vary around the usual one."""
    alike = np.clip(spread**2 * share * (1 - share), 0, 0.99)
    plain = binom.sf(inside - 1, ties, share)
    size = 1 / np.where(alike > 1e-9, alike, 1) - 1
    found = p_values.varied_at_least(inside, ties, np.maximum(share * size, 1e-9), np.maximum((1 - share) * size, 1e-9))
    return np.clip(np.where(alike > 1e-9, found, plain), 0.0, 1.0)
