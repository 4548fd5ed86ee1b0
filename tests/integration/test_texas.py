"""A real state's directory, as its agency exports it: 20 regions, 1,220 districts, 9,375 schools."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from tests.support.loading_command import Load, Run, one, wrote_nothing
from tests.support.samples import sample

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def counts(runner: Neo4jRunner, text: str) -> dict[Any, Any]:
    """Rows of two columns as a dictionary."""
    return dict(tuple(row.values()) for row in runner.read(text).rows)


def test_texas(load: Load, runner: Neo4jRunner) -> None:
    files = sample("data/texas_state/askted")
    code, report, _ = load(files, source="tea", as_of="2015-10-08", mapping="askted")
    assert code == 0
    assert {Path(row["file"]).stem.split("_")[0]: row["read"] for row in report["files"]} == {
        "directory": 9_375,
        "principals": 9_466,
        "superintendents": 1_220,
    }
    assert (report["quarantined"], report["duplicates"], report["quarantine"]) == (0, 0, None)

    levels = counts(runner, "MATCH (u:Unit) RETURN u.level, count(u)")
    assert levels == {"state": 1, "region": 20, "district": 1_220, "school": 9_375}
    up = "".join(f"-[:PART_OF]->(:Unit {{level: '{level}'}})" for level in ("district", "region", "state"))
    assert counts(runner, f"MATCH (s:Unit {{level: 'school'}}){up} RETURN 'lines', count(s)") == {"lines": 9_375}
    posts = "MATCH (r:Role)-[:AT]->(:Unit) RETURN r.code, count(r)"
    assert counts(runner, posts) == {"principal": 9_375, "superintendent": 1_220}
    vacant = "MATCH (r:Role) WHERE NOT EXISTS { (:Person)-[:HOLDS]->(r) } RETURN r.code, count(r)"
    # 484 schools without a principal's row, and 5 whose principal is called VACANT VACANT.
    assert counts(runner, vacant) == {"principal": 484 + 5}
    assert counts(runner, "MATCH (p:Person) WHERE p.name_key IS NULL RETURN 'nameless', count(p)") == {}
    shared = "MATCH (r:Role) WITH r, COUNT { (:Person)-[:HOLDS]->(r) } AS held WHERE held > 1 RETURN 'shared', count(r)"
    assert counts(runner, shared)["shared"] > 50, "a school with several principals has one post"
    acting = "MATCH (:Person)-[h:HOLDS {acting: true}]->(r:Role) RETURN r.code, count(h)"
    assert counts(runner, acting) == {"superintendent": 67, "principal": 1}

    ids = runner.read("MATCH (p:Person) RETURN p.person_id AS id, p.name AS name LIMIT 500").rows
    assert all(row["id"].startswith("p-") and row["name"] is None for row in ids)
    stated = "MATCH (u:Unit) WHERE u.unit_id CONTAINS \"'\" OR u.name <> trim(u.name) RETURN 'odd', count(u)"
    assert counts(runner, stated) == {}, "nothing is grouped where nothing is odd"

    before = graph_hash(runner)
    again = load(files, source="tea", as_of="2015-10-08", mapping="askted")[1]
    assert wrote_nothing(again)
    later = load(files, source="tea", as_of="2015-11-08", mapping="askted")[1]
    assert (later["written"]["nodes_created"], later["written"]["relationships_created"]) == (1 + 4, 0)
    assert graph_hash(runner) == before


def later_year(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """The directory without the schools that two years later are no longer listed, and who leads the others.

    Returns:
        Numbers of the schools, of those with a principal, and of the districts.
    """
    with sample("data/texas_state/tapr/campus_entities_2017-2018.csv").open(encoding="utf-8") as stream:
        listed = {row["CAMPUS"].zfill(9) for row in csv.DictReader(stream)}
    schools: set[str] = set()
    led: set[str] = set()
    districts: set[str] = set()
    for path in sorted(sample("data/texas_state/askted").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
        if "School Number" in rows[0]:
            rows = [row for row in rows if row["School Number"].strip("' ") in listed]
            schools |= {row["School Number"].strip("' ") for row in rows}
            districts |= {row["District Number"].strip("' ") for row in rows}
        elif rows[0]["Role"] == "PRINCIPAL":
            rows = [row for row in rows if row["Organization Number"].strip("' ") in listed]
            named = [row for row in rows if row["Full Name"].strip() and "VACANT" not in row["Full Name"]]
            led = {row["Organization Number"].strip("' ") for row in named}
        else:
            rows = [row for row in rows if row["Organization Number"].strip("' ") in districts]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, reader.fieldnames or ())
            writer.writeheader()
            writer.writerows(rows)
    return schools, led, districts


def test_a_later_year_leaves_just_its_schools_posts_and_vacancies(
    load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path
) -> None:
    assert load(sample("data/texas_state/askted"), source="tea", as_of="2015-10-08", mapping="askted")[0] == 0
    schools, led, districts = later_year(tmp_path)
    assert (len(schools), len(districts)) == (8_515, 1_192)
    code, report, _ = load(tmp_path, source="tea", as_of="2017-10-08", mapping="askted")
    assert code == 3, "860 schools less are more than a year brings"
    assert run("approve", report["error"].split()[1], "--reason", "two years of closures", "--format", "json")[0] == 0
    found = {row["u.unit_id"] for row in runner.read("MATCH (u:Unit {level: 'school'}) RETURN u.unit_id").rows}
    assert found == schools
    assert one(runner, "MATCH (u:Unit {level: 'district'}) RETURN count(u)") == len(districts)
    posts = "MATCH (r:Role)-[:AT]->(:Unit) RETURN r.code, count(r)"
    assert counts(runner, posts) == {"principal": len(schools), "superintendent": len(districts)}
    vacant = "MATCH (r:Role) WHERE NOT EXISTS { (:Person)-[:HOLDS]->(r) } RETURN r.code, count(r)"
    assert counts(runner, vacant) == {"principal": len(schools - led)}
    assert one(runner, "MATCH (u:FormerUnit {level: 'school'}) RETURN count(u)") == 860
