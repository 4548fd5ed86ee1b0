"""Chances of counts beside those of scipy."""

from __future__ import annotations

import numpy as np
from scipy.stats import betabinom

from graph.network.core.p_values import varied_at_least


def test_varied_chances_are_those_of_the_beta_binomial() -> None:
    dice = np.random.default_rng(3)
    cases = 4000
    trials = np.floor(10 ** dice.uniform(0, 4, cases))
    count = np.floor(dice.random(cases) * (trials + 1))
    count[:300], count[300:600] = 0, trials[300:600]
    one, other = 10 ** dice.uniform(-3, 4, cases), 10 ** dice.uniform(-3, 4, cases)
    found = varied_at_least(count, trials, one, other)
    known = np.asarray(betabinom.sf(count - 1, trials, one, other))
    assert np.abs(found - known).max() < 1e-8
    # Where scipy's is not itself what is left of 1, the share agrees too.
    above = np.flatnonzero((known > 1e-6) & (known < 0.9))
    assert len(above) > 500
    assert np.abs(found[above] / known[above] - 1).max() < 1e-3


def test_extreme_chances_stay_between_0_and_1() -> None:
    trials = np.array([20_000.0, 20_000.0, 5.0])
    found = varied_at_least(np.array([1.0, 19_999.0, 0.0]), trials, np.full(3, 500.0), np.full(3, 500.0))
    assert found[0] == 1.0
    assert 0 <= found[1] < 1e-100
    assert found[2] == 1.0
