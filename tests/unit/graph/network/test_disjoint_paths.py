"""Person-disjoint routes against networkx's maximum flow on a thousand networks."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.network import Network
from graph.network.structure import disjoint_paths
from tests.unit.graph.network.drawn import drawn

MANY = 1000


def disjoint(graph: nx.Graph, team: set[int], target: set[int]) -> int:
    """By a flow in which everyone is a link of capacity 1."""
    flow = nx.DiGraph([("from", "to", {"capacity": 0})])
    for person in graph:
        flow.add_edge((person, 0), (person, 1), capacity=1)
    for one, other in graph.edges:
        flow.add_edge((one, 1), (other, 0))
        flow.add_edge((other, 1), (one, 0))
    flow.add_edges_from(("from", (person, 0)) for person in team)
    flow.add_edges_from(((person, 1), "to") for person in target)
    return int(nx.maximum_flow_value(flow, "from", "to"))


@pytest.mark.slow
@pytest.mark.parametrize("kept_from", [1, 256])
def test_routes(kept_from: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disjoint_paths, "_KEPT_FROM", kept_from)
    for number, case in enumerate(drawn(MANY // 2, 14 + kept_from, large=15)):
        rng = np.random.default_rng(number)
        target = rng.choice(case.size, min(case.size, int(rng.integers(0, 5))), replace=False)
        teams = 4
        members = [rng.choice(case.size, min(case.size, int(rng.integers(0, 5))), replace=False) for _ in range(teams)]
        person = np.concatenate(members)
        team = np.repeat(np.arange(teams), [len(m) for m in members])
        most, hops = int(rng.integers(1, 5)), [None, 0, 1, 2][number % 4]
        ours = disjoint_paths.compute(case.network, teams, person, team, target, most=most, hops=hops)
        graph = case.graph()
        near = (
            nx.multi_source_dijkstra_path_length(graph, set(target.tolist()), hops, lambda *_: 1) if len(target) else {}
        )
        graph = graph.subgraph(near if hops is not None else graph)
        wanted = [disjoint(graph, set(m.tolist()) & set(graph), set(target.tolist())) for m in members]
        assert ours.routes.tolist() == [min(one, most) for one in wanted]
        assert ours.members.tolist() == [len(m) for m in members]
        assert ours.capped.tolist() == [one >= most for one in wanted]


def test_routes_refuse_what_is_not_there() -> None:
    network = Network.of(3, np.array([0]), np.array([1]))
    nobody = np.zeros(0, np.int64)
    with pytest.raises(LooplineError, match="outside 0 to 2"):
        disjoint_paths.compute(network, 1, np.array([3]), np.array([0]), nobody)
    with pytest.raises(LooplineError, match="team is outside"):
        disjoint_paths.compute(network, 1, np.array([0]), np.array([1]), nobody)
    with pytest.raises(LooplineError, match="must be one team for each member"):
        disjoint_paths.compute(network, 1, np.array([0]), nobody, nobody)
    assert disjoint_paths.compute(network, 2, nobody, nobody, nobody).routes.tolist() == [0, 0]
