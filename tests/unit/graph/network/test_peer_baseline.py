"""Groups against what is usual at their level: no alarms where all are alike, and the one that stands out is found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import peer_baseline, silos
from graph.network.groups.peer_baseline import _at_least, _shared_shift, _spread

GROUPS, PEOPLE, TIES = 24, 20, 1500


def level(dice: np.random.Generator, inward: np.ndarray, groups: int = GROUPS) -> tuple[Network, Groups]:
    """People of equal groups; a tie of a member of group g stays inside with chance `inward[g]`, else goes anywhere."""
    codes = np.repeat(np.arange(groups), PEOPLE)
    start = dice.integers(0, len(codes), TIES)
    own = codes[start] * PEOPLE + dice.integers(0, PEOPLE, TIES)
    end = np.where(dice.random(TIES) < inward[codes[start]], own, dice.integers(0, len(codes), TIES))
    return Network.of(len(codes), start, end), Groups.of("district", codes, groups)


def named(network: Network, groups: Groups) -> np.ndarray:
    chance = silos.compute(network, groups)
    return chance.named() & (peer_baseline.compute(chance).q <= 0.05)


@pytest.mark.slow
def test_where_all_groups_are_as_inward_as_each_other_few_are_named() -> None:
    alarms = [named(*level(np.random.default_rng(seed), np.full(GROUPS, 0.7))).any() for seed in range(200)]
    # 5 % of 200, and what counting chance adds to that with 99 % certainty.
    assert sum(alarms) <= 18


@pytest.mark.slow
def test_groups_that_differ_by_nature_do_not_alarm_either() -> None:
    alarms = []
    for seed in range(200):
        dice = np.random.default_rng([1, seed])
        alarms.append(named(*level(dice, 1 / (1 + np.exp(-dice.normal(0.5, 0.5, GROUPS))))).any())
    assert sum(alarms) <= 24


@pytest.mark.parametrize(("inward", "least"), [(0.85, 0.5), (0.95, 0.95)])
def test_a_group_that_stands_out_among_inward_ones_is_found(inward: float, least: float) -> None:
    shares = np.full(GROUPS, 0.5)
    shares[3] = inward
    found = [named(*level(np.random.default_rng([2, seed]), shares)) for seed in range(60)]
    assert np.mean([each[3] for each in found]) >= least
    assert np.mean([each.sum() - each[3] for each in found]) <= 0.1


def test_against_chance_alone_every_group_would_be_named() -> None:
    network, groups = level(np.random.default_rng(3), np.full(GROUPS, 0.7))
    chance = silos.compute(network, groups)
    assert chance.named().all()
    compared = peer_baseline.compute(chance)
    assert compared.factor > 10
    assert compared.expected.mean() == pytest.approx(chance.observed.mean(), abs=0.05)


def test_too_few_peers_are_no_comparison() -> None:
    network, groups = level(np.random.default_rng(4), np.full(4, 0.7), groups=4)
    found = peer_baseline.compute(silos.compute(network, groups))
    assert np.isnan(found.q).all()
    assert np.isnan(found.factor)


def test_withheld_groups_are_not_compared() -> None:
    network, groups = level(np.random.default_rng(5), np.full(GROUPS, 0.5))
    covered = np.ones(GROUPS)
    covered[7] = 0.5
    found = peer_baseline.compute(silos.compute(network, groups, covered))
    assert np.flatnonzero(np.isnan(found.q)).tolist() == [7]


def test_the_shared_shift_keeps_the_sum_and_gives_back_a_planted_one() -> None:
    dice = np.random.default_rng(6)
    log_odds, ties = dice.normal(-3, 1, 400), dice.integers(50, 500, 400).astype(float)
    inside = dice.binomial(ties.astype(int), 1 / (1 + np.exp(-log_odds - 2.0))).astype(float)
    shift = _shared_shift(ties, inside, log_odds)
    assert shift == pytest.approx(2.0, abs=0.05)
    assert (ties / (1 + np.exp(-log_odds - shift))).sum() == pytest.approx(inside.sum())


@pytest.mark.parametrize("planted", [0.0, 0.4])
def test_the_spread_is_that_of_the_groups_own_log_odds(planted: float) -> None:
    dice = np.random.default_rng(7)
    ties, share = np.full(3000, 200.0), np.full(3000, 0.3)
    own = 1 / (1 + np.exp(-np.log(3 / 7) - dice.normal(0, planted, 3000)))
    found = _spread(ties, dice.binomial(200, own).astype(float), share)
    # Pulling in the most extreme tenth at either end takes some of it away.
    assert planted * 0.75 <= found <= planted + 0.02


def test_chances_are_binomial_without_spread_and_beta_binomial_with_it() -> None:
    ties, inside, share = np.array([40.0, 40.0]), np.array([12.0, 30.0]), np.array([0.3, 0.3])
    assert _at_least(ties, inside, share, 0.0) == pytest.approx(stats.binom.sf(inside - 1, 40, 0.3))
    wide = _at_least(ties, inside, share, 0.5)
    dice = np.random.default_rng(8)
    size = 1 / (0.25 * 0.21) - 1
    drawn = dice.binomial(40, dice.beta(0.3 * size, 0.7 * size, 200_000))
    assert wide == pytest.approx([(drawn >= 12).mean(), (drawn >= 30).mean()], abs=0.01)
