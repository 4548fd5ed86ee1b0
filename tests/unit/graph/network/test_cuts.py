"""Cuts, and the people and groups they cut off, against networkx and removal one by one, a thousand networks."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np
import pytest

from graph.network.structure import cuts
from tests.unit.graph.network.drawn import Drawn, drawn

MANY = 1000


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
