"""Loads on a real server: what is written, what is not, and what the graph then holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.schema import Origin
from tests.support.loading_command import Load, one, wrote_nothing
from tests.support.loading_help import ASSIGNMENTS, PEOPLE, SMALL, UNITS, folder

pytestmark = pytest.mark.integration

NO_MORE = {"id_only": 0, "source_only": 0, "ended": 0, "hung": 0, "withdrawn": 0}


def size(runner: Neo4jRunner) -> tuple[int, int]:
    """Nodes and relationships in the graph, without the mark of who writes."""
    return one(runner, "MATCH (n) WHERE NOT n:Lease RETURN count(n)"), one(runner, "MATCH ()-[r]->() RETURN count(r)")


@pytest.mark.every_server
def test_a_small_state(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    code, report, err = load(folder(tmp_path, **SMALL))
    assert (code, err) == (0, "")
    assert report["read"] == report["loaded"] == 12
    assert {label: tally["new"] for label, tally in report["nodes"].items()} == {
        "Unit": 4,
        "Team": 2,
        "Role": 2,
        "Person": 2,
    }
    assert report["written"]["relationships_created"] == 12
    assert size(runner) == (10 + 1 + 5, 12), "ten nodes, the load and its five sheets"
    line = "MATCH p = (:Unit {unit_id: 'S1'})-[:PART_OF*]->(:Unit {level: 'state'}) RETURN length(p)"
    assert one(runner, line) == 3
    team = one(runner, "MATCH (t:Team {team_id: 't1'}) RETURN t {.type, .kind, .status, .sources, .stated}")
    assert team["type"] == ["DIT"]
    assert (team["kind"], team["status"], team["sources"]) == ("implementation", "active", ["hr"])
    assert str(team["stated"]) == "2026-09-01"
    published = "MATCH (l:Load {status: 'published'}) RETURN l {.read, .loaded, .sequence, .source}"
    assert one(runner, published) == {"read": 12, "loaded": 12, "sequence": 1, "source": "hr"}
    assert one(runner, "MATCH (b:LoadBatch) RETURN sum(b.read)") == 12


@pytest.mark.every_server
def test_the_same_again_writes_nothing_whatever_its_form(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(folder(tmp_path / "first", **SMALL))
    before = graph_hash(runner), size(runner)

    head, *rows = PEOPLE.strip().splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in [head, *reversed(rows)]) + "\n"
    other = folder(tmp_path / "other", **{**SMALL, "people": turned})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, text in SMALL.items():
            archive.writestr(f"{name}.csv", text.lstrip())
    for path in (tmp_path / "first", other, tmp_path / "all.zip", workbook(tmp_path / "all.xlsx")):
        code, report, _ = load(path)
        assert (code, report["new"]) == (0, False), path
        assert wrote_nothing(report)
        assert (report["read"], report["loaded"]) == (12, 12)
    assert (graph_hash(runner), size(runner)) == before


def workbook(path: Path) -> Path:
    """The small state as one workbook."""
    from openpyxl import Workbook

    book = Workbook()
    for name, text in SMALL.items():
        sheet = book.create_sheet(name.title())
        for line in text.strip().splitlines():
            sheet.append(line.split(","))
    del book["Sheet"]
    book.save(path)
    return path


def test_a_later_date_writes_only_the_load(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(folder(tmp_path, **SMALL))
    before, (nodes, links) = graph_hash(runner), size(runner)
    _, report, _ = load(tmp_path, as_of="2026-10-01")
    assert report["new"]
    assert report["written"]["nodes_created"] == 1 + len(SMALL), "the load and one batch for each sheet"
    assert report["written"]["relationships_created"] == report["written"]["relationships_deleted"] == 0
    assert size(runner) == (nodes + 1 + len(SMALL), links)
    assert graph_hash(runner) == before
    stamped = "MATCH (n) WHERE n.stated > date('2026-09-01') RETURN count(n)"
    assert one(runner, stamped) == 0


def test_changes_and_moves(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(folder(tmp_path / "a", **{**SMALL, "units": f"{UNITS}R2,Region 2,region,ST\n"}))
    changed = {
        **SMALL,
        "units": UNITS.replace("district,R1", "district,R2") + "R2,Region 2,region,ST\n",
        "assignments": ASSIGNMENTS.replace("p1,r1,0.5", "p1,r1,0.7"),
        "people": PEOPLE.replace("Coach", "Head coach"),
    }
    _, report, _ = load(folder(tmp_path / "b", **changed), as_of="2026-10-01")
    assert report["nodes"]["Person"] == {"new": 0, "changed": 1, "same": 1, "older": 0, **NO_MORE}
    moved = {**NO_MORE, "ended": 1}
    assert report["relationships"]["PART_OF"] == {"new": 1, "changed": 0, "same": 3, "older": 0, **moved}
    past = "MATCH (:Unit {unit_id: 'D1'})-[r:FORMERLY_PART_OF]->(u) RETURN collect([u.unit_id, toString(r.until)])"
    assert one(runner, past) == [["R1", "2026-10-01"]]
    assert report["relationships"]["HOLDS"] == {"new": 0, "changed": 1, "same": 1, "older": 0, **NO_MORE}
    assert one(runner, "MATCH (:Unit {unit_id: 'D1'})-[:PART_OF]->(u) RETURN collect(u.unit_id)") == ["R2"]
    assert one(runner, "MATCH (:Person {person_id: 'p1'})-[h:HOLDS]->() RETURN collect(h.fte)") == [0.7]
    assert one(runner, "MATCH (p:Person {person_id: 'p1'}) RETURN p.job_title") == "Head coach"


def test_two_sources_side_by_side(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(folder(tmp_path / "a", **SMALL))
    load(folder(tmp_path / "b", **{**SMALL, "people": PEOPLE.replace("Coach", "Lead")}), source="survey")
    found = one(runner, "MATCH (p:Person {person_id: 'p1'}) RETURN p {.sources, .job_title, .claims}")
    assert (found["sources"], found["job_title"]) == (["hr", "survey"], "Lead")
    assert '"Coach"' in found["claims"]
    held = "MATCH (:Person {person_id: 'p1'})-[h:HOLDS|ALSO_HOLDS]->() RETURN collect([type(h), h.source])"
    assert sorted(one(runner, held)) == [["ALSO_HOLDS", "hr"], ["HOLDS", "survey"]]


def test_refusals_write_nothing(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(folder(tmp_path / "a", **SMALL))
    before = graph_hash(runner), size(runner)
    for name, texts in {
        "state": {"units": "unit_id,name,level\nX,Other,state\n"},
        "header": {"people": "person_id,name\n"},
        "column": {"people": "name\nAnn\n"},
        "students": {"people": "person_id,student_id\np1,2\n"},
    }.items():
        code, report, err = load(folder(tmp_path / name, **texts), as_of="2026-10-01")
        assert code == 4
        assert "line " in err
        assert report["exit_code"] == 4
    assert (graph_hash(runner), size(runner)) == before


def test_quarantine_and_the_rest_of_the_file(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    people = PEOPLE + "p\u202e3,Cy Cole,,,\np1,Ann Able,Coach,D1,\np4,Di Dot,,S9,\n"
    code, report, err = load(folder(tmp_path, **{**SMALL, "people": people}))
    assert (code, err) == (0, "")
    (counts,) = (row for row in report["files"] if row["file"].endswith("people.csv"))
    assert {name: counts[name] for name in ("read", "loaded", "quarantined", "duplicates")} == {
        "read": 5,
        "loaded": 3,
        "quarantined": 1,
        "duplicates": 1,
    }
    assert report["problems"] == {"control_character": 1}
    assert report["cells_dropped"] == {"unknown_id": 1}
    assert "Cole" not in Path(report["quarantine"]).read_text(encoding="utf-8")
    assert one(runner, "MATCH (p:Person) RETURN count(p)") == 3
    again = load(tmp_path)[1]
    assert wrote_nothing(again)
    assert again["quarantined"] == 1


SCANS = ("AllNodesScan", "NodeByLabelScan", "AllRelationshipsScan", "RelationshipTypeScan")


@pytest.mark.every_server
@pytest.mark.parametrize("kind", cypher_builder.sourced_edges(), ids=lambda kind: f"{kind[0]}-{kind[2]}")
def test_relationships_are_found_without_a_scan(kind: tuple[str, str, str], runner: Neo4jRunner) -> None:
    coded = [f"{name}_values" for name in cypher_builder.coded_columns(kind[0])]
    columns = ["start", "end", "starts", "ends", "id", "keys", *cypher_builder.edge_columns(kind[0]), *coded]
    names: dict[str, list[str]] = {name: [] for name in columns}
    params = {**names, "source": "hr", "load": "x", "stated": None}
    for make in (
        cypher_builder.create_edges,
        cypher_builder.set_edges,
        cypher_builder.delete_edges,
        cypher_builder.read_edges,
    ):
        plan = runner.explain(make(*kind), params)
        assert not [step for step in plan.operators if step.startswith(SCANS)], make(*kind)


@pytest.mark.every_server
@pytest.mark.parametrize("label", [label for label, node in NODES.items() if node.origin is Origin.SOURCED])
def test_nodes_are_found_without_a_scan(label: str, runner: Neo4jRunner) -> None:
    trail = ["sources", "load", "stated", "claims"]
    columns = ["key", "keys", *trail, *cypher_builder.node_columns(label)]
    params: dict[str, list[str]] = {name: [] for name in columns}
    for make in (
        cypher_builder.create_nodes,
        cypher_builder.set_nodes,
        cypher_builder.read_nodes,
        cypher_builder.present_nodes,
    ):
        plan = runner.explain(make(label), params)
        assert not [step for step in plan.operators if step.startswith(SCANS)], make(label)
