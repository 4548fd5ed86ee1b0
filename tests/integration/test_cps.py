"""A real city's position roster with its school networks: posts, vacancies, shared posts, two snapshots apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from tests.support.loading_command import Load, Run, one, wrote_nothing
from tests.support.samples import sample

pytestmark = [pytest.mark.integration, pytest.mark.slow]

JUNE = "data/cps_roster/employeepositionroster_2017-06-30.csv"
MARCH = "data/cps_roster/EmployeePositionRoster_03312017.xls"
NETWORKS = "data/cps_roster/network_data.csv"


VACANT = "MATCH (r:Role) WHERE NOT EXISTS { (:Person)-[:HOLDS]->(r) } RETURN count(r)"


def test_the_snapshot_of_june(load: Load, runner: Neo4jRunner) -> None:
    files = sample(JUNE), sample(NETWORKS)
    code, report, _ = load(*files, source="cps", as_of="2017-06-30", mapping="cps_roster")
    assert code == 0
    assert (report["read"], report["loaded"], report["quarantined"]) == (38_589 + 546, 38_589 + 546, 0)
    assert one(runner, "MATCH (r:Role) RETURN count(r)") == 38_233, "a position number that repeats is one post"
    assert one(runner, "MATCH ()-[h:HOLDS]->() RETURN count(h)") == 38_589 - 2_580
    assert one(runner, VACANT) == 2_580
    assert one(runner, "MATCH (u:Unit {level: 'region'}) RETURN count(u)") == 20
    assert one(runner, "MATCH (u:Unit {unit_id: 'CPS-Network 1'})<-[:PART_OF]-(x) RETURN count(x)") == 35
    office = "MATCH (o:Unit {level: 'office', name: 'Network 1'})-[:PART_OF]->(u) RETURN u.unit_id"
    assert one(runner, office) == "CPS-Network 1", "a network's own office stands under it"
    orphans = "MATCH (u:Unit) WHERE u.level <> 'state' AND NOT EXISTS { (u)-[:PART_OF]->() } RETURN count(u)"
    assert one(runner, orphans) == 0
    principals = "MATCH (r:Role {code: 'principal'}) RETURN count(r)"
    assert one(runner, principals) == 430 + 86 + 5 - 1, "one of them is shared"
    assert one(runner, "MATCH ()-[h:HOLDS]->() RETURN round(sum(h.fte))") > 34_000
    again = load(*files, source="cps", as_of="2017-06-30", mapping="cps_roster")[1]
    assert wrote_nothing(again)


def test_the_workbook_of_march(load: Load, runner: Neo4jRunner) -> None:
    code, report, _ = load(sample(MARCH), sample(NETWORKS), source="cps", as_of="2017-03-31", mapping="cps_roster")
    assert code == 0
    assert (report["read"], report["loaded"], report["quarantined"]) == (38_631 + 546, 38_631 + 546, 0)
    assert one(runner, "MATCH (r:Role) RETURN count(r)") == 38_255


def test_two_snapshots_do_not_mix(load: Load, runner: Neo4jRunner) -> None:
    code, report, err = load(sample(JUNE).parent, source="cps", as_of="2017-06-30", mapping="cps_roster")
    assert code == 4
    assert Path(MARCH).name in err
    assert Path(JUNE).name in err
    assert "loopline load" in report["fix"]
    assert one(runner, "MATCH (n) RETURN count(n)") == 0


def test_june_after_march_leaves_just_the_posts_and_vacancies_of_june(
    load: Load, run: Run, runner: Neo4jRunner
) -> None:
    """Posts keep their numbers; who is gone between the two is history."""
    march = load(sample(MARCH), sample(NETWORKS), source="cps", as_of="2017-03-31", mapping="cps_roster")
    assert march[0] == 0
    code, report, _ = load(sample(JUNE), sample(NETWORKS), source="cps", as_of="2017-06-30", mapping="cps_roster")
    assert code == 3, "a year's end is more than a month"
    assert run("approve", report["error"].split()[1], "--reason", "the end of the school year")[0] == 0
    assert one(runner, "MATCH (r:Role) RETURN count(r)") == 38_233
    assert one(runner, "MATCH ()-[h:HOLDS]->() RETURN count(h)") == 38_589 - 2_580
    assert one(runner, VACANT) == 2_580
    assert one(runner, "MATCH (r:FormerRole) RETURN count(r)") > 0
    assert one(runner, "MATCH (:FormerPerson)-[h]->() WHERE type(h) = 'HOLDS' RETURN count(h)") == 0
