"""Krackhardt's dimensions against their definition, word for word, on a thousand networks."""

from __future__ import annotations

from itertools import combinations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.network import Network
from graph.network.structure import hierarchy
from tests.unit.graph.network.drawn import drawn

MANY = 1000


def krackhardt(graph: nx.DiGraph) -> tuple[float, float, float, float]:
    """The four dimensions, word for word."""
    people = list(graph)
    above = {p: nx.ancestors(graph, p) | {p} for p in people}
    pieces = list(nx.weakly_connected_components(graph))
    pairs = list(combinations(people, 2))
    together = [(i, j) for i, j in pairs if any({i, j} <= piece for piece in pieces)]
    either = [(i, j) for i, j in pairs if i in above[j] or j in above[i]]
    mutual = [(i, j) for i, j in either if i in above[j] and j in above[i]]
    excess = graph.to_undirected().size() - sum(len(c) - 1 for c in pieces)
    most_excess = sum((len(c) - 1) * (len(c) - 2) // 2 for c in pieces)
    without = 0
    for i, j in together:
        bounds = above[i] & above[j]
        without += not any(all(other in above[bound] for other in bounds) for bound in bounds)
    nan = float("nan")
    return (
        len(together) / len(pairs) if pairs else nan,
        1 - len(mutual) / len(either) if either else nan,
        1 - excess / most_excess if most_excess else nan,
        1 - without / most_excess if most_excess else nan,
    )


@pytest.mark.slow
def test_hierarchy() -> None:
    for case in drawn(MANY, 13, large=40):
        ours = hierarchy.compute(case.network)
        found = (ours.connectedness, ours.hierarchy, ours.efficiency, ours.least_upper_bound)
        assert found == pytest.approx(krackhardt(case.digraph()), nan_ok=True)


def test_a_pure_hierarchy_scores_1_in_every_dimension() -> None:
    people = np.arange(1, 200)
    ours = hierarchy.compute(Network.of(200, (people - 1) // 3, people))
    assert (ours.connectedness, ours.hierarchy, ours.efficiency, ours.least_upper_bound) == (1, 1, 1, 1)
    turned = hierarchy.compute(Network.of(200, people, (people - 1) // 3))
    assert turned.hierarchy == 1
    assert turned.least_upper_bound < 0.1
    with pytest.raises(LooplineError, match="limited to 100; this network has 200"):
        hierarchy.compute(Network.of(200, people, (people - 1) // 3), largest=100)
    assert isnan(hierarchy.compute(Network.of(1, np.zeros(0, int), np.zeros(0, int))).connectedness)
