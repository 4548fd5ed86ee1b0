"""Networks that are broken, degenerate, or extreme: an answer or a clear refusal, soon."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import coo_array

from graph.errors import LooplineError
from graph.network.centrality import betweenness, constraint, k_core, pagerank
from graph.network.core.csr import Csr
from graph.network.core.network import Network
from graph.network.key_players import fragmentation, reach
from graph.network.structure import components, cuts, disjoint_paths, hierarchy, reciprocity
from tests.unit.graph.network.drawn import drawn

NOBODY = np.zeros(0, np.int64)
ALL: list[Callable[[Network], object]] = [
    components.compute,
    cuts.compute,
    k_core.compute,
    pagerank.compute,
    reciprocity.compute,
    constraint.compute,
    betweenness.compute,
    hierarchy.compute,
    lambda network: fragmentation.compute(network, 3),
    lambda network: reach.compute(network, 3, hops=2),
    lambda network: disjoint_paths.compute(network, 1, NOBODY, NOBODY, NOBODY),
]


def test_neighbours_are_sorted_summed_and_nobody_their_own() -> None:
    for case in drawn(1000, 30):
        network = case.network
        weights = coo_array((network.weight, (network.start, network.end)), shape=(case.size, case.size)).toarray()
        for ours, whole in ((network.out, weights), (network.into, weights.T), (network.both, weights + weights.T)):
            assert isinstance(ours, Csr)
            start = np.repeat(np.arange(case.size), ours.degrees)
            pairs = list(zip(start.tolist(), ours.neighbours.tolist(), strict=True))
            assert pairs == sorted(set(pairs)) == [tuple(pair) for pair in np.argwhere(whole).tolist()]
            assert ours.weights.tolist() == pytest.approx(whole[whole > 0].tolist())
        assert network.loops == sum(1 for one, other, _ in case.links if one == other)


def test_links_without_weights_weigh_one_each() -> None:
    for case in drawn(200, 31):
        start, end = case.network.start, case.network.end
        plain, ones = Network.of(case.size, start, end), Network.of(case.size, start, end, np.ones(len(start)))
        assert plain.weight.tolist() == ones.weight.tolist()
        for ours, wanted in ((plain.out, ones.out), (plain.into, ones.into), (plain.both, ones.both)):
            assert ours.neighbours.tolist() == wanted.neighbours.tolist()
            assert ours.weights.tolist() == wanted.weights.tolist()


def test_one_weight_for_all_links_is_kept() -> None:
    links = Network.of(3, np.array([0, 1, 1]), np.array([1, 2, 0]), np.broadcast_to(5.0, 3)).both
    assert links.weights.tolist() == [10.0, 10.0, 5.0, 5.0]


@pytest.mark.parametrize(
    ("start", "end", "weight", "said"),
    [
        ([0], [1], [math.nan], "must be a number of 0 or more"),
        ([0], [1], [-1.0], "must be a number of 0 or more"),
        ([0], [1], [math.inf], "between 1e-50 and 1e\\+50"),
        ([0], [1], [1e-300], "between 1e-50 and 1e\\+50"),
        ([0], [3], [1.0], "outside 0 to 2"),
        ([-1], [1], [1.0], "outside 0 to 2"),
        ([0, 1], [1], [1.0], "must have the same length"),
    ],
)
def test_broken_links_are_refused(start: list[int], end: list[int], weight: list[float], said: str) -> None:
    with pytest.raises(LooplineError, match=said):
        Network.of(3, np.array(start), np.array(end), np.array(weight))


@pytest.mark.parametrize("size", [-1, 2**31])
def test_sizes_that_have_no_numbers_are_refused(size: int) -> None:
    with pytest.raises(LooplineError, match="must have between 0 and"):
        Network.of(size, NOBODY, NOBODY)


@pytest.mark.parametrize("size", [0, 1, 2, 100])
@pytest.mark.parametrize("measure", ALL)
def test_every_measure_takes_a_network_without_links(size: int, measure: Callable[[Network], object]) -> None:
    measure(Network.of(size, np.arange(size), np.arange(size), basis={"channel": "none"}))


@pytest.mark.parametrize("measure", ALL)
def test_results_carry_the_basis_of_their_network(measure: Callable[[Network], object]) -> None:
    basis = {"as_of": "2026-06-01", "channel": "mail"}
    found = measure(Network.of(3, np.array([0]), np.array([1]), basis=basis))
    assert getattr(found, "basis") == basis  # noqa: B009 - every result has it, whatever its class


@pytest.mark.slow
@pytest.mark.parametrize("measure", [m for m in ALL if m is not hierarchy.compute])
def test_a_star_of_a_million(measure: Callable[[Network], object]) -> None:
    measure(STARS[0])


LEAVES = 1_000_000
STARS = [Network.of(LEAVES + 1, np.zeros(LEAVES, int), np.arange(1, LEAVES + 1))]


@pytest.mark.slow
def test_figures_of_a_star_of_a_million() -> None:
    star = STARS[0]
    found = cuts.compute(star)
    assert found.points.tolist() == [0]
    assert found.points_people.tolist() == [LEAVES - 1]
    assert len(found.bridges) == LEAVES
    groups = cuts.groups(found, np.arange(LEAVES + 1), np.arange(LEAVES + 1) // 10)
    assert groups.points.tolist() == [LEAVES // 10]  # all but that of the leaf that remains
    assert constraint.compute(star).effective_size[0] == LEAVES
    assert constraint.compute(star).constraint[1] == 1
    sampled = betweenness.compute(star)
    assert isinstance(sampled, betweenness.SampledBetweenness)
    assert sampled.sampled_betweenness[0] == pytest.approx(LEAVES * (LEAVES - 1) / 2, rel=1e-5)
    assert reach.compute(star, 1).share == 1
    assert reciprocity.compute(star).null == (LEAVES + 1) * LEAVES // 2 - LEAVES
    assert fragmentation.compute(star, 1).after == 1


@pytest.mark.slow
def test_too_many_people_within_reach_are_refused() -> None:
    spokes = 20_000  # of four people each: whoever is on one is near all others, but not near their ends
    out = np.arange(1, 4 * spokes + 1)
    with pytest.raises(LooplineError, match="Too many people are within 3 links"):
        reach.compute(Network.of(4 * spokes + 1, np.maximum(out - spokes, 0), out), 2, hops=3)


@pytest.mark.slow
def test_one_giant_clique() -> None:
    size = 600
    start, end = np.triu_indices(size, 1)
    clique = Network.of(size, start, end)
    assert k_core.compute(clique).deepest == size - 1
    assert cuts.compute(clique).points.tolist() == []
    assert components.compute(clique).weak_sizes.tolist() == [size]
    p = 1 / (size - 1)
    assert constraint.compute(clique).constraint == pytest.approx((size - 1) * (p + (size - 2) * p * p) ** 2)
    assert constraint.compute(clique).effective_size == pytest.approx(1)
    team = disjoint_paths.compute(clique, 1, np.arange(9), np.zeros(9, int), np.arange(100, 107), most=20)
    assert team.routes.tolist() == [7]


@pytest.mark.slow
def test_a_path_of_a_million_is_searched_without_recursion() -> None:
    size = 1_000_000
    path = Network.of(size, np.arange(size - 1), np.arange(1, size))
    found = cuts.compute(path)
    assert len(found.points) == size - 2
    assert found.points_people[0] == (size - 1) // 2
    groups = cuts.groups(found, np.arange(size), np.arange(size) // 10)
    assert groups.points[found.points == 10].tolist() == [1]
    assert groups.points[found.points == 9].tolist() == [1]
    assert groups.points[found.points == 8].tolist() == [0]
    assert len(components.compute(path).strong_sizes) == size
    ends = disjoint_paths.compute(path, 2, np.array([0, 1, 2]), np.array([0, 0, 1]), np.array([size - 1]))
    assert ends.routes.tolist() == [1, 1]
    assert fragmentation.compute(path, 2, most_rounds=1).after == pytest.approx(2 / 3, abs=0.1)
