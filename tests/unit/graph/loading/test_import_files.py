"""What the importer gets is what the statements would write, cell by cell."""

from __future__ import annotations

import re
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.loading.differences import Stamp
from graph.loading.import_files import ImportFiles
from graph.loading.plan import Planner
from graph.loading.store import Begun, Store
from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.schema import NODE_TRAIL
from graph.server.importer import SEPARATOR, Table
from tests.support.loading_help import DAY, SMALL, gather, put, staged
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import names_in

AWKWARD = ['say "so"', "a;b|c,d\\", "", " ", "Zoë 😀 \u202e", "'=1+1", "null", "two\nlines", "true", "1e5"]


_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^",\n]*))(?P<end>[,\n])')


def cells(path: Path) -> list[list[str | None]]:
    """Rows of a file as Neo4j reads it: a blank that is not quoted is nothing, a quoted one is an empty text."""
    text = path.read_bytes().decode()
    rows: list[list[str | None]] = [[]]
    at = 0
    while at < len(text):
        found = _CELL.match(text, at)
        assert found, text[at : at + 50]
        quoted = found["quoted"]
        rows[-1].append((found["plain"] or None) if quoted is None else quoted.replace('""', '"'))
        if found["end"] == "\n":
            rows.append([])
        at = found.end()
    return rows[:-1]


def as_text(value: Any) -> str | None:
    """A value as it stands in a file."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def rows_of(table: Table) -> list[dict[str, str | None]]:
    """Rows by the heads of their columns."""
    names = table.header.read_text(encoding="utf-8").strip().split(",")
    rows = [dict(zip(names, row, strict=True)) for row in cells(table.data)]
    assert len(rows) == table.count
    return rows


def nodes_step(label: str, rows: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """A statement that creates nodes."""
    names = ["key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
    return cypher_builder.create_nodes(label), {name: [row.get(name) for row in rows] for name in names}


def write(folder: Path, *steps: tuple[str, Any]) -> tuple[list[Table], list[Any], bool]:
    """Write steps; gives the tables, the steps that are left, and whether a text has a line break."""
    folder.mkdir(parents=True)
    with ImportFiles(folder) as files:
        left = [each for step in steps for each in files.add(step)]
    return files.tables, left, files.breaks


def test_awkward_texts_and_blanks(tmp_path: Path) -> None:
    rows = [{"key": f"u{at}", "sources": ["hr"], "name": text} for at, text in enumerate([*AWKWARD, None])]
    (table,), left, breaks = write(tmp_path / "files", nodes_step("Unit", rows))
    found = rows_of(table)
    assert [row["name:string"] for row in found] == [*AWKWARD, None]
    assert [row["unit_id:ID(Unit)"] for row in found] == [row["key"] for row in rows]
    assert (left, breaks) == ([], True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
            st.none() | st.dates(),
            st.none() | st.booleans(),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_value_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[Any, ...]]
) -> None:
    names = ("name", "opened", "in_scope", "staff_fte")
    rows = [{"key": str(at), **dict(zip(names, row, strict=True))} for at, row in enumerate(given_rows)]
    (table,), _, breaks = write(tmp_path_factory.mktemp("one") / "files", nodes_step("Unit", rows))
    found = rows_of(table)
    number = [None if row["staff_fte:double"] is None else float(row["staff_fte:double"]) for row in found]
    assert number == [row["staff_fte"] for row in rows]
    for name, head in (("name", "name:string"), ("opened", "opened:date"), ("in_scope", "in_scope:boolean")):
        assert [row[head] for row in found] == [as_text(row[name]) for row in rows]
    assert breaks == any("\n" in (row["name"] or "") or "\r" in (row["name"] or "") for row in rows)


def test_a_list_that_no_file_can_tell_is_set_by_a_statement(tmp_path: Path) -> None:
    lists = [["BIT"], ["BIT", "DIT"], None, [], ["a", ""], [f"a{SEPARATOR}b"]]
    rows = [{"key": f"t{at}", "sources": ["hr"], "type": kept} for at, kept in enumerate(lists)]
    (table,), left, _ = write(tmp_path / "files", nodes_step("Team", rows))
    assert [row["type:string[]"] for row in rows_of(table)] == ["BIT", f"BIT{SEPARATOR}DIT", None, None, None, None]
    ((text, params),) = left
    assert text == cypher_builder.set_nodes("Team")
    assert (params["key"], params["type"], params["sources"]) == (["t3", "t4", "t5"], lists[3:], [["hr"]] * 3)


def test_the_files_are_private_and_other_statements_are_left(tmp_path: Path) -> None:
    other: tuple[str, Any] = ("MATCH (n) RETURN n", {})
    tables, left, _ = write(tmp_path / "files", nodes_step("Unit", [{"key": "u"}]), other)
    assert left == [other]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "files").iterdir()} == {0o600}
    assert [table.argument(tmp_path).partition("=")[0] for table in tables] == ["--nodes"]


def test_own_records_are_carried_over(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    now = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
    with ImportFiles(tmp_path / "files") as files:
        files.carry(["Lease"], {"name": "writer", "holder": "host|1", "since": now})
    (table,) = files.tables
    (row,) = rows_of(table)
    assert (row["name:ID(Lease)"], row["holder:string"], row["since:datetime"]) == ("writer", "host|1", now.isoformat())
    assert (row["user:string"], table.name) == (None, "Lease")


def test_a_state_has_the_same_facts_in_files_as_in_a_graph(tmp_path: Path) -> None:
    gathered = gather(tmp_path / "sheets", **SMALL)
    graph = MemoryGraph()
    put(graph, gathered)
    stamp, before = Stamp("load", 1, "hr", DAY), Begun(begun=False, empty=True)
    empty = MemoryGraph()
    planner = Planner(Store(empty, "hr"), stamp, before, names_in(empty.vault))
    tables, left, _ = write(tmp_path / "files", *planner.steps(staged(gathered)))
    assert left == []
    found: dict[str, dict[str, dict[str, str | None]]] = {}
    for table in (each for each in tables if not each.ends):
        key = NODES[table.name].key
        for row in rows_of(table):
            plain: dict[str, str | None] = {
                head.partition(":")[0]: cell for head, cell in row.items() if cell is not None
            }
            found.setdefault(table.name, {})[plain.pop(key) or ""] = plain
    wanted = {
        label: {key: _filled(label, node) for key, node in nodes.items()}
        for label, nodes in graph.nodes.items()
        if nodes
    }
    assert found == wanted
    counts = {kind[0]: 0 for kind in graph.edges}
    for kind, edges in graph.edges.items():
        counts[kind[0]] += len(edges)
    made = {table.name: 0 for table in tables if table.ends}
    for table in (each for each in tables if each.ends):
        made[table.name] += table.count
    assert made == {name: count for name, count in counts.items() if count}


def _filled(label: str, node: dict[str, Any]) -> dict[str, str | None]:
    """What a node carries, as it stands in a file."""
    names = {*NODE_TRAIL, *cypher_builder.node_columns(label)}
    return {name: as_text(value) for name, value in node.items() if value is not None and name in names}
