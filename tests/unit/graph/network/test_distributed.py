"""A network held in parts against the same network held whole: what is exact, and what is a bound."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

import graph.network
from graph.benchmark.synthetic import make
from graph.errors import LooplineError
from graph.network.centrality import betweenness, constraint, k_core, pagerank
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.distributed import bounds, distributed
from graph.network.distributed.distributed import Part
from graph.network.groups import assortativity, silos
from graph.network.structure import components, cuts, disjoint_paths, reciprocity
from tests.unit.graph.network.drawn import drawn

Case = tuple[Network, list[Part], np.random.Generator]


def cases(seed: int, count: int = 200) -> Iterator[Case]:
    """Random networks in random agencies: dealt out at random, or in stretches with few links across."""
    for number, one in enumerate(drawn(count, seed, largest=25)):
        rng = np.random.default_rng([seed, number, 1])
        few = int(rng.integers(1, 5))
        codes = np.sort(rng.integers(0, few, one.size)) if number % 2 else rng.integers(0, few, one.size)
        yield one.network, distributed.split(one.network, Groups.of("agency", codes, few)), rng


def grouped(network: Network, rng: np.random.Generator) -> Groups:
    return Groups.of("unit", rng.integers(-1, 4, network.size), 4)


def test_degrees_index_matrix_and_answers_add_up() -> None:
    for network, parts, rng in cases(301):
        groups, ties = grouped(network, rng), Ties.of(network)
        assert np.array_equal(distributed.degrees(parts, network.size), ties.degrees)
        inside, ends = distributed.inside_and_ends(parts, groups)
        whole = silos.compute(network, groups)
        assert np.array_equal(inside, whole.inside)
        assert np.array_equal(ends - 2 * inside, whole.outside)
        mixed = assortativity.compute(network, groups)
        for mine, theirs in zip(distributed.matrix(parts, groups), (mixed.one, mixed.other, mixed.ties), strict=True):
            assert np.array_equal(mine, theirs)
        yes, every = distributed.answered(parts)
        assert every == reciprocity.compute(network).given.sum()
        assert yes == 2 * reciprocity.compute(network).mutual


def test_components_are_exact_through_the_meta_graph() -> None:
    for network, parts, _ in cases(302):
        whole = components.compute(network)
        for mine, theirs in (
            (distributed.hanging_together(parts, network.size), whole.weak),
            (distributed.hanging_together(parts, network.size, strong=True), whole.strong),
        ):
            both = set(zip(mine.tolist(), theirs.tolist(), strict=True))
            assert len(both) == len(set(mine.tolist())) == len(set(theirs.tolist()))


def test_cuts_between_agencies_are_exact_and_points_are_among_those_that_may_cut() -> None:
    found = 0
    for network, parts, _ in cases(303):
        whole = cuts.compute(network)
        agency = np.zeros(network.size, dtype=np.int64)
        for number, part in enumerate(parts):
            agency[part.people] = number
        apart = agency[whole.bridges[:, 0]] != agency[whole.bridges[:, 1]]
        theirs = {(*pair, cut) for pair, cut in zip(map(tuple, whole.bridges[apart].tolist()),
                                                    whole.bridges_people[apart].tolist(), strict=True)}  # fmt: skip
        ties, people = distributed.bridges(parts, network.size)
        assert {(*pair, cut) for pair, cut in zip(map(tuple, ties.tolist()), people.tolist(), strict=True)} == theirs
        assert distributed.may_cut(parts, network.size)[whole.points].all()
        found += len(theirs)
    assert found > 100


def test_page_rank_in_rounds_and_constraint_with_a_ring_are_exact() -> None:
    for network, parts, _ in cases(304):
        if network.size:
            mine = distributed.ranked(parts, network.size, tolerance=1e-12)
            assert mine == pytest.approx(pagerank.compute(network, tolerance=1e-12).rank, abs=1e-10)
        theirs = constraint.compute(network).constraint
        assert distributed.constrained(parts, network.size) == pytest.approx(theirs, nan_ok=True)


def test_coreness_is_between_its_bounds() -> None:
    met = 0
    for network, parts, _ in cases(305):
        whole = k_core.compute(network).coreness
        for part in parts:
            low, high = bounds.coreness(part)
            assert (low <= whole[part.people]).all()
            assert (whole[part.people] <= high).all()
            assert (high <= part.known.both.degrees[part.people]).all()
            met += int((low == high).sum())
    assert met > 500


def test_betweenness_is_between_its_bounds() -> None:
    apart = 0
    for network, parts, _ in cases(306):
        found = betweenness.compute(network, exact_up_to=10_000)
        assert isinstance(found, betweenness.ExactBetweenness)
        together = distributed.hanging_together(parts, network.size)
        sizes = np.bincount(together, minlength=1)[together]
        for part in parts:
            whole = found.betweenness[part.people]
            low, high = bounds.betweenness(part, sizes[part.people])
            assert (low <= whole + 1e-9).all()
            assert (whole <= high + 1e-9).all()
            apart += int((low > 0).sum())
    assert apart > 100


def test_disjoint_routes_are_between_their_bounds() -> None:
    loose, counted = 0, 0
    for network, parts, rng in cases(307):
        if network.size < 2:
            continue
        whole = distributed.hanging_together(parts, network.size)
        for _ in range(3):
            team, target = (rng.choice(network.size, min(4, network.size), replace=False) for _ in range(2))
            found = disjoint_paths.compute(network, 1, team, np.zeros(len(team), int), target, most=len(team)).routes[0]
            joined = bool(np.isin(whole[team], whole[target]).any())
            low, high = bounds.disjoint_routes(parts, team, target, joined=joined)
            assert low <= found <= high
            loose, counted = loose + (high - low), counted + 1
    assert loose < counted  # within one route, on average


def test_an_agency_on_its_own_has_no_bounds_to_tell_apart() -> None:
    for network, _, rng in cases(308, 60):
        one = distributed.split(network, Groups.of("agency", np.zeros(network.size, int), 1))
        low, high = bounds.coreness(one[0])
        assert np.array_equal(low, high)
        together = distributed.hanging_together(one, network.size)
        sizes = np.bincount(together, minlength=1)[together]
        low_routes, high_routes = bounds.betweenness(one[0], sizes)
        assert low_routes == pytest.approx(high_routes)
        assert distributed.bridges(one, network.size)[0].shape == (0, 2)
        if network.size > 1:
            team, target = rng.permutation(network.size)[:2]
            asked = np.array([team]), np.array([target])
            joined = together[team] == together[target]
            assert len(set(bounds.disjoint_routes(one, *asked, joined=bool(joined)))) == 1


def test_bounds_are_of_use_where_agencies_are_as_large_as_they_are() -> None:
    network = make(3_000, links_each=3)
    whole = Network.of(network.people, network.start, network.end)
    parts = distributed.split(whole, Groups.of("agency", network.levels["department"]))
    depths = [bounds.coreness(part) for part in parts]
    met = np.concatenate([low == high for low, high in depths])
    off = np.concatenate([high - low for low, high in depths])
    assert len(parts) == 4
    assert met.mean() > 0.5
    assert off.mean() < 1


def test_the_table_names_measures_that_there_are_and_what_the_tests_show() -> None:
    there = {found.name.rsplit(".", 1)[1] for found in pkgutil.walk_packages(graph.network.__path__, "graph.network.")}
    named = [name for row in distributed.ROWS for name in row.measures]
    assert set(named) <= there
    assert len(named) == len(set(named))
    kinds = {name: row.kind for row in distributed.ROWS for name in row.measures}
    assert {kinds[name] for name in ("silos", "reciprocity", "assortativity")} == {distributed.SUMS}
    assert {kinds[name] for name in ("components", "cuts")} == {distributed.META}
    assert {kinds[name] for name in ("k_core", "betweenness", "disjoint_paths")} == {distributed.BOUNDS}
    assert [row.exact for row in distributed.ROWS].count(False) == 4


def test_everyone_is_in_a_part() -> None:
    with pytest.raises(LooplineError, match="no agency"):
        distributed.split(Network.of(2, np.array([0]), np.array([1])), Groups.of("agency", [0, -1]))


def test_a_single_tie_between_agencies_by_hand() -> None:
    graph = nx.disjoint_union(nx.cycle_graph(3), nx.path_graph(2))
    graph.add_edge(2, 3)
    start, end = (np.array(ends) for ends in zip(*graph.edges, strict=True))
    parts = distributed.split(Network.of(5, start, end), Groups.of("agency", [0, 0, 0, 1, 1]))
    ties, people = distributed.bridges(parts, 5)
    assert (ties.tolist(), people.tolist()) == ([[2, 3]], [2])
    assert distributed.may_cut(parts, 5).tolist() == [False, False, True, True, False]
