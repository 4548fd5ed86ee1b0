"""Constraint and effective size against networkx on a thousand networks."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.network.centrality import constraint
from tests.unit.graph.network.drawn import drawn

MANY = 1000


def mutual(graph: nx.DiGraph) -> nx.DiGraph:
    """Every link both ways: networkx has no effective size for people to whom links only come."""
    both = graph.copy()
    for one, other in graph.edges:
        weight = graph[one][other]["weight"] + (graph[other][one]["weight"] if graph.has_edge(other, one) else 0)
        both.add_edge(one, other, weight=weight)
        both.add_edge(other, one, weight=weight)
    return both


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [True, False])
def test_constraint_and_effective_size(weighted: bool) -> None:
    for case in drawn(MANY // 2, 7 + weighted, large=20):
        ours = constraint.compute(case.network, weighted=weighted)
        oracle, weight = (case.digraph(), "weight") if weighted else (case.graph(), None)
        if not oracle.size():
            assert np.isnan(ours.constraint).all()
            assert np.isnan(ours.effective_size).all()
            continue
        people = range(case.size)
        burt = nx.constraint(oracle, weight=weight)
        both = oracle.to_undirected() if not weighted else mutual(oracle)
        size = nx.effective_size(both, nodes=people, weight=weight)  # for all at once it errs where links have weights
        assert ours.constraint.tolist() == pytest.approx([burt[p] for p in people], abs=1e-9, nan_ok=True)
        assert ours.effective_size.tolist() == pytest.approx([size[p] for p in people], abs=1e-9, nan_ok=True)
