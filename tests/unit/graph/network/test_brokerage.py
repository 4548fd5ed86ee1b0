"""Brokerage roles by definition, on every two-path; estimates of hubs; what chance gives."""

from __future__ import annotations

import time

import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.centrality import brokerage
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import liaisons
from tests.unit.graph.network.drawn import Drawn, drawn


def by_definition(one: Drawn, codes: np.ndarray) -> np.ndarray:
    graph = one.digraph()
    found = np.zeros((one.size, 5))
    for v in graph:
        for a in graph.predecessors(v):
            for b in graph.successors(v):
                if a == b or graph.has_edge(a, b) or min(codes[[a, v, b]]) < 0:
                    continue
                kind = (codes[a] == codes[v], codes[v] == codes[b], codes[a] == codes[b])
                role = {
                    (True, True, True): "coordinator",
                    (False, False, True): "itinerant",
                    (False, True, False): "gatekeeper",
                    (True, False, False): "representative",
                    (False, False, False): "liaison",
                }[tuple(bool(x) for x in kind)]  # type: ignore[index]
                found[v, brokerage.ROLES.index(role)] += 1
    return found


def test_roles_agree_with_the_definition() -> None:
    for number, one in enumerate(drawn(1000, 71)):
        rng = np.random.default_rng([72, number])
        groups = Groups.of("unit", rng.integers(-1 if number % 3 == 0 else 0, 3, one.size), 3)
        found = brokerage.compute(one.network, groups)
        assert np.array_equal(found.roles, by_definition(one, groups.codes))
        assert not found.sampled.any()
        assert not found.error.any()


def test_a_published_picture() -> None:
    """One person between pairs of every kind: the five figures of Gould & Fernandez (1989), one after another."""
    codes = [0, 0, 0, 1, 1, 1, 2]
    for a, b, role in ((1, 2, 0), (3, 4, 1), (3, 1, 2), (1, 3, 3), (3, 6, 4)):
        one = Network.of(7, np.array([a, 0]), np.array([0, b]))
        found = brokerage.compute(one, Groups.of("unit", codes)).roles
        assert np.flatnonzero(found[0]).tolist() == [role]
        assert found[1:].sum() == 0


def test_expected_roles_are_those_of_random_ends() -> None:
    rng = np.random.default_rng(73)
    codes = rng.integers(0, 3, 12)
    groups = Groups.of("unit", codes)
    share = brokerage._by_chance(groups)
    for v in range(12):
        counts = np.zeros(5)
        for a in range(12):
            for b in range(12):
                if len({a, b, v}) == 3:
                    counts[brokerage._role(codes[a], codes[v], codes[b])] += 1
        assert share[v] == pytest.approx(counts / counts.sum())
    assert np.isnan(brokerage._by_chance(Groups.of("unit", [0, 1]))).all()


def test_hubs_are_sampled_and_said_to_be() -> None:
    rng = np.random.default_rng(74)
    size = 400
    everyone = np.arange(1, size)
    hub = np.zeros(size - 1, dtype=np.int64)
    noise = rng.integers(1, size, (2, 800))
    start, end = np.concatenate([everyone, hub, noise[0]]), np.concatenate([hub, everyone, noise[1]])
    one = Network.of(size, start, end)
    groups = Groups.of("unit", rng.integers(0, 4, size))
    exact = brokerage.compute(one, groups, exact_up_to=10**9)
    guess = brokerage.compute(one, groups, exact_up_to=1000)
    assert guess.sampled.tolist() == [True] + [False] * (size - 1)
    assert np.array_equal(guess.roles[1:], exact.roles[1:])
    assert (np.abs(guess.roles[0] - exact.roles[0]) <= 4 * guess.error[0]).all()
    assert (guess.error[0] < 0.05 * guess.roles[0].sum()).all()
    assert guess.basis["sampled people"] == "1"
    assert guess.expected.sum(axis=1) == pytest.approx(guess.roles.sum(axis=1))


def test_a_huge_star_is_quick() -> None:
    begin = time.process_time()
    size = 100_000
    hub, leaves = np.zeros(size - 1, dtype=np.int64), np.arange(1, size)
    one = Network.of(size, np.append(hub, leaves), np.append(leaves, hub))
    found = brokerage.compute(one, Groups.of("unit", np.arange(size) % 2))
    assert found.roles[0].sum() == pytest.approx((size - 1) * (size - 2), rel=1e-3)
    assert time.process_time() - begin < 8


def test_zero_samples_and_groups_of_another_size_are_refused() -> None:
    one = Network.of(3, np.array([0, 1]), np.array([1, 2]))
    with pytest.raises(LooplineError, match="must be 1 or more"):
        brokerage.compute(one, Groups.of("unit", [0, 0, 1]), samples=0)
    with pytest.raises(LooplineError, match="Level unit has 2 people, but the network has 3"):
        brokerage.compute(one, Groups.of("unit", [0, 0]))


def test_liaisons_of_pairs_agree_with_the_definition() -> None:
    for number, one in enumerate(drawn(1000, 75)):
        if not one.size:
            continue
        rng = np.random.default_rng([76, number])
        groups = Groups.of("unit", rng.integers(-1, 3, one.size), 3)
        codes, graph = groups.codes, one.digraph()
        found = liaisons.compute(one.network, groups, np.array([[0, 1], [2, 1]]))
        for row, pair in enumerate(((0, 1), (2, 1))):
            carried = np.zeros(one.size, dtype=np.int64)
            for v in graph:
                for a in graph.predecessors(v):
                    for b in graph.successors(v):
                        ends = {int(codes[a]), int(codes[b])}
                        if ends == set(pair) and codes[v] not in pair and not graph.has_edge(a, b):
                            carried[v] += 1
            assert found.paths[row] == carried.sum()
            assert found.brokers[row] == (carried > 0).sum()
            if carried.any():
                assert found.broker[row] == int(np.argmax(carried))
                assert found.share[row] == pytest.approx(carried.max() / carried.sum())
            else:
                assert found.broker[row] == -1
                assert np.isnan(found.share[row])


def test_liaisons_refuse_a_group_with_itself() -> None:
    one = Network.of(3, np.array([0, 1]), np.array([1, 2]))
    for pairs in ([[0, 0]], [[0, 3]]):
        with pytest.raises(LooplineError, match="two groups"):
            liaisons.compute(one, Groups.of("unit", [0, 1, 2]), np.array(pairs))
    assert len(liaisons.compute(one, Groups.of("unit", [0, 1, 2]), np.zeros((0, 2), dtype=np.int64)).one) == 0


def test_compiled_and_plain_python_agree() -> None:
    plain = getattr(brokerage._roles, "py_func", brokerage._roles)
    for number, one in enumerate(drawn(40, 77)):
        groups = Groups.of("unit", np.random.default_rng([78, number]).integers(0, 3, one.size), 3)
        into, out = one.network.into, one.network.out
        for limit in (0, 7):
            seeds, limits = np.arange(one.size) + 5, np.full(one.size, limit)
            limits[into.degrees * out.degrees == 0] = 0
            found = [np.zeros((one.size, 5)), np.zeros((one.size, 5))]
            for way, roles in zip((plain, brokerage._roles), found, strict=True):
                arrays = (into.offsets, into.neighbours), (out.offsets, out.neighbours), groups.codes
                way(0, one.size, *arrays, limits, seeds, roles)
            assert np.array_equal(found[0], found[1])
