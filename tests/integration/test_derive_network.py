"""Steps that look at everyone's contact: silos, pairs of units, cuts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.derive.step import Work
from graph.profile.profile import Profile
from tests.support.small_state import ONE_PERSON, WELL, run

pytestmark = pytest.mark.integration

OFFICES = """
MATCH (state:Unit {unit_id: 'S'})
UNWIND ['O1', 'O2', 'O3'] AS id
CREATE (office:Unit {unit_id: id, name: id, level: 'office'})-[:PART_OF]->(state)
WITH office UNWIND range(1, 3) AS number
CREATE (:Person {person_id: office.unit_id + '.' + number})-[:WORKS_AT]->(office)
"""
# O1 and O2 turn to each other through one person of O3 alone, who holds a role there.
BETWEEN = """
MATCH (aide:Person {person_id: 'O3.1'}) MATCH (office:Unit {unit_id: 'O3'})
CREATE (aide)-[:HOLDS]->(:Role {role_id: 'aide', title: 'Aide'})-[:AT]->(office)
WITH aide
CALL (aide) {
  MATCH (same:Person) WHERE same.person_id STARTS WITH 'O3.' AND same <> aide
  MERGE (same)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(aide)
}
MATCH (one:Person) WHERE one.person_id STARTS WITH 'O1.'
MATCH (other:Person) WHERE other.person_id STARTS WITH 'O2.'
MERGE (one)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(aide)
MERGE (aide)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(other)
"""
JOINT = "MATCH (a:Unit {unit_id: 'O1'}) MATCH (b:Unit {unit_id: 'O2'}) CREATE (b)-[:JOINT_WORK]->(a)"


def rows(runner: Neo4jRunner, text: str) -> list[dict[str, Any]]:
    return runner.read(text).rows


def test_every_group_with_people_has_its_figures_and_the_second_time_nothing_is_written(runner: Neo4jRunner) -> None:
    report = run(runner, *WELL)
    counts = {entry.step: entry.rows for entry in report.steps}
    assert counts["silos"] == 13 + 3 + 2 + 1  # teams, buildings, districts, the region
    found = rows(
        runner,
        "MATCH (s:Silo)-[:OF]->(of) RETURN s.silo_id AS id, labels(of)[0] AS label, s.people AS people, "
        "s.ties AS ties, s.inside AS inside, s.outside AS outside, s.peers AS peers, s.observed AS observed",
    )
    by_id = {row["id"]: row for row in found}
    assert len(by_id) == len(found) == 19
    team, district = by_id["team:DIT-D"], by_id["district:D"]
    # Two people, too few for figures of their contact.
    assert (team["label"], team["people"], team["ties"], team["inside"], team["peers"]) == ("Team", 2, None, None, None)
    assert (district["label"], district["people"], district["outside"], district["peers"]) == ("Unit", 12, 4, 0)
    assert district["observed"] == pytest.approx((4 - district["inside"]) / (4 + district["inside"]))
    assert run(runner).written.total == 0


# A district that has people in contact, and no team yet.
WITHOUT_TEAM = """
MATCH (region:Unit {unit_id: 'R'}) CREATE (f:Unit {unit_id: 'F', level: 'district'})-[:PART_OF]->(region)
WITH f UNWIND range(1, 6) AS number
CREATE (:Person {person_id: 'F.' + number})-[:WORKS_AT]->(f)
WITH count(*) AS made
MATCH (one:Person) WHERE one.person_id STARTS WITH 'F.'
MATCH (other:Person) WHERE other.person_id STARTS WITH 'F.' AND other.person_id > one.person_id
CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(other)
"""


def level_of(runner: Neo4jRunner, level: str) -> dict[str, Any]:
    (found,) = runner.read("MATCH (l:LevelContact {level: $level}) RETURN properties(l) AS all", {"level": level}).rows
    all_: dict[str, Any] = found["all"]
    return all_


def apart(runner: Neo4jRunner) -> dict[str, bool | None]:
    return {row["id"]: row["apart"] for row in rows(runner, "MATCH (s:Silo) RETURN s.silo_id AS id, s.apart AS apart")}


def test_a_level_whose_units_are_not_in_contact_is_silent_until_they_are(runner: Neo4jRunner) -> None:
    run(runner, *WELL, WITHOUT_TEAM)
    district = level_of(runner, "district")
    # 12 people of D and 8 of E, who have 20 and 12 ties: of 190 pairs of these people, 96 are of two districts.
    assert (district["able"], district["apart"], district["people"], district["across"]) == (2, 2, 20, 0)
    assert (district["ties"], district["expected"]) == (32, pytest.approx(32 * 96 / 190))
    assert district["silent"] is True
    assert district["inward"] == 0
    assert level_of(runner, "region").get("silent") is None
    assert "able" not in level_of(runner, "school")
    join = (
        "MATCH (a:Person {person_id: 'DIT-D.1'}) MATCH (b:Person {person_id: 'DIT-E.1'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)"
    )
    run(runner, join)
    assert (level_of(runner, "district")["silent"], level_of(runner, "district")["across"]) == (False, 1)
    assert [apart(runner)[f"district:{unit}"] for unit in "DEF"] == [False, False, None]


def test_of_small_offices_it_is_told_whether_they_work_together_as_they_must(runner: Neo4jRunner) -> None:
    run(runner, *WELL, OFFICES, BETWEEN, JOINT)
    found = rows(
        runner, "MATCH (p:UnitPair) RETURN p.pair_id AS id, p.ties AS ties, p.state AS state, p.paths AS paths"
    )
    assert [(row["id"], row["state"]) for row in sorted(found, key=lambda row: str(row["id"]))] == [
        ("office:O1|O2", "silent"),
        ("office:O1|O3", "withheld"),
        ("office:O2|O3", "withheld"),
    ]
    assert {(row["ties"], row["paths"]) for row in found} == {(None, None)}
    meet = "MATCH (a:Person {person_id: 'O1.1'}) MATCH (b:Person {person_id: 'O2.1'}) "
    run(runner, meet + "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)")
    assert rows(runner, "MATCH (p:UnitPair {required: true}) RETURN p.state AS state, p.ties AS ties") == [
        {"state": "talk", "ties": None}
    ]


def test_pairs_of_offices_tell_who_carries_their_contact(runner: Neo4jRunner) -> None:
    run(runner, *WELL, OFFICES.replace("range(1, 3)", "range(1, 5)"), BETWEEN, JOINT)
    found = rows(
        runner,
        "MATCH (p:UnitPair) RETURN p.pair_id AS id, p.ties AS ties, p.required AS required, p.state AS state, "
        "p.paths AS paths, p.share AS share, "
        "COLLECT { MATCH (p)-[:OF]->(u) RETURN u.unit_id ORDER BY u.unit_id } AS of, "
        "COLLECT { MATCH (p)-[:CARRIED_BY]->(r) RETURN r.role_id } AS roles ORDER BY id",
    )
    assert [row["id"] for row in found] == ["office:O1|O2", "office:O1|O3", "office:O2|O3"]
    joint = found[0]
    assert joint["of"] == ["O1", "O2"]
    assert joint["required"] is True
    assert (joint["ties"], joint["state"], joint["paths"], joint["share"]) == (0, "silent", 25, 1.0)
    assert joint["roles"] == ["aide"]
    assert found[1]["ties"] == 5
    assert run(runner, "MATCH ()-[j:JOINT_WORK]->() DELETE j").written.properties_set > 0
    assert not rows(runner, "MATCH (p:UnitPair {required: true}) RETURN p.pair_id AS id")


def test_who_alone_joins_a_district_to_the_state_is_a_cut_by_role_until_a_second_person_does(
    runner: Neo4jRunner,
) -> None:
    run(runner, *WELL, *ONE_PERSON)
    found = rows(
        runner,
        "MATCH (c:Cut)-[:OF]->(r:Role) RETURN c.cut_id AS id, c.kind AS kind, c.teams AS teams, "
        "c.buildings AS buildings, c.people AS people, r.role_id AS role",
    )
    assert [(row["kind"], row["teams"], row["buildings"], row["people"], row["role"]) for row in found] == [
        ("person", 6, 2, 11, "role.DIT-D.1")
    ]
    assert "DIT-D.1" not in found[0]["id"]
    assert run(runner).written.total == 0
    run(
        runner,
        "MATCH (a:Person {person_id: 'RIT-R.1'}) MATCH (b:Person {person_id: 'DIT-D.2'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)",
    )
    assert rows(runner, "MATCH (c:Cut) RETURN c.cut_id AS id") == []


def test_what_few_people_are_known_of_is_withheld(runner: Neo4jRunner) -> None:
    run(
        runner,
        *WELL,
        "MATCH (d:Unit {unit_id: 'D'}) UNWIND range(1, 9) AS n CREATE (:Person {person_id: 'X' + n})-[:WORKS_AT]->(d)",
    )
    (row,) = rows(
        runner,
        "MATCH (s:Silo {silo_id: 'district:D'}) RETURN s.people AS people, s.ties AS ties, s.q AS q, "
        "s.covered AS covered, s.method AS method",
    )
    assert (row["people"], row["ties"], row["q"], row["method"]) == (21, None, None, "withheld")
    assert row["covered"] == pytest.approx(12 / 21)


def test_contact_outside_of_the_period_and_of_those_who_left_is_none(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    before = rows(runner, "MATCH (s:Silo {silo_id: 'region:R'}) RETURN s.inside AS inside")[0]["inside"]
    run(
        runner,
        "MATCH (a:Person {person_id: 'BIT-A.1'}) MATCH (b:Person {person_id: 'BIT-C.1'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2020-01-01')}]->(b)",
        "MATCH (d:Unit {unit_id: 'D'}) MATCH (b:Person {person_id: 'BIT-C.1'}) "
        "CREATE (gone:Person {person_id: 'gone', left: date('2026-04-27')})-[:WORKS_AT]->(d) "
        "CREATE (gone)-[:COMMUNICATES_WITH {last: date('2026-04-26')}]->(b)",
    )
    assert rows(runner, "MATCH (s:Silo {silo_id: 'region:R'}) RETURN s.inside AS inside")[0]["inside"] == before


def test_ways_to_the_state_are_counted_by_building(runner: Neo4jRunner) -> None:
    run(runner, *WELL, *ONE_PERSON)
    found = rows(runner, "MATCH (l:Line)-[:OF]->(u:Unit) RETURN u.unit_id AS id, l.routes AS routes")
    ways = {row["id"]: row["routes"] for row in found}
    # District D has one person towards the region; E has two, as everyone else. The others of D have no team.
    assert ways == {"A": 1, "B": 1, "C": 2, **{f"A{number}": None for number in range(1, 5)}}
    assert run(runner).written.total == 0
    run(runner, "MATCH (t:Team {team_id: 'BIT-C'}) SET t.status = 'inactive'")
    (after,) = rows(runner, "MATCH (l:Line)-[:OF]->(:Unit {unit_id: 'C'}) RETURN l.routes AS routes")
    assert after["routes"] is None


def test_contact_is_counted_by_channel_once_however_many_sources_tell_of_it(runner: Neo4jRunner) -> None:
    people = "UNWIND range(1, 6) AS n CREATE (:Person {person_id: 'P' + n})"
    contact = (
        "UNWIND [['P1', 'P2', 'email', 3, '2026-05-01'], ['P1', 'P2', 'email', 1, '2026-04-01'], "
        "['P2', 'P1', 'meeting', 1, '2026-05-02'], ['P3', 'P4', 'email', 1, '2026-05-03'], "
        "['P4', 'P5', null, 2, '2026-05-03'], ['P5', 'P6', 'email', 0, '2026-05-03'], "
        "['P6', 'P6', 'email', 4, '2026-05-03'], ['P6', 'P1', 'email', 4, '2026-07-01']] AS row "
        "MATCH (a:Person {person_id: row[0]}) MATCH (b:Person {person_id: row[1]}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: row[2], count: row[3], last: date(row[4])}]->(b)"
    )
    run(runner, people, contact)
    found = rows(
        runner,
        "MATCH (f:ContactFigure) RETURN f.channel AS channel, "
        "[f.people, f.in_contact, f.contacts, f.pairs] AS counts ORDER BY channel",
    )
    assert {row["channel"]: row["counts"] for row in found} == {
        "all": [6, 5, 4, 3],
        "email": [6, 4, 2, 2],
        "meeting": [6, 2, 1, 1],
        "other": [6, 2, 1, 1],
    }
    assert run(runner).written.total == 0
    run(runner, "MATCH ()-[c:COMMUNICATES_WITH {channel: 'meeting'}]->() DELETE c")
    assert not rows(runner, "MATCH (f:ContactFigure {channel: 'meeting'}) RETURN f.channel AS channel")


@pytest.mark.parametrize(
    ("label", "kind", "other"), [("Cut", "OF", "Role"), ("Silo", "OF", "Unit"), ("Link", "UPPER", "Team")]
)
def test_an_end_that_is_no_longer_right_is_taken_away_alone(
    runner: Neo4jRunner, label: str, kind: str, other: str
) -> None:
    run(runner, *WELL, *ONE_PERSON)
    ties = f"MATCH (n:{label})-[t:{kind}]->(m:{other}) RETURN count(t) AS count"
    before = rows(runner, ties)
    planted = runner.write(
        f"MATCH (n:{label}) WITH n LIMIT 1 MATCH (m:{other}) WHERE NOT (n)-[:{kind}]->(m) WITH n, m LIMIT 1 "
        f"CREATE (n)-[:{kind}]->(m)"
    )
    assert planted.relationships_created == 1
    assert run(runner).written.relationships_deleted == 1
    assert rows(runner, ties) == before
    assert run(runner).written.total == 0


def test_a_leaders_other_role_takes_the_place_of_the_one_before(runner: Neo4jRunner) -> None:
    runner.write("UNWIND ['r1', 'r2'] AS id CREATE (:Role {role_id: id})")
    work = Work(runner, Profile.load("education"), date(2026, 10, 31))
    for roles in (("r1",), ("r2",)):
        work.renew("Cut", [("c", "person", 1, 1, 1, "2", roles)])
        found = rows(runner, "MATCH (n:Cut {cut_id: 'c'})-[:OF]->(r:Role) RETURN r.role_id AS role")
        assert [each["role"] for each in found] == list(roles)
