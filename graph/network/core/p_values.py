"""P values of counts, and their correction for multiple testing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, gammaln, ndtri
from scipy.stats import false_discovery_control

from graph.network.core.kernels import kernel

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
    """Probability of at least `count`. Above the trials the mean is kept and there are as many trials as the count."""
    wanted = np.maximum(np.asarray(count, dtype=np.float64), 1)
    enough = np.maximum(trials, wanted)
    each = np.clip(trials * chance / enough, 0, 1)
    return np.where(count <= 0, 1.0, betainc(wanted, enough - wanted + 1, each))


def at_most(count: NDArray[np.integer] | Floats, trials: Floats, chance: Floats) -> Floats:
    """Probability of at most `count`."""
    below = np.asarray(count, dtype=np.float64)
    spare = np.maximum(trials - below, 1e-9)
    found = betainc(spare, np.maximum(below, 0) + 1, np.clip(1 - chance, 0, 1))
    return np.where(below < 0, 0.0, np.where(below >= trials, 1.0, found))


def varied_at_least(count: Floats, trials: Floats, one: Floats, other: Floats) -> Floats:
    """Probability of at least `count` where the chance of each trial is itself drawn from a beta distribution.

    Counts of equal trials one after the other are a factor apart, so that only one of them needs logarithms: much
    faster than a sum of each on its own. Summed is the side away from the mean, where terms fall.

    Args:
        count: Whole, 0 to trials.
        trials: Whole.
        one: First parameter of the beta distribution, above 0.
        other: Second parameter, likewise.
    """
    above = count > trials * one / (one + other)
    begin = np.where(above, count, np.maximum(count - 1, 0))
    ways = gammaln(trials + 1) - gammaln(begin + 1) - gammaln(trials - begin + 1)
    first = np.exp(ways + betaln(begin + one, trials - begin + other) - betaln(one, other))
    found = _summed(first, begin, trials, one, other, above)
    return np.where(count <= 0, 1.0, np.clip(np.where(above, found, 1 - found), 0.0, 1.0))


@kernel
def _summed(
    first: Floats, begin: Floats, trials: Floats, one: Floats, other: Floats, above: NDArray[np.bool_]
) -> Floats:
    """Sums of chances from one count up to the trials, or down to none."""
    total = np.empty(len(first))
    for at in range(len(first)):
        chance, n, k = first[at], trials[at], begin[at]
        total[at] = chance
        while above[at] and k < n:
            chance *= (n - k) / (k + 1) * (k + one[at]) / (n - k - 1 + other[at])
            total[at] += chance
            k += 1
        while not above[at] and k > 0:
            chance *= k / (n - k + 1) * (n - k + other[at]) / (k - 1 + one[at])
            total[at] += chance
            k -= 1
    return total


def interval(trials: Floats, chance: Floats, low: float = 0.05, high: float = 0.95) -> tuple[Floats, Floats]:
    """The smallest counts below which, that count included, lie at least `low` and `high` of all."""
    within = np.clip(chance, 0, 1)
    return _quantile(trials, within, low), _quantile(trials, within, high)


def _quantile(trials: Floats, chance: Floats, share: float) -> Floats:
    """The smallest count below which lie that share: near it by Cornish & Fisher, then count by count."""
    spread, z = np.sqrt(trials * chance * (1 - chance)), float(ndtri(share))
    found = np.clip(np.rint(trials * chance + z * spread + (z * z - 1) * (1 - 2 * chance) / 6), 0, trials)
    for step in (1, -1):
        moving = np.arange(len(found))
        while len(moving):
            tried = found[moving] + min(step, 0)
            enough = at_most(tried, trials[moving], chance[moving]) >= share
            wrong = (enough & (tried >= 0)) if step < 0 else (~enough & (tried < trials[moving]))
            moving = moving[wrong]
            found[moving] += step
    return found


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
    """Benjamini & Hochberg's (1995) q: the lowest false discovery rate at which each would be named.

    Args:
        p: Chances; those that are not a number stay so.
        of: Which are tested at all; the others have q 1 where they have a p.
    """
    known = np.isfinite(p)
    tested = known if of is None else known & of
    q = np.where(known, 1.0, np.nan)
    # Rounding may leave the largest chance a hair below itself.
    q[tested] = np.maximum(false_discovery_control(p[tested]), p[tested])
    return q
