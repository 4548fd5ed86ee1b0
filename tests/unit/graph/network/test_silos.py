"""Silos: figures by hand, chances against independent ones, and networks of odd shapes."""

from __future__ import annotations

import time

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from graph.errors import LooplineError
from graph.network.core import p_values
from graph.network.core.configuration_null import DegreeNull
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import silos
from tests.unit.graph.network.drawn import drawn


def network(size: int, pairs: list[tuple[int, int]]) -> Network:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Network.of(size, ends[:, 0], ends[:, 1])


def clique(size: int) -> Network:
    return Network.of(size, *np.triu_indices(size, 1))


def test_ties_inside_and_outside_agree_with_networkx() -> None:
    for number, one in enumerate(drawn(1000, 21)):
        rng = np.random.default_rng([22, number])
        groups = Groups.of("team", rng.integers(-1, 3, one.size), 3)
        found = silos.compute(one.network, groups)
        graph = one.graph()
        for group in range(3):
            members = set(np.flatnonzero(groups.codes == group).tolist())
            inside = graph.subgraph(members).number_of_edges()
            outside = len(list(nx.edge_boundary(graph, members)))
            assert (found.inside[group], found.outside[group]) == (inside, outside)
            assert found.ties[group] == inside + outside
            if inside + outside:
                assert found.observed[group] == pytest.approx((outside - inside) / (outside + inside))
                assert found.low[group] <= found.high[group]
                assert -1 <= found.low[group] <= found.expected[group] + 1
                assert 0 <= found.p[group] <= found.q[group] <= 1
            else:
                assert np.isnan([found.observed[group], found.p[group], found.low[group]]).all()


def test_expected_index_of_random_mixing_is_bound_to_size() -> None:
    codes = np.repeat([0, 1, 2], [5, 400, 595])
    found = silos.compute(clique(1000), Groups.of("unit", codes))
    assert found.observed[:2] == pytest.approx([0.996, 0.501], abs=5e-4)
    assert found.expected == pytest.approx(found.observed, abs=1e-6)
    assert not found.named().any()
    assert (found.p > 0.5).all()


def rewired(ties: Ties, groups: Groups, runs: int, rng: np.random.Generator) -> np.ndarray:
    """Ties inside each group after switching ends of ties at random, degrees and simple graph kept: by definition."""
    ends = [(int(a), int(b)) for a, b in zip(ties.one, ties.other, strict=True)]
    held = {frozenset(tie) for tie in ends}
    found = []
    for run in range(runs + 20):
        for first, second, turn in rng.integers(0, [len(ends), len(ends), 2], (2 * len(ends), 3)).tolist():
            (a, b), (c, d) = ends[first], ends[second][:: 1 - 2 * turn]
            new = (frozenset((a, d)), frozenset((c, b)))
            if len({a, b, c, d}) == 4 and not held & set(new):
                held -= {frozenset((a, b)), frozenset((c, d))}
                held |= set(new)
                ends[first], ends[second] = (a, d), (c, b)
        if run >= 20:
            now = np.array(ends)
            found.append(Ties(ties.size, now[:, 0].astype(np.int32), now[:, 1].astype(np.int32)).inside(groups))
    return np.array(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["even", "skewed", "dense"])
def test_chance_agrees_with_rewiring(kind: str) -> None:
    rng = np.random.default_rng(5)
    size, links = (24, 260) if kind == "dense" else (60, 200)
    pull = rng.pareto(1.5, size) + 0.2 if kind == "skewed" else np.ones(size)
    ends = rng.choice(size, (links, 2), p=pull / pull.sum())
    ties = Ties.of(Network.of(size, ends[:, 0], ends[:, 1]))
    groups = Groups.of("team", np.arange(size) * 5 // size)
    runs = rewired(ties, groups, 1500, rng)
    mean, variance, _ = DegreeNull.of(ties.degrees).inside(groups)
    assert mean == pytest.approx(runs.mean(axis=0), rel=0.06, abs=0.25)
    assert np.sqrt(variance) == pytest.approx(runs.std(axis=0), rel=0.12, abs=0.12)
    one, other = np.triu_indices(5, 1)
    across, _ = DegreeNull.of(ties.degrees).across(groups, one, other)
    assert mean.sum() + across.sum() == pytest.approx(ties.count, rel=1e-3)


def test_the_model_keeps_degrees() -> None:
    rng = np.random.default_rng(6)
    pull = rng.pareto(0.9, 2000) + 0.2
    hubs = rng.choice(2000, (2, 12_000), p=pull / pull.sum())
    for one in (
        Network.of(50, rng.integers(0, 50, 200), rng.integers(0, 50, 200)),
        Network.of(201, np.zeros(200, dtype=np.int64), np.arange(1, 201)),
        clique(30),
        Network.of(2000, hubs[0], hubs[1]),
    ):
        degrees = Ties.of(one).degrees
        everyone = np.arange(one.size)
        chance = DegreeNull.of(degrees).pairs(everyone[:, None], everyone[None, :])
        np.fill_diagonal(chance, 0)
        assert chance.sum(axis=1) == pytest.approx(degrees, rel=0.03, abs=1e-6)


def test_tails_agree_with_scipy() -> None:
    rng = np.random.default_rng(7)
    chances = rng.random((40, 9)) ** 2
    exact = p_values.unlike(chances)
    for row, found in zip(chances, exact, strict=True):
        law = stats.poisson_binom(row)
        assert found == pytest.approx(law.pmf(np.arange(10)), abs=1e-12)
    trials = np.repeat([0.0, 1, 7, 50], 3)
    each = np.tile([0.01, 0.3, 0.9], 4)
    for count in range(8):
        counts = np.full(12, count)
        above = np.asarray(stats.binom.sf(count - 1, trials, each))
        within = counts <= trials
        assert p_values.at_least(counts, trials, each)[within] == pytest.approx(above[within])
        assert p_values.at_most(counts, trials, each) == pytest.approx(np.asarray(stats.binom.cdf(count, trials, each)))
    low, high = p_values.interval(trials[3:], each[3:])
    assert low == pytest.approx(stats.binom.ppf(0.05, trials[3:], each[3:]))
    assert high == pytest.approx(stats.binom.ppf(0.95, trials[3:], each[3:]))
    trials, each = p_values.binomial(np.array([3.0, 3.0, 0.0]), np.array([3.0, 1.5, 0.0]))
    assert p_values.at_least(np.array([6, 6, 0]), trials, each) == pytest.approx(
        [stats.poisson.sf(5, 3), stats.binom.sf(5, 6, 0.5), 1.0], rel=1e-3
    )


def test_correction_is_benjamini_and_hochbergs() -> None:
    rng = np.random.default_rng(8)
    for round_ in range(200):
        p = rng.random(int(rng.integers(1, 30))) ** 3
        p = np.round(p, 1) if round_ % 4 == 0 else p  # with ties, 0 and 1
        alarms = [other * len(p) / np.count_nonzero(p <= other) if other else 0.0 for other in p]
        least = [min(q for q, other in zip(alarms, p, strict=True) if other >= one) for one in p]
        q = p_values.corrected(p)
        assert q == pytest.approx(np.array(least), rel=1e-12)
        assert (q >= p).all()
    assert len(p_values.corrected(np.array([]))) == 0
    assert np.isnan(p_values.corrected(np.array([np.nan]))).all()
    with_blank = p_values.corrected(np.array([0.01, np.nan, 1.0, 0.04]), np.array([True, True, False, True]))
    assert with_blank[[0, 2, 3]] == pytest.approx([0.02, 1.0, 0.04])
    assert np.isnan(with_blank[1])


def test_thin_coverage_withholds_every_figure() -> None:
    one = clique(9)
    found = silos.compute(one, Groups.of("team", np.arange(9) // 3), np.array([1.0, 0.79, np.nan]))
    assert found.withheld.tolist() == [False, True, False]
    for column in (
        found.inside,
        found.outside,
        found.observed,
        found.expected,
        found.low,
        found.high,
        found.p,
        found.q,
    ):
        assert np.isnan(column).tolist() == [False, True, False]
    assert silos.METHODS[found.method[1]] == "withheld"
    with pytest.raises(LooplineError, match="a share between 0 and 1 for each"):
        silos.compute(one, Groups.of("team", np.arange(9) // 3), np.array([1.0, 0.5]))
    with pytest.raises(LooplineError, match="a share between 0 and 1 for each"):
        silos.compute(one, Groups.of("team", np.arange(9) // 3), np.array([1.0, 0.5, 80.0]))


def test_strength_cuts_ties() -> None:
    one = Network.of(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([1.0, 3.0, 1.0]))
    groups = Groups.of("team", [0, 0, 1, 1])
    assert silos.compute(one, groups).observed.tolist() == [0, 0]
    strong = silos.compute(one, groups, strength=2)
    assert strong.observed.tolist() == [1, 1]
    assert strong.basis["strength"] == "2"
    with pytest.raises(LooplineError, match="strength"):
        silos.compute(one, groups, strength=-1)


@pytest.mark.parametrize("size", [0, 1, 5])
def test_nobody_in_contact(size: int) -> None:
    found = silos.compute(network(size, []), Groups.of("team", np.zeros(size, dtype=np.int64), 2))
    assert np.isnan(found.observed).all()
    assert not found.named().any()
    assert {silos.METHODS[code] for code in found.method} == {"no ties"}


def test_groups_of_one_and_one_group_are_no_silos() -> None:
    alone = silos.compute(clique(6), Groups.of("team", np.arange(6)))
    assert alone.observed.tolist() == alone.expected.tolist() == alone.low.tolist() == [1.0] * 6
    together = silos.compute(clique(6), Groups.of("team", np.zeros(6, dtype=np.int64)))
    assert (together.observed[0], together.low[0], together.p[0], together.q[0]) == (-1, -1, 1, 1)
    assert not alone.named().any()
    assert not together.named().any()


def test_a_star_and_a_giant_clique_are_quick_and_no_silos() -> None:
    begin = time.process_time()
    size = 200_000
    star = Network.of(size, np.zeros(size - 1, dtype=np.int64), np.arange(1, size))
    assert not silos.compute(star, Groups.of("team", np.arange(size) // 10)).named().any()
    assert not silos.compute(clique(900), Groups.of("team", np.arange(900) // 9)).named().any()
    assert not silos.compute(clique(900), Groups.of("unit", np.arange(900) // 300)).named().any()
    assert time.process_time() - begin < 10


def test_the_same_seed_gives_the_same_answer() -> None:
    rng = np.random.default_rng(9)
    one = Network.of(60, rng.integers(0, 60, 200), rng.integers(0, 60, 200))
    groups = Groups.of("team", np.arange(60) // 20)
    first, second = (silos.compute(one, groups, seed=3) for _ in range(2))
    assert np.array_equal(first.p, second.p)
