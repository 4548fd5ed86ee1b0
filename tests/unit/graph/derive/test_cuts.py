"""What is cut off from the state: against taking everyone out in turn."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graph.derive.steps.cuts import anchored
from graph.network.core.network import Network
from graph.network.structure import cuts
from tests.unit.graph.network.drawn import drawn


def test_who_is_cut_off_is_who_can_no_longer_reach_a_leader() -> None:
    looked_at = 0
    for number, one in enumerate(drawn(600, 71)):
        if one.size < 3:
            continue
        dice = np.random.default_rng([72, number])
        leaders = np.unique(dice.integers(0, one.size, int(dice.integers(1, 3))))
        found = cuts.of_links(anchored(one.network.both, leaders), {})
        graph = one.graph()
        graph.add_edges_from((int(leader), "state") for leader in leaders)
        home = nx.node_connected_component(graph, "state")
        cut = dict(zip(found.points.tolist(), found.points_people.tolist(), strict=True))
        for person in home - {"state"}:
            rest = nx.node_connected_component(graph.subgraph(set(graph) - {person}), "state")
            assert cut.get(person, 0) == len(home) - 1 - len(rest)
            looked_at += person in cut
        ties = {tuple(ends): people for ends, people in zip(found.bridges.tolist(), found.bridges_people, strict=True)}
        for link in nx.bridges(graph.subgraph(home)):
            if "state" not in link:
                without = graph.copy()
                without.remove_edge(*link)
                lost = len(home) - len(nx.node_connected_component(without, "state"))
                assert ties[tuple(sorted(link))] == lost
    assert looked_at > 300


def test_teams_are_cut_off_when_nobody_of_theirs_is_left_with_the_state() -> None:
    # 0 leads the state, 1 the region; behind 1 are a team of 2 and 3, and 4, who also meets the state.
    network = Network.of(5, np.array([0, 1, 2, 1, 4]), np.array([1, 2, 3, 4, 0]))
    found = cuts.of_links(anchored(network.both, np.array([0])), {})
    lost = cuts.groups(found, np.array([0, 1, 2, 3, 4]), np.array([0, 1, 2, 2, 3]))
    assert dict(zip(found.points.tolist(), lost.points.tolist(), strict=True)) == {5: 0, 0: 3, 1: 1, 2: 1}
