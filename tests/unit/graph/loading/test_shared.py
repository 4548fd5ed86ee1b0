"""A relationship that two sources state stands once under its plain name, and each source's word is kept."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.loading.loaded import Loaded
from tests.support.loading_help import gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.two_sources import HEAD, MONTHS, SHEETS, Said, told
from tests.unit.graph.loading.test_undo import back, state


def holders(graph: MemoryGraph) -> tuple[Any, ...]:
    """What the graph says of the roles."""
    edges = graph.edges[("HOLDS", "Person", "Role")].values()
    return told(
        [
            {"type": edge["type"], "person": edge["start"], "source": edge["source"]}
            | {name: edge.get("shown", {}).get(name, edge[name]) for name in ("fte", "core")}
            for edge in edges
        ]
    )


def loaded(graph: MemoryGraph, said: Said, at: Path) -> Loaded:
    return put(graph, gather(at, **said.sheets), said.source, date.fromisoformat(said.as_of))


def test_each_month_has_every_fact_once(tmp_path: Path) -> None:
    graph = MemoryGraph()
    for number, month in enumerate(MONTHS):
        loaded(graph, month, tmp_path / str(number))
        assert holders(graph) == (month.shown, month.also, month.former), f"month {number + 1}"


def test_what_both_say_of_where_people_are_stands_once(tmp_path: Path) -> None:
    """Types without properties have nothing to fill, and stand once all the same."""
    graph = MemoryGraph()
    for number, month in enumerate(MONTHS[:2]):
        loaded(graph, month, tmp_path / str(number))
    for kind in ("PART_OF", "SERVES", "ON", "AT", "MANAGED_BY", "WORKS_AT"):
        plain = graph.of_type(kind)
        assert {edge["source"] for edge in plain} == {"sis"}, kind
        assert len(graph.of_type(f"ALSO_{kind}")) == len(plain), kind


@pytest.mark.parametrize("months", range(2, len(MONTHS) + 1))
def test_each_month_is_taken_back(tmp_path: Path, months: int) -> None:
    graph = MemoryGraph()
    for number, month in enumerate(MONTHS[: months - 1]):
        loaded(graph, month, tmp_path / str(number))
    before = state(graph)
    back(graph, loaded(graph, MONTHS[months - 1], tmp_path / "last"))
    assert state(graph) == before


@pytest.mark.parametrize("months", range(1, len(MONTHS) + 1))
def test_the_same_again_writes_nothing(tmp_path: Path, months: int) -> None:
    graph = MemoryGraph()
    for number, month in enumerate(MONTHS[:months]):
        loaded(graph, month, tmp_path / str(number))
    for month in {month.source: month for month in MONTHS[:months]}.values():
        assert loaded(graph, month, tmp_path / f"again {month.source}").written.total == 0, month.source


def test_what_one_source_ended_long_ago_stays_its_past(tmp_path: Path) -> None:
    """A term that is over for a source that has the person in the role again is history, whatever another one says."""
    graph = MemoryGraph()
    for number, (source, day, rows) in enumerate(
        [("hr", 1, "p1,r1,0.5,,,\n"), ("hr", 2, "p2,r2,1,,,\n"), ("hr", 3, "p1,r1,0.5,,,\n"), ("sis", 4, "p1,r1,,,,\n")]
    ):
        sheets = {**SHEETS, "assignments": HEAD + rows}
        put(graph, gather(tmp_path / str(number), **sheets), source, date(2026, 9, day))
    shown, also, former = holders(graph)
    assert (shown, also) == ([("p1", "sis", 0.5, None)], [("p1", "hr")])
    assert former == [("p1", "hr"), ("p2", "hr")]


def rows() -> st.SearchStrategy[str]:
    """Assignments of two people, some of them over, some of them ahead."""
    one = st.tuples(
        st.sampled_from(["p1,r1", "p2,r2", "p1,r2"]),
        st.sampled_from(["", "0.5", "1"]),
        st.sampled_from(["", "2026-01-01", "2026-12-24"]),
        st.sampled_from(["", "", "2026-10-15", "2027-01-31"]),
        st.sampled_from(["", "true", "false"]),
    )
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda row: (row[0], row[2])).map(
        lambda found: "".join(",".join(row) + "\n" for row in found)
    )


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(["hr", "sis", "log"]), rows()), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_whatever_they_say_no_fact_stands_twice_and_the_last_load_is_taken_back(said: list[tuple[str, str]]) -> None:
    graph = MemoryGraph()
    with tempfile.TemporaryDirectory() as at:
        before, last = state(graph), None
        for number, (source, assignments) in enumerate(said):
            before = state(graph)
            sheets = {**SHEETS, "assignments": HEAD + assignments}
            last = put(graph, gather(Path(at) / str(number), **sheets), source, date(2026, 10, 1 + 7 * number))
            held = graph.of_type("HOLDS")
            assert len({(edge["start"], edge["end"], edge["since"]) for edge in held}) == len(held)
        assert last is not None
        if last.published and last.load_id in graph.journals:
            back(graph, last)
            assert state(graph) == before


def people(first: int, last: int) -> dict[str, str]:
    rows = "".join(f"p{number},Name {number},D1\n" for number in range(first, last))
    return {"units": SHEETS["units"], "people": f"person_id,name,unit_id\n{rows}"}


@pytest.mark.parametrize(("last", "asks"), [(30, True), (33, True), (40, False)])
def test_a_new_source_of_known_people_is_asked_about(tmp_path: Path, last: int, asks: bool) -> None:
    graph = MemoryGraph()
    assert not put(graph, gather(tmp_path / "a", **people(0, 30))).warnings
    found = put(graph, gather(tmp_path / "b", **people(0, last)), "sis").warnings
    asked = f"30 records of {last} (teams, roles, people, agreements) are already known from hr. Is 'sis' another name"
    assert [text for text in found if text.startswith(asked)] == found
    assert bool(found) == asks
    assert not put(graph, gather(tmp_path / "c", **people(0, last - 1)), "sis", date(2026, 10, 1)).warnings
