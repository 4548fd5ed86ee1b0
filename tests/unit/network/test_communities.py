"""Communities and likeness of partitions against igraph and networkx."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.measures.network import communities
from graph.measures.network.groups import Groups
from graph.measures.network.network import Network
from tests.unit.network.drawn import drawn


def test_likeness_agrees_with_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communities, "PERMUTATIONS", 1)
    for number in range(1000):
        rng = np.random.default_rng([81, number])
        size = int(rng.integers(2, 60))
        one, other = rng.integers(0, rng.integers(1, 6), size), rng.integers(0, rng.integers(1, 6), size)
        if number % 4 == 0:
            other = np.where(rng.random(size) < 0.8, one, other)
        found = communities.likeness(Groups.of("x", one), Groups.of("y", other))
        sides = one.tolist(), other.tolist()
        assert found.nmi == pytest.approx(igraph.compare_communities(*sides, method="nmi"), abs=1e-9)
        theirs = igraph.compare_communities(*sides, method="adjusted_rand")
        assert found.ari == pytest.approx(1.0 if np.isnan(theirs) else theirs, abs=1e-9)  # nan: both have one group


def test_modularity_agrees_with_networkx() -> None:
    for number, one in enumerate(drawn(1000, 82)):
        groups = Groups.of("x", np.random.default_rng([83, number]).integers(0, 3, one.size), 3)
        graph = one.graph()
        if not graph.number_of_edges():
            assert np.isnan(communities.modularity(one.network, groups))
            continue
        parts = [np.flatnonzero(groups.codes == code).tolist() for code in range(3)]
        assert communities.modularity(one.network, groups) == pytest.approx(nx.community.modularity(graph, parts))


def test_planted_communities_are_found() -> None:
    rng = np.random.default_rng(84)
    codes = np.arange(200) // 20
    one = rng.integers(0, 200, 2400)
    other = np.where(rng.random(2400) < 0.8, codes[one] * 20 + rng.integers(0, 20, 2400), rng.integers(0, 200, 2400))
    network = Network.of(200, one, other)
    found = communities.compute(network, seeds=(1, 2, 3))
    likeness = communities.likeness(found.found, Groups.of("unit", codes))
    assert likeness.ari > 0.95
    assert likeness.nmi > 0.95
    assert likeness.ari_low <= 0 <= likeness.ari_high < 0.1
    assert found.stability > 0.9
    assert found.told["seeds"] == "1 2 3"
    again = communities.compute(network, seeds=(1, 2, 3))
    assert np.array_equal(again.found.codes, found.found.codes)
    graph = nx.Graph(zip(one.tolist(), other.tolist(), strict=True))
    best = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    assert found.modularity.max() > best - 0.03


def test_unstable_where_there_are_none() -> None:
    rng = np.random.default_rng(85)
    found = communities.compute(Network.of(300, rng.integers(0, 300, 900), rng.integers(0, 300, 900)), seeds=range(4))
    assert found.stability < 0.7


@pytest.mark.parametrize("size", [0, 1, 4])
def test_nobody_in_contact(size: int) -> None:
    found = communities.compute(Network.of(size, np.zeros(0, int), np.zeros(0, int)), seeds=(0, 1))
    assert np.isnan(found.modularity).all()
    assert found.found.count == 0
    assert (found.found.codes == -1).all()


def test_isolates_belong_nowhere_and_refusals() -> None:
    one = Network.of(4, np.array([0, 1]), np.array([1, 0]))
    found = communities.compute(one, seeds=(5,))
    assert found.found.codes.tolist() == [0, 0, -1, -1]
    assert np.isnan(found.stability)
    with pytest.raises(LooplineError, match="seed"):
        communities.compute(one, seeds=())
    with pytest.raises(LooplineError, match="seed"):
        communities.compute(one, resolution=0)
    empty = communities.likeness(Groups.of("x", [-1]), Groups.of("y", [0]))
    assert (empty.people, np.isnan(empty.ari), np.isnan(empty.nmi)) == (0, True, True)
