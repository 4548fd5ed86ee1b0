"""Teams that lose the state when some leave: against walking the network."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graph.derive.steps.key_set import parted
from graph.network.core.network import Network
from tests.unit.graph.network.drawn import drawn


def test_teams_lose_their_last_way() -> None:
    # 0 leads; 1 joins 2 and 3, who are a team; 4 and 5 are one, and 5 meets 0; 6 meets nobody.
    network = Network.of(7, np.array([0, 1, 1, 1, 5]), np.array([1, 2, 3, 4, 0]))
    teams = np.array([[0, 0], [1, 1], [2, 2], [3, 2], [4, 3], [5, 3], [6, 4]])
    leaders = np.array([0])
    assert parted(network, np.array([1]), leaders, teams) == 2  # its own, and 2 and 3
    assert parted(network, np.array([1, 5]), leaders, teams) == 3
    assert parted(network, np.array([0]), leaders, teams) == 4  # nobody leads any more
    assert parted(network, np.array([6]), leaders, teams) == 0  # it had none


def test_against_walking() -> None:
    lost = 0
    for number, one in enumerate(drawn(500, 95)):
        if one.size < 4:
            continue
        dice = np.random.default_rng([96, number])
        gone = np.unique(dice.integers(0, one.size, 2))
        leaders = np.unique(dice.integers(0, one.size, 2))
        rows = np.stack([np.arange(one.size), dice.integers(0, 3, one.size)], axis=1)
        graph = nx.Graph(one.graph())
        left = graph.subgraph(set(graph) - set(gone.tolist()))

        def reached(of: nx.Graph, heads: list[int]) -> set[int]:
            return {p for head in heads if head in of for p in nx.node_connected_component(of, head)}

        team = rows[:, 1]
        before = {int(team[p]) for p in reached(graph, leaders.tolist())}
        after = {int(team[p]) for p in reached(left, leaders.tolist())}
        assert parted(one.network, gone, leaders, rows) == len(before - after)
        lost += len(before - after)
    assert lost > 100


def test_only_those_on_teams_are_looked_at() -> None:
    network = Network.of(5, np.array([0, 1, 3]), np.array([1, 3, 4]), np.array([1.0, 2.0, 3.0]))
    found = network.among(np.array([1, 3, 4]))
    assert (found.size, found.start.tolist(), found.end.tolist()) == (3, [0, 1], [1, 2])
    assert found.weight.tolist() == [2.0, 3.0]
