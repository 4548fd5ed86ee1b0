"""Components, cores and reciprocity against networkx, a thousand networks each."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from graph.network.centrality import k_core
from graph.network.core.network import Network
from graph.network.structure import components, reciprocity
from tests.unit.graph.network.drawn import drawn

MANY = 1000


def sets_of(component: NDArray[np.int32]) -> set[frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, number in enumerate(component.tolist()):
        found[number].add(person)
    return {frozenset(people) for people in found.values()}


def test_components() -> None:
    for case in drawn(MANY, 1):
        ours, oracle = components.compute(case.network), case.digraph()
        assert sets_of(ours.weak) == {frozenset(c) for c in nx.weakly_connected_components(oracle)}
        assert sets_of(ours.strong) == {frozenset(c) for c in nx.strongly_connected_components(oracle)}
        assert all(ours.strong[one] >= ours.strong[other] for one, other in oracle.edges)
        assert ours.weak_sizes.tolist() == [int((ours.weak == c).sum()) for c in range(len(ours.weak_sizes))]
        assert ours.strong_sizes.sum() == case.size
        assert ours.basis == case.network.basis


def test_coreness() -> None:
    for case in drawn(MANY, 2):
        ours = k_core.compute(case.network)
        assert dict(enumerate(ours.coreness.tolist())) == nx.core_number(case.graph())
        assert ours.deepest == max(ours.coreness.tolist(), default=0)


def test_reciprocity_and_the_dyad_census() -> None:
    for case in drawn(MANY, 6):
        ours, oracle = reciprocity.compute(case.network), case.digraph()
        mutual = sum(1 for one, other in oracle.edges if oracle.has_edge(other, one)) // 2
        pairs = case.size * (case.size - 1) // 2
        assert (ours.mutual, ours.asymmetric) == (mutual, oracle.size() - 2 * mutual)
        assert ours.null == pairs - ours.mutual - ours.asymmetric
        if oracle.size():
            assert ours.answered == pytest.approx(nx.overall_reciprocity(oracle))
        else:
            assert np.isnan(ours.answered)
        for person in range(case.size):
            out, into = set(oracle.successors(person)), set(oracle.predecessors(person))
            assert ours.mutual_of[person] == len(out & into)
            assert ours.answered_of[person] == pytest.approx(len(out & into) / len(out) if out else np.nan, nan_ok=True)


def test_a_census_by_hand() -> None:
    network = Network.of(4, np.array([0, 1, 1, 2, 2]), np.array([1, 0, 2, 3, 3]))
    ours = reciprocity.compute(network)
    assert (ours.mutual, ours.asymmetric, ours.null, ours.answered) == (1, 2, 3, 0.5)
