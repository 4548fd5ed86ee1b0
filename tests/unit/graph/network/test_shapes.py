"""Centralization, core and periphery, meetings and stability against networkx, scipy and counting by hand."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.optimize import minimize

from graph.errors import LooplineError
from graph.network.centrality import centralization
from graph.network.core import projection
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.structure import core_periphery, tie_stability
from tests.unit.graph.network.drawn import drawn


def network(graph: nx.Graph) -> Network:
    ends = np.array(list(graph.edges), dtype=np.int64).reshape(-1, 2)
    return Network.of(graph.number_of_nodes(), ends[:, 0], ends[:, 1])


def test_centralization_agrees_with_the_definition() -> None:
    for number, one in enumerate(drawn(1000, 91)):
        groups = Groups.of("unit", np.random.default_rng([92, number]).integers(-1, 2, one.size), 2)
        found = centralization.compute(one.network, groups)
        parts = [*(np.flatnonzero(groups.codes == code).tolist() for code in range(2)), list(range(one.size))]
        for place, members in enumerate(parts):
            n = len(members)
            assert found.people[place] == n
            if n < 3:
                assert np.isnan([found.degree[place], found.incoming[place], found.outgoing[place]]).all()
                continue
            both, arcs = one.graph().subgraph(members), one.digraph().subgraph(members)
            for mine, degrees, most in (
                (found.degree, dict(both.degree), (n - 1) * (n - 2)),
                (found.incoming, dict(arcs.in_degree), (n - 1) ** 2),
                (found.outgoing, dict(arcs.out_degree), (n - 1) ** 2),
            ):
                highest = max(degrees.values())
                assert mine[place] == pytest.approx(sum(highest - degree for degree in degrees.values()) / most)
            degrees = dict(both.degree)
            centre = min((p for p in members if degrees[p] == max(degrees.values())), default=-1)
            assert found.centre[place] == (centre if max(degrees.values()) else -1)


def test_a_star_is_all_centre_and_a_ring_has_none() -> None:
    star, ring = network(nx.star_graph(9)), network(nx.cycle_graph(10))
    assert centralization.compute(star).degree.tolist() == [1]
    assert centralization.compute(star).outgoing.tolist() == [1]
    assert centralization.compute(ring).degree.tolist() == [0]
    between = np.array(list(nx.betweenness_centrality(nx.star_graph(9), normalized=False).values()))
    assert centralization.freeman(between, 9 * 9 * 8 / 2) == pytest.approx(1)
    assert np.isnan(centralization.freeman(np.zeros(0), 0))


def plain_fit(graph: nx.Graph, core: set[int]) -> float:
    """Correlation of ties with the ideal over pairs within the core and pairs within the periphery."""
    pairs = [(a, b) for a, b in combinations(sorted(graph), 2) if (a in core) == (b in core)]
    tied = np.array([graph.has_edge(a, b) for a, b in pairs], dtype=float)
    ideal = np.array([a in core for a, _ in pairs], dtype=float)
    if len(pairs) < 2 or tied.std() == 0 or ideal.std() == 0:
        return float("nan")
    return float(np.corrcoef(tied, ideal)[0, 1])


@pytest.mark.slow
def test_core_has_the_fit_it_is_said_to_have_and_is_near_the_best() -> None:
    near = judged = 0
    for number, one in enumerate(drawn(1000, 93, largest=7, large=9)):
        found, graph = core_periphery.compute(one.network), one.graph()
        core = set(np.flatnonzero(found.core).tolist())
        if np.isnan(found.fit):
            assert not core
            continue
        assert found.fit == pytest.approx(plain_fit(graph, core))
        if number % 5 == 0:
            every = [set(c) for k in range(1, one.size) for c in combinations(range(one.size), k)]
            best = max(fit for fit in (plain_fit(graph, some) for some in every) if not np.isnan(fit))
            assert found.fit <= best + 1e-9
            judged += 1
            near += found.fit > 0.8 * best - 1e-9
    assert judged > 60
    assert near / judged > 0.8


def test_a_perfect_core_is_found() -> None:
    graph = nx.complete_graph(5)
    graph.add_edges_from((number, number % 5) for number in range(5, 20))
    found = core_periphery.compute(network(graph))
    assert np.flatnonzero(found.core).tolist() == [0, 1, 2, 3, 4]
    assert found.fit == pytest.approx(1)
    assert set(np.argsort(-found.coreness)[:5].tolist()) == {0, 1, 2, 3, 4}


def test_graded_model_is_the_least_squares_fit() -> None:
    rng = np.random.default_rng(94)
    for _ in range(25):
        graph = nx.gnp_random_graph(9, float(rng.uniform(0.3, 0.8)), seed=int(rng.integers(10**6)))
        if graph.number_of_edges() < 4:
            continue
        matrix, off = nx.to_numpy_array(graph), ~np.eye(9, dtype=bool)
        one = network(graph)

        def lost(c: np.ndarray, matrix: np.ndarray = matrix, off: np.ndarray = off) -> float:
            return float(((matrix - np.outer(c, c))[off] ** 2).sum())

        best = min(lost(minimize(lost, rng.random(9)).x) for _ in range(3))
        found = core_periphery.compute(one)
        products = np.outer(found.coreness, found.coreness)
        scale = (matrix * products)[off].sum() / (products[off] ** 2).sum()
        assert lost(found.coreness * np.sqrt(scale)) == pytest.approx(best, abs=1e-3)
        upper = np.triu_indices(9, 1)
        fit = np.corrcoef(matrix[upper], np.outer(found.coreness, found.coreness)[upper])[0, 1]
        assert found.graded_fit == pytest.approx(fit)


def test_periphery_of_nobody_and_of_a_clique() -> None:
    for graph in (nx.empty_graph(0), nx.empty_graph(3), nx.complete_graph(1)):
        found = core_periphery.compute(network(graph))
        assert np.isnan([found.fit, found.graded_fit]).all()
        assert not found.coreness.any()
    assert np.isnan(core_periphery.compute(network(nx.complete_graph(6))).fit)


def test_meetings_become_contact() -> None:
    for number in range(1000):
        rng = np.random.default_rng([95, number])
        size, rows = int(rng.integers(1, 12)), int(rng.integers(0, 30))
        meeting, person = rng.integers(0, 6, rows), rng.integers(0, size, rows)
        there = {held: {int(p) for p in person[meeting == held]} for held in set(meeting.tolist())}
        weights: Counter[tuple[int, int]] = Counter()
        for people in there.values():
            for pair in combinations(sorted(people), 2):
                if len(people) <= 4:
                    weights[pair] += 1 / (len(people) - 1)  # type: ignore[assignment]
        found = projection.compute(size, meeting, person, largest=4)
        mine = found.network
        assert dict(zip(zip(mine.start.tolist(), mine.end.tolist(), strict=True), mine.weight, strict=True)) == (
            pytest.approx(dict(weights))
        )
        sizes = [len(people) for people in there.values()]
        assert found.alone == sizes.count(1)
        assert found.too_large == sum(many > 4 for many in sizes)
        assert found.meetings == len(sizes) - found.alone - found.too_large


def test_everyone_gains_one_contact_a_meeting() -> None:
    found = projection.compute(20, np.repeat([7, 9], [5, 12]), np.append(np.arange(5), np.arange(12)))
    links = found.network.both
    gained = np.bincount(np.repeat(np.arange(20), links.degrees), weights=links.weights, minlength=20)
    assert gained == pytest.approx(np.repeat([2, 1, 0], [5, 7, 8]))
    large = projection.compute(40, np.zeros(40, dtype=np.int64), np.arange(40))
    assert (len(large.network.start), large.too_large) == (0, 1)


def test_bad_meetings_are_refused() -> None:
    with pytest.raises(LooplineError, match="2 meetings but 1 people"):
        projection.compute(3, np.array([1, 1]), np.array([0]))
    with pytest.raises(LooplineError, match="outside 0 to 2"):
        projection.compute(3, np.array([1]), np.array([3]))
    with pytest.raises(LooplineError, match="largest meeting"):
        projection.compute(3, np.array([1]), np.array([0]), largest=1)


def test_stability_agrees_with_sets() -> None:
    again = drawn(1000, 97)
    for number, (one, other) in enumerate(zip(drawn(1000, 96), again, strict=True)):
        rng = np.random.default_rng([98, number])
        size = max(one.size, other.size)
        before, after = (Network.of(size, x.network.start, x.network.end) for x in (one, other))
        groups = Groups.of("unit", rng.integers(-1, 2, size), 2)
        old, new = ({frozenset(tie) for tie in x.graph().edges} for x in (one, other))
        found = tie_stability.compute(before, after, groups)
        for place in range(3):
            members = set(np.flatnonzero(groups.codes == place).tolist()) if place < 2 else set(range(size))
            first, second = ({tie for tie in ties if tie & members} for ties in (old, new))
            counts = (len(first & second), len(first - second), len(second - first))
            assert (found.kept[place], found.lost[place], found.gained[place]) == counts
            if sum(counts):
                assert found.jaccard[place] == pytest.approx(counts[0] / sum(counts))
            else:
                assert np.isnan(found.jaccard[place])


def test_stability_needs_the_same_people() -> None:
    with pytest.raises(LooplineError, match="3 people, but the second has 4"):
        tie_stability.compute(network(nx.path_graph(3)), network(nx.path_graph(4)))
    kept = tie_stability.compute(network(nx.path_graph(3)), network(nx.path_graph(3)))
    assert kept.jaccard.tolist() == [1]


def test_each_pair_in_contact_is_one_tie() -> None:
    one = Network.of(3, np.array([1, 0, 0, 2]), np.array([0, 1, 1, 2]))
    ties = Ties.of(one)
    assert (ties.one.tolist(), ties.other.tolist(), ties.degrees.tolist()) == ([0], [1], [1, 1, 0])
