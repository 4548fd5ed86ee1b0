"""Measures of groups: by hand on tiny networks, and nothing told of groups that are too small."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from graph.errors import LooplineError, UsageError
from graph.measures import answer
from graph.measures.answer import answer_rows
from graph.measures.catalog import by_name, find, measures
from graph.measures.measure import Question
from graph.measures.people import _within
from graph.network.core.groups import Groups
from graph.network.core.network import Network

# A star of four around 0 and a chain 5 - 6 - 7, joined by 4 - 5; the first five are group a, the others b.
START = np.array([0, 0, 0, 0, 4, 5, 6])
END = np.array([1, 2, 3, 4, 5, 6, 7])
NETWORK = Network.of(8, START, END)
GROUPS = Groups.named("team", ["a"] * 5 + ["b"] * 3)
ROOT = Path(__file__).parents[4]

UNREACHED = {
    "distributed.distributed": "agencies that hold a network in parts: proofs of decision 70, no command yet",
    "distributed.bounds": "bounds beside it (decision 71): of use for coreness only, kept with what proves that",
}
"""Modules that nobody outside of the benchmark reaches, each with a reason to stay."""


def rows(
    name: str, least: int = 3, groups: Groups = GROUPS, network: Network = NETWORK
) -> dict[str, dict[str, object]]:
    question = Question(network, groups, least, key_people=1, earlier=lambda: Network.of(8, START[:5], END[:5]))
    found = answer_rows(measures()[name], question, np.zeros(groups.count, np.int64)).rows
    return {str(row["group"]): row for row in found}


def test_positions_by_hand() -> None:
    # On ways between others: 0 has 6 within the star's rest and 3 x 4 across, less those of 4 itself: 3 + 3 * 4 = 15.
    found = rows("betweenness")
    assert found["a"] == {"group": "a", "people": 5, "mean": 27 / 5, "median": 0, "top_tenth": None, "withheld": None}
    assert (found["b"]["mean"], found["b"]["median"]) == ((10 + 6) / 3, 6)
    assert (rows("k_core")["a"]["mean"], rows("k_core")["b"]["median"]) == (1, 1)
    whole = rows("pagerank", groups=Groups.named("everyone", ["all"] * 8))
    assert whole["all"]["mean"] == pytest.approx(1)
    assert rows("effective_size")["a"]["mean"] == pytest.approx((4 + 1 + 1 + 1 + 2) / 5)
    assert rows("constraint")["b"]["mean"] == pytest.approx((0.5 + 0.5 + 1) / 3)


def test_shapes_by_hand() -> None:
    assert rows("centralization")["a"]["degree"] == 1
    assert rows("reciprocity")["a"] == {"group": "a", "people": 5, "contacts": 4, "answered": 0, "withheld": None}
    tree = rows("hierarchy")["a"]
    assert [tree[name] for name in ("connectedness", "hierarchy", "efficiency", "least_upper_bound")] == [1, 1, 1, 1]
    # A core of one has no pair to correlate; of two, 0 and one other have all pairs of the core and none outside it.
    assert rows("core_periphery")["a"]["core"] == pytest.approx(2 / 5)


def test_key_players_by_hand() -> None:
    found = rows("fragmentation")
    assert (found["a"]["before"], found["a"]["after"]) == (0, 1)
    assert rows("reach")["a"]["reached"] == 1
    assert rows("truck_factor")["a"]["factor"] == 1


def test_between_groups_by_hand() -> None:
    index = rows("ei_index")
    assert (index["a"]["ties"], index["a"]["observed"]) == (5, (1 - 4) / 5)
    assert index["b"]["observed"] == pytest.approx((1 - 2) / 3)
    level = rows("assortativity")["all of level team"]
    assert (level["people"], level["groups"], level["inside"]) == (8, 2, pytest.approx(6 / 7))
    # Ways a > v > b: 0-4-5, 4-5-6 and 5-6-7.
    assert [rows("brokerage")[group]["paths"] for group in "ab"] == [1, 2]
    lasting = rows("tie_stability")
    assert [lasting["a"][name] for name in ("kept", "lost", "gained", "jaccard")] == [5, 0, 0, 1]
    assert [lasting["b"][name] for name in ("kept", "gained", "jaccard")] == [1, 2, 1 / 3]


@pytest.mark.parametrize("name", sorted(measures()))
def test_nothing_is_told_of_small_groups(name: str) -> None:
    measure = measures()[name]
    for row in rows(name, least=9).values():
        assert row["withheld"] == answer.FEW
        assert all(row[column.name] is None for column in measure.columns)


def test_the_smallest_beside_a_small_group_is_withheld_with_it() -> None:
    people = np.array([2, 6, 9, 7, 1, 5])
    above = np.array([0, 0, 0, 1, 2, 2])
    groups = Groups.of("team", np.repeat(np.arange(6), people))
    question = Question(Network.of(int(people.sum()), np.zeros(0, int), np.zeros(0, int)), groups, 5)
    found = answer.withheld(people, people, question, above)
    assert found == [answer.FEW, answer.BESIDE, None, None, answer.FEW, answer.BESIDE]


def test_few_with_a_value_and_few_collected_are_withheld() -> None:
    people, above = np.array([9, 9]), np.array([0, 1])
    groups = Groups.of("team", np.repeat([0, 1], 9))
    nobody = Network.of(18, np.zeros(0, int), np.zeros(0, int))
    question = Question(nobody, groups, 5, covered=np.array([1.0, 0.5]))
    assert answer.withheld(people, np.array([3, 9]), question, above) == [answer.FEW, answer.UNKNOWN]


def test_the_highest_tenth_is_never_fewer_than_the_minimum_group() -> None:
    links = np.arange(1, 60)
    network = Network.of(60, np.zeros(59, int), links)
    groups = Groups.named("everyone", ["all"] * 60)
    assert rows("betweenness", 6, groups, network)["all"]["top_tenth"] == 1
    assert rows("betweenness", 7, groups, network)["all"]["top_tenth"] is None


def test_groups_partly_in_a_unit_are_left_out() -> None:
    inside = np.array([True] * 6 + [False] * 2)
    groups, places = _within(GROUPS, inside)
    assert (groups.ids, groups.codes.tolist(), places.tolist()) == (("a",), [0] * 5 + [-1], [0])


def test_every_figure_says_what_it_is() -> None:
    assert len(measures()) > 10
    for measure in measures().values():
        assert measure.sentence.endswith(".")
        assert measure.source
        assert measure.unit
        assert measure.needs
        found = measure.compute(Question(NETWORK, GROUPS, 3, earlier=lambda: NETWORK))
        assert list(found.columns) == [column.name for column in measure.columns]
        assert all(column.help for column in measure.columns)


def test_names() -> None:
    assert find("EI-index").name == "ei_index"
    with pytest.raises(UsageError, match=r"did you mean .pagerank"):
        find("pagerang")
    with pytest.raises(LooplineError, match="Two measures are named reach"):
        by_name([measures()["reach"], measures()["reach"]])


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


@pytest.mark.slow
def test_every_measure_can_be_reached_by_somebody() -> None:
    inner = "graph.network."
    paths = [path for top in ("graph", "loaders", "dashboards") for path in sorted((ROOT / top).rglob("*.py"))]
    by_module = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    modules = {name.removeprefix(inner) for name in by_module if name.startswith(inner) and "__init__" not in name}
    waiting = [name for name in by_module if not name.startswith((inner, "graph.benchmark"))]
    seen = set(waiting)
    while waiting:
        fresh = (_imports(by_module[waiting.pop()]) & by_module.keys()) - seen
        fresh = {name for name in fresh if not name.startswith("graph.benchmark")}
        seen |= fresh
        waiting += fresh
    reached = {name.removeprefix(inner) for name in seen if name.startswith(inner)}
    assert modules - reached == UNREACHED.keys(), "make it a measure, or say in UNREACHED why it stays"
