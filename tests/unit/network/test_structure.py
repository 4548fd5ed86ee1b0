"""Components, cores, cuts, rank and reciprocity against networkx, a thousand networks each."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
import pytest
from numpy.typing import NDArray

from graph.measures.network import components, constraint, core, cuts, rank, reciprocity
from graph.measures.network.network import Network
from tests.unit.network.drawn import Drawn, drawn

MANY = 1000


def sets_of(component: NDArray[np.int32]) -> set[frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, number in enumerate(component.tolist()):
        found[number].add(person)
    return {frozenset(people) for people in found.values()}


def test_components() -> None:
    for case in drawn(MANY, 1):
        ours, oracle = components.compute(case.network), case.digraph()
        assert sets_of(ours.weak) == {frozenset(c) for c in nx.weakly_connected_components(oracle)}
        assert sets_of(ours.strong) == {frozenset(c) for c in nx.strongly_connected_components(oracle)}
        assert all(ours.strong[one] >= ours.strong[other] for one, other in oracle.edges)
        assert ours.weak_sizes.tolist() == [int((ours.weak == c).sum()) for c in range(len(ours.weak_sizes))]
        assert ours.strong_sizes.sum() == case.size
        assert ours.told == case.network.told


def test_coreness() -> None:
    for case in drawn(MANY, 2):
        ours = core.compute(case.network)
        assert dict(enumerate(ours.coreness.tolist())) == nx.core_number(case.graph())
        assert ours.deepest == max(ours.coreness.tolist(), default=0)


def pieces_without(graph: nx.Graph, person: int | None, link: tuple[int, int] | None, of: int) -> list[set[int]]:
    rest = graph.copy()
    component = nx.node_connected_component(graph, of)
    if link:
        rest.remove_edge(*link)
    if person is not None:
        rest.remove_node(person)
    return sorted((c for c in nx.connected_components(rest) if c <= component), key=len, reverse=True)


def gone_groups(pieces: list[set[int]], groups: dict[int, set[int]]) -> set[int]:
    """Of equally large pieces any may be the largest: what would be counted for each of them."""
    found = set()
    for largest in (piece for piece in pieces if len(piece) == len(pieces[0])):
        cut = {p for piece in pieces for p in piece} - largest
        found.add(sum(1 for people in groups.values() if people & cut and not people & largest))
    return found


def check_cuts(case: Drawn, several: bool) -> None:
    ours, oracle = cuts.compute(case.network), case.graph()
    assert set(ours.points.tolist()) == set(nx.articulation_points(oracle))
    assert len(ours.points) == len(set(ours.points.tolist()))
    assert {tuple(link) for link in ours.bridges.tolist()} == {tuple(sorted(link)) for link in nx.bridges(oracle)}
    rng = np.random.default_rng(case.size)
    person = rng.integers(0, case.size, 2 * case.size) if several and case.size else np.arange(case.size)
    group = rng.integers(-1, max(case.size // 2, 1), len(person))
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for one, code in zip(person.tolist(), group.tolist(), strict=True):
        if code >= 0:
            groups[code].add(one)
    counted = cuts.groups(ours, person, group)
    for row, point in enumerate(ours.points.tolist()):
        pieces = pieces_without(oracle, point, None, point)
        assert ours.points_people[row] == sum(len(piece) for piece in pieces[1:])
        assert counted.points[row] in gone_groups(pieces, groups)
    for row, link in enumerate(ours.bridges.tolist()):
        pieces = pieces_without(oracle, None, (link[0], link[1]), link[0])
        assert ours.bridges_people[row] == len(pieces[1])
        assert counted.bridges[row] in gone_groups(pieces, groups)
    for people in (ours.points_people, ours.bridges_people):
        assert people.tolist() == sorted(people.tolist(), reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("several", [False, True])
def test_cuts_and_what_they_cut_off(several: bool) -> None:
    for case in drawn(MANY, 3 + several):
        check_cuts(case, several)


def test_page_rank() -> None:
    for case in drawn(MANY, 5):
        ours = rank.compute(case.network, tolerance=1e-12)
        oracle = nx.pagerank(case.digraph(), tol=1e-13, max_iter=1000)
        assert ours.rank.tolist() == pytest.approx([oracle[p] for p in range(case.size)], abs=1e-9)
        assert ours.rank.sum() == pytest.approx(1 if case.size else 0)


def test_reciprocity_and_the_dyad_census() -> None:
    for case in drawn(MANY, 6):
        ours, oracle = reciprocity.compute(case.network), case.digraph()
        mutual = sum(1 for one, other in oracle.edges if oracle.has_edge(other, one)) // 2
        pairs = case.size * (case.size - 1) // 2
        assert (ours.mutual, ours.asymmetric) == (mutual, oracle.size() - 2 * mutual)
        assert ours.null == pairs - ours.mutual - ours.asymmetric
        if oracle.size():
            assert ours.answered == pytest.approx(nx.overall_reciprocity(oracle))
        else:
            assert np.isnan(ours.answered)
        for person in range(case.size):
            out, into = set(oracle.successors(person)), set(oracle.predecessors(person))
            assert ours.mutual_of[person] == len(out & into)
            assert ours.answered_of[person] == pytest.approx(len(out & into) / len(out) if out else np.nan, nan_ok=True)


def test_a_census_by_hand() -> None:
    network = Network.of(4, np.array([0, 1, 1, 2, 2]), np.array([1, 0, 2, 3, 3]))
    ours = reciprocity.compute(network)
    assert (ours.mutual, ours.asymmetric, ours.null, ours.answered) == (1, 2, 3, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [True, False])
def test_constraint_and_effective_size(weighted: bool) -> None:
    for case in drawn(MANY, 7 + weighted, large=40):
        ours = constraint.compute(case.network, weighted=weighted)
        oracle, weight = (case.digraph(), "weight") if weighted else (case.graph(), None)
        if not oracle.size():
            assert np.isnan(ours.constraint).all()
            assert np.isnan(ours.effective_size).all()
            continue
        people = range(case.size)
        burt = nx.constraint(oracle, weight=weight)
        size = nx.effective_size(oracle, nodes=people, weight=weight)  # for all at once it errs where links have weights
        assert ours.constraint.tolist() == pytest.approx([burt[p] for p in people], abs=1e-9, nan_ok=True)
        assert ours.effective_size.tolist() == pytest.approx([size[p] for p in people], abs=1e-9, nan_ok=True)
