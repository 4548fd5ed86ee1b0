"""Chances of counts, and their correction for many groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrik, betainc

Floats = NDArray[np.float64]


def binomial(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The binomial of given mean and at least the given variance (Ehm 1991): trials, whole, and chance of each.

    A sum of unlike chances is narrower than a Poisson count, and so is a binomial: with its first two moments matched
    it is right in the tails where a normal curve is not. A mean of 0 gives no trials.
    """
    spare = np.maximum(mean - variance, mean * 1e-9)
    trials = np.where(mean > 0, mean**2 / np.where(mean > 0, spare, 1), 0.0)
    trials = np.ceil(np.maximum(trials, mean) - 1e-6)
    return trials, np.where(trials > 0, mean / np.maximum(trials, 1), 0.0)


def at_least(count: NDArray[np.integer], trials: Floats, chance: Floats) -> Floats:
    """Chance of at least `count`. Above the trials the mean is kept and there are as many trials as the count."""
    wanted = np.maximum(np.asarray(count, dtype=np.float64), 1)
    enough = np.maximum(trials, wanted)
    each = np.clip(trials * chance / enough, 0, 1)
    return np.where(count <= 0, 1.0, betainc(wanted, enough - wanted + 1, each))


def at_most(count: NDArray[np.integer] | Floats, trials: Floats, chance: Floats) -> Floats:
    """Chance of at most `count`."""
    below = np.asarray(count, dtype=np.float64)
    spare = np.maximum(trials - below, 1e-9)
    found = betainc(spare, below + 1, np.clip(1 - chance, 0, 1))
    return np.where(below >= trials, 1.0, found)


def interval(trials: Floats, chance: Floats, low: float = 0.05, high: float = 0.95) -> tuple[Floats, Floats]:
    """The smallest counts below which, that count included, lie at least `low` and `high` of all."""
    return _quantile(trials, chance, low), _quantile(trials, chance, high)


def _quantile(trials: Floats, chance: Floats, share: float) -> Floats:
    """The smallest count below which lie that share: a smooth guess first, then one count to either side of it."""
    guess = np.nan_to_num(bdtrik(share, np.maximum(trials, 1), np.clip(chance, 0, 1)), nan=0.0)
    found = np.clip(np.ceil(guess) + 1, 0, trials)
    for _ in range(3):
        lower = np.maximum(found - 1, 0)
        found = np.where(at_most(lower, trials, chance) >= share, lower, found)
    return np.asarray(found)


def unlike(chances: Floats) -> Floats:
    """Distribution of how many of some unlike events happen (Poisson binomial), exactly.

    Args:
        chances: One row for each case, one column for each event.

    Returns:
        One row for each case: the chance of 0, 1, ... events.
    """
    cases, events = chances.shape
    found = np.zeros((events + 1, cases))
    found[0] = 1.0
    for event in range(events):
        happens = chances[:, event]
        found[1 : event + 2] = found[1 : event + 2] * (1 - happens) + found[: event + 1] * happens
        found[0] *= 1 - happens
    return np.ascontiguousarray(found.T)


def corrected(p: Floats, of: NDArray[np.bool_] | None = None) -> Floats:
    """Benjamini & Hochberg's (1995) q: the least share of false alarms at which each would be named.

    Args:
        p: Chances; those that are not a number stay so.
        of: Which are tested at all; the others have q 1 where they have a p.
    """
    known = np.isfinite(p)
    tested = known if of is None else known & of
    q = np.where(known, 1.0, np.nan)
    places = np.flatnonzero(tested)
    order = places[np.argsort(p[places], kind="stable")]
    ranked = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.clip(np.minimum.accumulate(ranked[::-1])[::-1], p[order], 1.0)
    return q
