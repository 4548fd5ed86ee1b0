"""Betweenness against networkx on a thousand networks; samples against what is exact."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.centrality import betweenness
from graph.network.core.network import Network
from tests.unit.graph.network.drawn import drawn

MANY = 1000


@pytest.mark.slow
@pytest.mark.parametrize("directed", [False, True])
def test_exact_betweenness(directed: bool) -> None:
    for case in drawn(MANY, 10 + directed):
        ours = betweenness.compute(case.network, directed=directed)
        oracle = nx.betweenness_centrality(case.digraph() if directed else case.graph(), normalized=False)
        assert isinstance(ours, betweenness.ExactBetweenness)
        assert ours.betweenness.tolist() == pytest.approx([oracle[p] for p in range(case.size)], abs=1e-7)


@pytest.mark.parametrize("directed", [False, True])
def test_betweenness_is_exact_where_people_are_hundreds_of_links_apart(directed: bool) -> None:
    """Rings and paths on which people are hundreds of links apart, and links back from far away."""
    for size in (126, 127, 128, 129, 254, 255, 256, 400):
        start = np.concatenate([np.arange(size), [size - 1, 200 % size, 126]])
        end = np.concatenate([np.arange(1, size + 1), [0, 73, 0]])
        network = Network.of(size + 1, start, end)
        oracle = nx.DiGraph(zip(start.tolist(), end.tolist(), strict=True))
        wanted = nx.betweenness_centrality(oracle if directed else oracle.to_undirected(), normalized=False)
        ours = betweenness.compute(network, directed=directed)
        assert isinstance(ours, betweenness.ExactBetweenness)
        assert ours.betweenness.tolist() == pytest.approx([wanted[p] for p in range(size + 1)], abs=1e-6)


def test_a_sample_of_everyone_is_exact() -> None:
    for case in drawn(200, 12):
        for directed in (False, True):
            exact = betweenness.compute(case.network, directed=directed)
            ours = betweenness.compute(case.network, directed=directed, exact_up_to=0, sample=100)
            if not case.size:
                continue
            assert isinstance(exact, betweenness.ExactBetweenness)
            assert isinstance(ours, betweenness.SampledBetweenness)
            assert ours.sampled_betweenness.tolist() == pytest.approx(exact.betweenness.tolist(), abs=1e-7)
            assert case.size == 1 or ours.standard_error.tolist() == pytest.approx([0] * case.size, abs=1e-5)


def test_samples_are_right_on_average_and_as_unsure_as_they_say() -> None:
    graph = nx.barabasi_albert_graph(300, 3, seed=4)
    ends = np.array(graph.edges)
    network = Network.of(300, ends[:, 0], ends[:, 1])
    exact = betweenness.compute(network)
    assert isinstance(exact, betweenness.ExactBetweenness)
    off, basis = [], []
    for seed in range(300):
        ours = betweenness.compute(network, exact_up_to=0, sample=40, seed=seed)
        assert isinstance(ours, betweenness.SampledBetweenness)
        off.append(ours.sampled_betweenness - exact.betweenness)
        basis.append(ours.standard_error**2)
    busy = exact.betweenness > np.median(exact.betweenness)
    spread = np.mean(np.square(off), axis=0)[busy]
    assert np.abs(np.mean(off, axis=0)[busy] / np.sqrt(spread / 300)).max() < 5
    assert np.median(np.mean(basis, axis=0)[busy] / spread) == pytest.approx(1, abs=0.1)


def test_more_shortest_paths_than_can_be_counted_are_refused() -> None:
    rungs = np.arange(1100)
    start = np.concatenate([3 * rungs, 3 * rungs, 3 * rungs + 1, 3 * rungs + 2])
    end = np.concatenate([3 * rungs + 1, 3 * rungs + 2, 3 * rungs + 3, 3 * rungs + 3])
    with pytest.raises(LooplineError, match="more shortest paths"):
        betweenness.compute(Network.of(3301, start, end), exact_up_to=5000)
