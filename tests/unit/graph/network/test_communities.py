"""Communities and likeness of partitions against igraph and networkx."""

from __future__ import annotations

import sys

import igraph
import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import communities
from tests.unit.graph.network.drawn import drawn


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


def planted(seed: int, groups: int, each: int, inside: float) -> tuple[Network, Groups]:
    """Groups of equal size with six links a person, a share of them inside."""
    rng = np.random.default_rng(seed)
    size = groups * each
    codes = np.arange(size) // each
    one = rng.integers(0, size, size * 6)
    near = codes[one] * each + rng.integers(0, each, len(one))
    other = np.where(rng.random(len(one)) < inside, near, rng.integers(0, size, len(one)))
    return Network.of(size, one, other, rng.integers(1, 4, len(one)) / 1.0), Groups.of("unit", codes)


@pytest.mark.parametrize("method", [communities.LOUVAIN, communities.LEIDEN])
def test_planted_communities_are_found(method: str) -> None:
    network, units = planted(84, 10, 20, 0.8)
    found = communities.compute(network, seeds=(1, 2, 3), method=method)
    likeness = communities.likeness(found.found, units)
    assert likeness.ari > 0.95
    assert likeness.nmi > 0.95
    assert likeness.ari_low <= 0 <= likeness.ari_high < 0.1
    assert found.stability > 0.9
    assert (found.basis["seeds"], found.basis["method"]) == ("1 2 3", method)
    again = communities.compute(network, seeds=(1, 2, 3), method=method)
    assert np.array_equal(again.found.codes, found.found.codes)
    assert np.array_equal(again.modularity, found.modularity)
    graph = nx.Graph(zip(network.start.tolist(), network.end.tolist(), strict=True))
    for (one, other), weight in _weights(network).items():
        graph[one][other]["weight"] = weight
    best = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    assert found.modularity.max() > best - 0.03


def _weights(network: Network) -> dict[tuple[int, int], float]:
    links = network.both
    rows = np.repeat(np.arange(links.size), links.degrees).tolist()
    return dict(zip(zip(rows, links.neighbours.tolist(), strict=True), links.weights.tolist(), strict=True))


def test_both_methods_are_as_good_on_planted_partitions() -> None:
    behind = []
    for number in range(60):
        rng = np.random.default_rng([86, number])
        network, _ = planted(number, int(rng.integers(3, 25)), int(rng.integers(10, 60)), rng.uniform(0.4, 0.95))
        resolution = float(rng.choice([0.5, 1.0, 2.0]))
        louvain, leiden = (
            communities.compute(network, (0, 1, 2), resolution, method).modularity.max()
            for method in (communities.LOUVAIN, communities.LEIDEN)
        )
        behind.append(louvain - leiden)
    assert max(behind) < 0.01
    assert np.mean(behind) <= 0  # Leiden finds the better ones where groups are hard to tell apart


def test_the_method_is_chosen_by_size_and_by_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    network, _ = planted(5, 5, 20, 0.8)
    assert communities.compute(network, (0,)).basis["method"] == communities.LOUVAIN
    monkeypatch.setattr(communities, "LARGE", 100)
    large = communities.compute(network, (0,))
    assert large.basis["method"] == communities.LEIDEN
    assert communities.compute(network, (0,), method=communities.LOUVAIN).basis["method"] == communities.LOUVAIN
    monkeypatch.setitem(sys.modules, "networkit", None)
    without = communities.compute(network, (0,))
    assert without.basis["method"] == communities.LOUVAIN
    assert vars(without).keys() == vars(large).keys()
    assert without.basis.keys() == large.basis.keys()
    with pytest.raises(LooplineError, match="not installed"):
        communities.compute(network, (0,), method=communities.LEIDEN)
    with pytest.raises(LooplineError, match="Unknown community method 'walks'"):
        communities.compute(network, (0,), method="walks")


def test_other_threads_of_networkit_are_left_as_they_were() -> None:
    import networkit

    before = networkit.getMaxNumberOfThreads()
    communities.compute(planted(6, 4, 20, 0.8)[0], (0,), method=communities.LEIDEN)
    assert networkit.getMaxNumberOfThreads() == before


def test_communities_of_a_random_network_are_unstable() -> None:
    rng = np.random.default_rng(85)
    found = communities.compute(Network.of(300, rng.integers(0, 300, 900), rng.integers(0, 300, 900)), seeds=range(4))
    assert found.stability < 0.7


@pytest.mark.parametrize("method", [communities.LOUVAIN, communities.LEIDEN])
@pytest.mark.parametrize("size", [0, 1, 4])
def test_nobody_in_contact(size: int, method: str) -> None:
    found = communities.compute(Network.of(size, np.zeros(0, int), np.zeros(0, int)), seeds=(0, 1), method=method)
    assert np.isnan(found.modularity).all()
    assert found.found.count == 0
    assert (found.found.codes == -1).all()


@pytest.mark.parametrize("method", [communities.LOUVAIN, communities.LEIDEN])
def test_isolates_belong_nowhere_and_refusals(method: str) -> None:
    one = Network.of(4, np.array([0, 1]), np.array([1, 0]))
    found = communities.compute(one, seeds=(5,), method=method)
    assert found.found.codes.tolist() == [0, 0, -1, -1]
    assert np.isnan(found.stability)
    with pytest.raises(LooplineError, match="seed"):
        communities.compute(one, seeds=())
    with pytest.raises(LooplineError, match="seed"):
        communities.compute(one, seeds=(-1,))
    with pytest.raises(LooplineError, match="seed"):
        communities.compute(one, resolution=0)
    empty = communities.likeness(Groups.of("x", [-1]), Groups.of("y", [0]))
    assert (empty.people, np.isnan(empty.ari), np.isnan(empty.nmi)) == (0, True, True)
