"""What a load would change, told by kind and by unit: from rows of files on a graph in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboards.loads.changes import COLUMNS, csv_row, row_of, tell, tell_units
from dashboards.loads.report import print_report, report_of
from graph.loading.changed_cells import Cell, changed_cells
from graph.loading.comparison import Difference
from graph.loading.journal import CHANGED, Journal
from graph.loading.limits import Limits
from graph.loading.review import Review
from graph.model import cypher_builder
from graph.model.schema import NODE_TRAIL
from tests.support.loading_help import SMALL, gather, put
from tests.support.memory_graph import MemoryGraph

ASSIGNMENTS = "person_id,role_id,fte,since\np1,r1,0.5,2026-01-01\n"
LATER = date(2026, 10, 1)
DAY = date(2026, 9, 1)


def test_a_plan_says_what_would_begin_and_end_by_kind_and_by_unit(tmp_path: Path, capsys: Any) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    people = "person_id,name,job_title,unit_id,manager_id\np1,Ann Other,Chief,D1,\np4,Dee Dale,Coach,S1,p1\n"
    later = gather(tmp_path / "b", **SMALL | {"people": people, "assignments": ASSIGNMENTS})
    result = put(graph, later, as_of=LATER, review=Review(Limits(), plan_only=True))
    report = report_of(result, later) | {"planned": True}
    print_report(report)
    said = capsys.readouterr().out
    assert "  1 person ended: p2\n" in said
    assert "  1 person new: p4\n" in said
    assert "  1 person changed: p1\n    job_title 1, name 1\n" in said
    assert "(S1): 1 person begins; 1 person ends\n" in said.split("What would begin and end, by unit:\n")[1]
    ended = next(row for row in report["changes"] if row["id"] == "p2" and row["what"] == "person")
    assert (ended["change"], ended["unit"], ended["load"]) == ("ended", "S1", 2)
    assert "S1" in report["units"]
    for name in ("Ann", "Dee", "Able", "Dale"):
        assert name not in said
        assert name not in str(report["changes"])


def test_what_changed_is_counted_by_property_with_examples_and_restricted_values_are_not_shown() -> None:
    cells = (Cell("job_title", "Coach", None), Cell("name", restricted=True))
    rows = [row_of(Difference("changed", "Person", (key,), "hr", 2, DAY, cells), {}) for key in ("p1", "p2", "p3")]
    rows.append(row_of(Difference("changed", "Person", ("p4",), "hr", 2, DAY), {}))
    assert list(tell(rows)) == [
        "  4 people changed: p1; p2; p3; p4",
        "    job_title 3: p1: Coach > blank; p2: Coach > blank and 1 more",
        "    name 3: not shown",
        "    nothing but which source says it 1",
    ]
    assert csv_row(rows[0])["properties"] == "job_title; name"
    assert list(csv_row(rows[0])) == list(COLUMNS)
    assert rows[0]["properties"][1] == {"name": "name", "restricted": True}


def test_units_with_most_come_first_and_the_rest_is_counted() -> None:
    def rows(count: int, unit: str, change: str) -> list[dict[str, Any]]:
        keys = [(f"{unit}-{number}",) for number in range(count)]
        units = {("Team", key[0]): unit for key in keys}
        return [row_of(Difference(change, "Team", key, "hr", 2, DAY), {}, units) for key in keys]

    some = [*rows(1, "B", "ended"), *rows(3, "A", "new"), *rows(1, "A", "ended"), *rows(2, "C", "changed")]
    assert list(tell_units(some, {("Unit", "A"): "Alder"})) == [
        "  Alder (A): 3 teams begin; 1 team ends",
        "  B: 1 team ends",
    ]
    many = [row for number in range(12) for row in rows(1, f"U{number:02}", "ended")]
    assert list(tell_units(many, {}))[-1] == "  and 2 more units"


def test_a_property_is_compared_with_how_it_was_before_the_first_load_in_between() -> None:
    columns = cypher_builder.node_columns("Person")

    def journal(number: int, title: str, key: str) -> Journal:
        made = Journal(f"{number}", number, "hr", DAY, begun=True)
        values = {"job_title": title, "name_key": key}
        row = [*([None] * len(NODE_TRAIL)), *(values.get(column) for column in columns)]
        made.note_node(CHANGED, "Person", "p1", row)
        return made

    record = ("Person", "", ("p1",))
    between, later = [journal(2, "Coach", "k1"), journal(3, "Dean", "k2")], [journal(4, "Chief", "k3")]
    found = changed_cells(MemoryGraph(), [record], between, later)
    assert found == {record: (Cell("job_title", "Coach", "Chief"), Cell("name", restricted=True))}


def test_who_changes_places_is_told_as_a_move_and_who_only_ends_or_begins_is_not() -> None:
    holds, works = ("HOLDS", "Person", "Role"), ("WORKS_AT", "Person", "Unit")
    names = {("Role", "r1"): "Lead", ("Role", "r2"): "Coach"}
    rows = [
        row_of(Difference(change, kind, key, "hr", 2, DAY), names)
        for change, kind, key in (
            ("ended", holds, ("p1", "r1")),
            ("new", holds, ("p1", "r2")),
            ("ended", works, ("p1", "S1")),
            ("back", works, ("p1", "S2")),
            ("ended", holds, ("p2", "r2")),
            ("new", holds, ("p3", "r1")),
            ("ended", holds, ("p4", "r1")),
            ("new", holds, ("p4", "r1")),
            ("new", holds, ("p1", "r3")),
            ("ended", holds, ("p1", "r3")),
            ("ended", ("MANAGED_BY", "Person", "Person"), ("p3", "p1")),
            ("new", ("MANAGED_BY", "Person", "Person"), ("p3", "p2")),
        )
    ]
    assert list(tell(rows)) == [
        "  holds, 3 ended: p2 > Coach; p4 > Lead; p1 > r3",
        "  holds, 3 new: p3 > Lead; p4 > Lead; p1 > r3",
        "  managed by, 1 ended: p3 > p1",
        "  managed by, 1 new: p3 > p2",
        "  holds, moved: 1: p1: r1 (Lead) > r2 (Coach)",
        "  works at, moved: 1: p1: S1 > S2",
    ]


def test_protocols_are_called_agreements_as_everywhere() -> None:
    row = row_of(Difference("ended", "Protocol", ("x1",), "hr", 2, DAY), {})
    assert list(tell([row])) == ["  1 agreement ended: x1"]
