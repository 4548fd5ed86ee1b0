"""Mixing of groups against networkx and against permuting by definition."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest

from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import assortativity
from tests.unit.graph.network.drawn import drawn


@pytest.fixture(autouse=True)
def _few_permutations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assortativity, "PERMUTATIONS", 19)


def test_matrix_and_assortativity_agree_with_networkx() -> None:
    for number, one in enumerate(drawn(1000, 61)):
        rng = np.random.default_rng([62, number])
        groups = Groups.of("stage", rng.integers(-1 if number % 3 == 0 else 0, 4, one.size), 4)
        found = assortativity.compute(one.network, groups)
        graph = one.graph()
        graph.remove_nodes_from(np.flatnonzero(groups.codes < 0).tolist())
        nx.set_node_attributes(graph, {person: int(groups.codes[person]) for person in graph}, "group")
        if not graph.number_of_edges():
            assert len(found.ties) == 0
            assert np.isnan([found.assortativity, found.share, found.p]).all()
            continue
        matrix = nx.attribute_mixing_matrix(graph, "group", mapping={code: code for code in range(4)}, normalized=False)
        mine = np.zeros((4, 4))
        mine[found.one, found.other] = found.ties
        assert mine + mine.T == pytest.approx(matrix)
        assert found.basis["nowhere"] == str(one.graph().number_of_edges() - graph.number_of_edges())
        ends = matrix.sum(axis=0)
        fair = np.outer(ends, ends) / ends.sum() / (1 + np.eye(4))
        assert found.expected == pytest.approx(fair[found.one, found.other])
        share = ends / ends.sum()
        if (share**2).sum() < 1 - 1e-9:
            assert found.assortativity == pytest.approx(
                nx.attribute_assortativity_coefficient(graph, "group"), abs=1e-9
            )
        else:
            assert np.isnan(found.assortativity)


def test_closed_form_is_that_of_all_permutations() -> None:
    rng = np.random.default_rng(63)
    for _ in range(12):
        ends = rng.integers(0, 6, (2, 9))
        ties = Ties.of(Network.of(7, ends[0], ends[1]))
        codes = np.append(rng.integers(0, 3, 6), -1)
        kept = Ties(7, ties.one, ties.other)
        every = [kept.inside(Groups.of("x", [*order, -1], 3)).sum() for order in permutations(codes[:6].tolist())]
        mean, variance = assortativity._permuted_moments(kept, Groups.of("x", codes, 3))
        assert mean == pytest.approx(np.mean(every))
        assert variance == pytest.approx(np.var(every))


def test_normal_and_permuted_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(64)
    one = Network.of(400, rng.integers(0, 400, 1500), rng.integers(0, 400, 1500))
    groups = Groups.of("stage", np.arange(400) % 4)
    monkeypatch.setattr(assortativity, "PERMUTATIONS", 1999)
    permuted = assortativity.compute(one, groups)
    monkeypatch.setattr(assortativity, "MOST_TIES", 1)
    normal = assortativity.compute(one, groups)
    assert (permuted.method, normal.method) == ("permuted", "normal")
    assert normal.share_low == pytest.approx(permuted.share_low, abs=2e-3)
    assert normal.share_high == pytest.approx(permuted.share_high, abs=2e-3)
    assert normal.p == pytest.approx(permuted.p, abs=0.03)


def test_one_group_and_nobody() -> None:
    one = Network.of(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    together = assortativity.compute(one, Groups.of("x", [0, 0, 0, 0]))
    assert (together.share, together.share_expected, together.p) == (1, 1, 1)
    assert np.isnan(together.assortativity)
    apart = assortativity.compute(one, Groups.of("x", [0, 1, 0, 1]))
    assert (apart.share, apart.assortativity) == (0, -1)
    empty = assortativity.compute(Network.of(0, np.zeros(0, int), np.zeros(0, int)), Groups.of("x", np.zeros(0, int)))
    assert np.isnan(empty.share)
