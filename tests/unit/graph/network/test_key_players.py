"""Sets of key players and the truck factor against trying every set."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.network import Network
from graph.network.key_players import fragmentation, reach, truck_factor
from tests.unit.graph.network.drawn import drawn

MANY = 1000


def fragmented(graph: nx.Graph, gone: set[int]) -> float:
    rest = graph.subgraph(set(graph) - gone)
    people = len(rest)
    if people < 2:
        return float("nan")
    return float(1 - sum(len(c) * (len(c) - 1) for c in nx.connected_components(rest)) / (people * (people - 1)))


@pytest.mark.slow
def test_fragmentation_of_sets() -> None:
    exact = tried = 0
    for number, case in enumerate(drawn(MANY, 20, largest=9, large=20)):
        size = number % 3 + 1
        ours, graph = fragmentation.compute(case.network, size), case.graph()
        assert len(set(ours.people.tolist())) == len(ours.people) == min(size, case.size)
        assert ours.before == pytest.approx(fragmented(graph, set()), nan_ok=True)
        assert ours.after == pytest.approx(fragmented(graph, set(ours.people.tolist())), nan_ok=True)
        assert fragmentation.fragmentation(case.network, ours.people) == pytest.approx(ours.after, nan_ok=True)
        greedy = fragmentation.compute(case.network, size, most_rounds=0)
        if case.size <= size + 1:
            continue
        assert ours.after >= greedy.after - 1e-12
        tried += 1
        best = max(fragmented(graph, set(some)) for some in combinations(range(case.size), size))
        assert size > 1 or ours.after == pytest.approx(best)
        exact += ours.after == pytest.approx(best)
        if size > 1:  # no exchange of one person does better
            chosen = set(ours.people.tolist())
            swaps = [chosen - {out} | {new} for out in chosen for new in set(graph) - chosen]
            assert max(fragmented(graph, some) for some in swaps) <= ours.after + 1e-12
    assert exact > 0.9 * tried > 500


def test_distance_weighted_fragmentation() -> None:
    for case in drawn(MANY, 21):
        gone = np.arange(0, case.size, 4)
        graph = case.graph().subgraph(set(range(case.size)) - set(gone.tolist()))
        people = len(graph)
        near = sum(1 / d for p in graph for d in nx.single_source_shortest_path_length(graph, p).values() if d)
        wanted = 1 - near / (people * (people - 1)) if people > 1 else float("nan")
        assert fragmentation.distance_weighted(case.network, gone) == pytest.approx(wanted, nan_ok=True)


@pytest.mark.slow
def test_reach_of_sets() -> None:
    for number, case in enumerate(drawn(MANY, 22, largest=8, large=12)):
        size, hops = number % 3 + 1, number % 2 + 1
        ours, graph = reach.compute(case.network, size, hops=hops), case.graph()
        near = {p: set(nx.single_source_shortest_path_length(graph, p, hops)) for p in graph}
        whom = {one for person in ours.people.tolist() for one in near[person]}
        assert set(np.flatnonzero(ours.reached).tolist()) == whom
        assert len(set(ours.people.tolist())) == len(ours.people) == min(size, case.size)
        if not case.size:
            assert np.isnan(ours.share)
            continue
        sets = combinations(range(case.size), min(size, case.size))
        best = max(len(set().union(*(near[p] for p in some))) for some in sets)
        assert best >= len(whom) >= (1 - 1 / np.e) * best
        assert size > 1 or len(whom) == best
        chosen = set(ours.people.tolist())
        for out in chosen:
            rest = set().union(*(near[p] for p in chosen - {out}))
            assert max(len(rest | near[new]) for new in graph) <= len(whom)


def orphaned(pairs: set[tuple[int, int]], gone: set[int]) -> int:
    return len({item for _, item in pairs}) - len({item for person, item in pairs if person not in gone})


def test_truck_factor() -> None:
    tight = 0
    for number in range(MANY):
        rng = np.random.default_rng(number)
        person, item = rng.integers(0, 7, number % 25), rng.integers(0, 9, number % 25)
        share = float(rng.choice([0.5, 0.25, 0.0]))
        ours = truck_factor.compute(person, item, share=share)
        pairs = set(zip(person.tolist(), item.tolist(), strict=True))
        items = len({one for _, one in pairs})
        gone = ours.people.tolist()
        assert (ours.items, ours.orphaned) == (items, orphaned(pairs, set(gone)))
        if not items:
            assert (ours.factor, ours.at_least) == (0, 0)
            continue
        assert ours.orphaned > share * items >= orphaned(pairs, set(gone[:-1]))
        held = np.bincount([one for one, _ in pairs], minlength=7)
        assert held[gone].tolist() == sorted(held.tolist(), reverse=True)[: len(gone)]
        fewest = next(
            size
            for size in range(1, 8)
            if any(orphaned(pairs, set(some)) > share * items for some in combinations(range(7), size))
        )
        assert ours.at_least <= fewest <= ours.factor
        tight += ours.at_least == fewest
    assert tight > 300


def test_bad_arguments_are_refused() -> None:
    network = Network.of(3, np.array([0]), np.array([1]))
    with pytest.raises(LooplineError, match="0 or more people, not -1"):
        fragmentation.compute(network, -1)
    with pytest.raises(LooplineError, match="limited to 2 people, and this network has 3"):
        fragmentation.distance_weighted(network, np.zeros(0, int), largest=2)
    with pytest.raises(LooplineError, match="the distance 1 or more links, not 1 and 0"):
        reach.compute(network, 1, hops=0)
    with pytest.raises(LooplineError, match=r"must be at least 0 and below 1, not 1\.0"):
        truck_factor.compute(np.array([0]), np.array([0]), share=1.0)
    with pytest.raises(LooplineError, match="numbers of 0 or more"):
        truck_factor.compute(np.array([-1]), np.array([0]))
