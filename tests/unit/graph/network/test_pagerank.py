"""PageRank against networkx on a thousand networks."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.centrality import pagerank
from graph.network.core.network import Network
from tests.unit.graph.network.drawn import drawn

MANY = 1000


@pytest.mark.slow
def test_page_rank() -> None:
    for case in drawn(MANY, 5):
        ours = pagerank.compute(case.network, tolerance=1e-12)
        oracle = nx.pagerank(case.digraph(), tol=1e-13, max_iter=1000)
        assert ours.rank.tolist() == pytest.approx([oracle[p] for p in range(case.size)], abs=1e-9)
        assert ours.rank.sum() == pytest.approx(1 if case.size else 0)


def test_bad_damping_and_too_few_iterations_are_refused() -> None:
    network = Network.of(3, np.array([0, 1]), np.array([1, 2]))
    with pytest.raises(LooplineError, match="damping must be at least 0 and below 1, not 1"):
        pagerank.compute(network, damping=1)
    up = Network.of(3, np.array([1, 2]), np.array([0, 1]))  # against the order in which ranks are worked out
    with pytest.raises(LooplineError, match="after 2 iterations"):
        pagerank.compute(up, most_turns=2)
