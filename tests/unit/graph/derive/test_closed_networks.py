"""Leaders with one circle: planted ones, and against taking everyone out in turn."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.derive.steps.closed_networks import closed
from graph.network.core.network import Network
from tests.unit.graph.network.drawn import drawn


def _network(size: int, *pairs: tuple[int, int]) -> Network:
    ends = np.array(pairs)
    return Network.of(size, ends[:, 0], ends[:, 1], np.arange(1.0, len(pairs) + 1))


def test_a_leader_among_colleagues_who_all_know_one_another() -> None:
    # Everybody of 0 to 5 with everybody: each of five contacts gives (1/5 + 4 * 1/5 * 1/5)^2, however strong they are.
    network = _network(6, *combinations(range(6), 2))
    ((leader, contacts, constraint),) = closed(network, np.array([3]), 5, 0.4)
    assert (leader, contacts) == (3, 5)
    assert constraint == pytest.approx(5 * (1 / 5 + 4 / 25) ** 2)
    assert closed(network, np.array([3]), 6, 0.4) == []
    assert closed(network, np.array([3]), 5, 0.65) == []


def test_two_teams_that_one_contact_joins_are_two_circles() -> None:
    # 0 is between 1, 2, 3 and 4, 5, 6; 3 and 4 are in contact. One tie more, of two others, makes one circle of them.
    teams = [*combinations((0, 1, 2, 3), 2), *combinations((0, 4, 5, 6), 2), (3, 4)]
    assert closed(_network(7, *teams), np.array([0]), 5, 0.3) == []
    assert [found[0] for found in closed(_network(7, *teams, (2, 5)), np.array([0]), 5, 0.3)] == [0]


def test_one_contact_elsewhere_is_enough() -> None:
    pairs = [*combinations(range(6), 2), (0, 6), (6, 7)]
    assert [found[0] for found in closed(_network(8, *pairs), np.arange(8), 5, 0.4)] == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_against_taking_everyone_out() -> None:
    told = 0
    for one in drawn(1200, 81):
        graph = one.graph()
        found = {leader: figure for leader, _, figure in closed(one.network, np.arange(one.size), 3, 0.3)}
        for person in graph:
            near = set(nx.all_neighbors(graph, person)) - {person}
            if len(near) < 3:
                assert person not in found
                continue
            rest = nx.Graph(graph.subgraph(near))
            whole = nx.is_biconnected(rest)
            figure = nx.constraint(nx.Graph((a, b) for a, b in graph.edges() if a != b), [person])[person]
            assert (person in found) == (whole and figure >= 0.3), (one.network, person)
            assert person not in found or found[person] == pytest.approx(figure)
            told += person in found
    assert told > 50
