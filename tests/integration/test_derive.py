"""Deriving on a real Neo4j: whole runs, repeated runs, members, lines, scope, bookkeeping."""

from __future__ import annotations

from datetime import date

import pytest

from graph.connection import Neo4jRunner
from graph.errors import LooplineError
from tests.support.small_state import (
    AS_OF,
    LEADERSHIP,
    ONE_PERSON,
    STATE,
    SUPPORT,
    TEAMS,
    WELL,
    lines,
    links,
    run,
    silence,
    snapshot,
)

pytestmark = pytest.mark.integration


# A state in which all is well


def test_every_step_says_how_many_facts_of_its_kind_there_are(runner: Neo4jRunner) -> None:
    report = run(runner, *WELL)
    assert {entry.step: entry.rows for entry in report.steps} == {
        "scope": 7,
        "members": 26,
        "contact_figures": 2,
        "coverage": 13,
        "silos": 19,
        "unit_pairs": 0,
        "cuts": 0,
        "circles": 0,
        "key_set": 1,
        "likeness": 4,
        "drift": 0,
        "stages": 0,
        "barriers": 0,
        "links": 12,
        "link_state": 12,
        "redundancy": 12,
        "lines": 3,
        "routes": 3,
    }


@pytest.mark.every_server
def test_all_is_well(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert set(links(runner, "state")) == {*SUPPORT, *LEADERSHIP}
    assert set(links(runner, "state").values()) == {"alive"}
    found = runner.read("MATCH (l:Link {link_id: 'RIT-DIT:D'}) RETURN properties(l) AS all").rows[0]["all"]
    assert found == {
        "link_id": "RIT-DIT:D",
        "kind": "RIT-DIT",
        "group": "support",
        "state": "alive",
        "family": "holds",
        "last_contact": date(2026, 4, 26),
        "days_since": 7,
        "rhythm": 30,
        "protocols": 1,
        "agreed_on": date(2025, 9, 1),
        "people": 2,
        "single": False,
        "covered": 1.0,
        "cuts_off": 0,
        "reconnects": 0,
        "connected": 2,
        "buildings": 2,
    }
    assert set(lines(runner).values()) == {"connected"}
    ends = runner.read(
        "MATCH (lower:Unit)<-[:OF]-(l:Link)-[:OWED_BY]->(upper:Unit) MATCH (l)-[:UPPER]->(above:Team) "
        "MATCH (l)-[:LOWER]->(below:Team) MATCH (l)-[:REPAIRED_BY]->(owner:Unit) "
        "RETURN l.link_id AS link, owner.unit_id AS owner, upper.unit_id AS upper, lower.unit_id AS lower, "
        "above.team_id AS above, below.team_id AS below"
    ).rows
    by_link = {row["link"]: tuple(row.values())[1:] for row in ends}
    assert len(ends) == 12
    assert by_link["RIT-DIT:D"] == ("R", "R", "D", "RIT-R", "DIT-D")
    assert by_link["DIT-DMT:D"] == ("D", "D", "D", "DMT-D", "DIT-D")
    line = runner.read(
        "MATCH (l:Line {line_id: 'A'})-[pass:PASSES]->(link:Link) MATCH (l)-[:OF]->(unit:Unit) "
        "RETURN pass.step AS step, link.link_id AS link, unit.unit_id AS unit ORDER BY step"
    ).rows
    assert [(row["step"], row["link"], row["unit"]) for row in line] == [
        (1, "SIT-RIT:R", "A"),
        (2, "RIT-DIT:D", "A"),
        (3, "DIT-BIT:A", "A"),
    ]


@pytest.mark.every_server
def test_deriving_twice_writes_nothing(runner: Neo4jRunner) -> None:
    first = run(runner, *WELL, silence("DIT-D", "BIT-A"), "MATCH (t:Team {team_id: 'DIT-E'}) DETACH DELETE t")
    assert first.written.nodes_created > 0
    before = snapshot(runner)
    second = run(runner)
    assert second.written.total == 0
    assert snapshot(runner) == before
    assert [(entry.step, entry.rows) for entry in second.steps] == [(entry.step, entry.rows) for entry in first.steps]


def test_deriving_again_after_a_change_is_the_same_as_deriving_anew(runner: Neo4jRunner) -> None:
    change = [
        (
            "MATCH (u:Unit {unit_id: 'D'})-[r:PART_OF]->() DELETE r WITH u MATCH (s:Unit {unit_id: 'S'}) "
            "CREATE (u)-[:PART_OF]->(s)"
        ),
        "MATCH (t:Team {team_id: 'DIT-E'}) SET t.status = 'inactive'",
        "MATCH (u:Unit {unit_id: 'B'}) SET u.closed = date('2026-01-01')",
        "MATCH (:Person {person_id: 'BIT-A.1'})-[h:HOLDS]->() SET h.until = date('2026-05-01')",
        silence("SIT-S", "SMT-S", back=False),
    ]
    run(runner, *WELL)
    run(runner, *change)
    again = snapshot(runner)
    runner.write("MATCH (n) DETACH DELETE n")
    run(runner, *WELL, *change)
    assert snapshot(runner) == again
    assert "SIT-DIT:D" in links(runner, "state")
    assert "RIT-DIT:D" not in links(runner, "state")
    assert "DIT-BIT:B" not in links(runner, "state")
    assert set(lines(runner)) == {"A", "C"}


# Members


@pytest.mark.parametrize(
    ("change", "there"),
    [
        ("", True),
        ("SET h.since = date('2026-05-03')", True),
        ("SET h.since = date('2026-05-04')", False),
        ("SET h.until = date('2026-05-04')", True),
        ("SET h.until = date('2026-05-03')", False),
        ("SET p.left = date('2026-05-04')", True),
        ("SET p.left = date('2026-05-03')", False),
        ("DELETE h", False),
    ],
)
def test_who_is_on_a_team(runner: Neo4jRunner, change: str, there: bool) -> None:
    one = "MATCH (p:Person {person_id: 'BIT-A.1'})-[h:HOLDS]->(:Role) "
    # Derived before and after, so that what no longer holds must be taken away.
    run(runner, STATE, TEAMS)
    if change:
        run(runner, one + change)
    rows = runner.read("MATCH (p:Person {person_id: 'BIT-A.1'})-[m:MEMBER_OF]->(t) RETURN t.team_id AS team").rows
    assert [row["team"] for row in rows] == (["BIT-A"] if there else [])


def test_time_on_a_team_adds_up_over_roles_and_a_blank_stays_blank(runner: Neo4jRunner) -> None:
    run(
        runner,
        STATE,
        TEAMS,
        "MATCH (p:Person {person_id: 'BIT-A.1'}) MATCH (t:Team {team_id: 'BIT-A'}) "
        "CREATE (p)-[:HOLDS {fte: 0.1, source: 'a'}]->(r:Role {role_id: 'more'})-[:ON]->(t) "
        "CREATE (p)-[:HOLDS {fte: 0.1, source: 'b'}]->(r)",  # two sources tell of one role
        "MATCH (p:Person {person_id: 'BIT-A.2'})-[h:HOLDS]->() REMOVE h.fte, h.core",
    )
    rows = runner.read(
        "MATCH (p:Person)-[m:MEMBER_OF]->(:Team {team_id: 'BIT-A'}) "
        "RETURN p.person_id AS person, m.fte AS fte, m.core AS core ORDER BY person"
    ).rows
    assert [tuple(row.values()) for row in rows] == [("BIT-A.1", 0.6, True), ("BIT-A.2", None, None)]


# Lines and scope


def test_a_district_without_a_team_cuts_off_its_buildings_and_reconnects_them(runner: Neo4jRunner) -> None:
    run(runner, *WELL, "MATCH (t:Team {team_id: 'DIT-D'}) DETACH DELETE t")
    assert lines(runner) == {"A": "cut_off", "B": "cut_off", "C": "connected"}
    found = links(runner, "cuts_off", "reconnects", "no_team")
    assert found["RIT-DIT:D"] == {"cuts_off": 2, "reconnects": 2, "no_team": "lower"}
    assert found["DIT-BIT:A"] == {"cuts_off": 0, "reconnects": 0, "no_team": "upper"}
    rows = runner.read("MATCH (l:Line)-[:BREAKS_AT]->(k:Link) RETURN l.line_id AS line, k.link_id AS link").rows
    assert sorted(tuple(row.values()) for row in rows) == [("A", "RIT-DIT:D"), ("B", "RIT-DIT:D")]
    run(runner, "MATCH (t:Team {team_id: 'BIT-A'}) DETACH DELETE t")
    assert links(runner, "cuts_off", "reconnects")["RIT-DIT:D"] == {"cuts_off": 2, "reconnects": 1}


def test_one_way_leadership_and_reach(runner: Neo4jRunner) -> None:
    run(runner, *WELL, silence("BIT-A", "DIT-D", back=False), silence("BIT-B", "BMT-B"), silence("RIT-R", "DIT-E"))
    assert lines(runner) == {"A": "connected", "B": "connected", "C": "cut_off"}
    assert lines(runner, "both_ways") == {"A": False, "B": True, "C": False}
    assert lines(runner, "engaged") == {"A": True, "B": False, "C": True}
    assert lines(runner, "reaches") == {"A": "state", "B": "state", "C": "district"}
    assert set(lines(runner, "in_place").values()) == {True}


def test_scope_follows_the_sheet(runner: Neo4jRunner) -> None:
    run(
        runner,
        *WELL,
        "MATCH (u:Unit {unit_id: 'D'}) SET u.in_scope = true",
        "MATCH (u:Unit {unit_id: 'B'}) SET u.in_scope = false",
    )
    rows = runner.read("MATCH (u:Unit) RETURN u.unit_id AS id, u.scoped AS scoped, u.buildings AS n ORDER BY id").rows
    assert [tuple(row.values()) for row in rows] == [
        *(("A", True, 1), ("B", False, 0), ("C", False, 0), ("D", True, 1), ("E", False, 0)),
        *(("R", True, 1), ("S", True, 1)),
    ]
    assert set(lines(runner)) == {"A"}
    assert links(runner, "buildings")["SIT-RIT:R"] == 1


def test_units_with_two_parents_take_one_and_always_the_same(runner: Neo4jRunner) -> None:
    run(runner, *WELL, "MATCH (u:Unit {unit_id: 'A'}) MATCH (e:Unit {unit_id: 'E'}) CREATE (u)-[:PART_OF]->(e)")
    assert links(runner, "buildings")["RIT-DIT:D"] == 2
    assert run(runner).written.total == 0


# Dates and bookkeeping

LOADS = """
CREATE (:Load {load_id: 'one', status: 'published', as_of: date('2026-05-03'), sequence: 1, number: 1})
CREATE (:Load {load_id: 'two', status: 'published', as_of: date('2026-02-01'), sequence: 2, number: 2})
CREATE (:Load {load_id: 'half', status: 'loading', as_of: date('2026-09-01')})
"""


def test_the_latest_published_date_counts_and_the_last_load_is_named(runner: Neo4jRunner) -> None:
    report = run(runner, *WELL, LOADS, as_of=None)
    assert (report.as_of, report.load) == (AS_OF, "two")
    rows = runner.read("MATCH (d:Derivation) RETURN DISTINCT d.load AS load, d.as_of AS as_of").rows
    assert rows == [{"load": "two", "as_of": AS_OF}]
    assert run(runner, as_of=None).written.total == 0
    # A later load of the same content: only the records change.
    again = run(
        runner,
        "CREATE (:Load {load_id: 'three', status: 'published', as_of: date('2026-05-03'), sequence: 3, number: 3})",
        as_of=None,
    )
    assert again.written.nodes_created == again.written.relationships_created == 0
    assert all(entry.written.total == 0 for entry in again.steps)


def test_nothing_loaded_and_no_date(runner: Neo4jRunner) -> None:
    with pytest.raises(LooplineError, match="Nothing is loaded yet"):
        run(runner, STATE, as_of=None)


def test_the_same_graph_says_the_same_tomorrow_and_otherwise_as_of_later(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert run(runner, as_of=AS_OF).written.total == 0
    run(runner, as_of=date(2026, 6, 14))
    assert set(links(runner, "state").values()) == {"stale"}


def test_names_never_reach_what_is_derived(runner: Neo4jRunner) -> None:
    run(runner, *WELL, *ONE_PERSON, "MATCH (p:Person) SET p.name = 'CANARY', p.email = 'CANARY'")
    assert "CANARY" not in str(snapshot(runner))
