"""The state of links on a real Neo4j: small graphs written out, what follows from them, and near misses."""

from __future__ import annotations

import pytest

from graph.connection import Neo4jRunner
from tests.support.small_state import AS_OF, PROTOCOLS, STATE, TEAMS, WELL, lines, links, run, silence

pytestmark = pytest.mark.integration


# States

CHECK = (
    "MATCH (a:Team {team_id: 'DIT-D'}) MATCH (b:Team {team_id: 'BIT-A'}) CREATE (a)<-[:FROM]-(c:LinkCheck)-[:TO]->(b) "
)
QUIET = silence("DIT-D", "BIT-A")
NO_PROTOCOL = "MATCH (p:Protocol {protocol_id: 'DIT-D>BIT-A'}) DETACH DELETE p"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ([], "alive"),
        ([QUIET], "paper"),
        ([QUIET, NO_PROTOCOL], "missing"),
        ([NO_PROTOCOL], "goodwill"),
        (["MATCH (p:Protocol) DETACH DELETE p"], "alive"),  # no protocols sheet: writing is not judged
        (
            ["MATCH (p:Protocol) DETACH DELETE p", "CREATE (:LoadBatch {batch_id: 'x', sheet: 'protocols'})"],
            "goodwill",  # a header without rows is loaded
        ),
        (["MATCH (p:Protocol {protocol_id: 'DIT-D>BIT-A'}) SET p.until = date('2026-05-03')"], "goodwill"),
        (["MATCH (p:Protocol {protocol_id: 'DIT-D>BIT-A'}) SET p.until = date('2026-05-04')"], "alive"),
        (["MATCH (p:Protocol {protocol_id: 'DIT-D>BIT-A'}) SET p.since = date('2026-05-04')"], "goodwill"),
        ([silence("BIT-A", "DIT-D", back=False)], "one_way_down"),
        ([silence("DIT-D", "BIT-A", back=False)], "one_way_up"),
        (["MATCH ()-[c:COMMUNICATES_WITH]->() SET c.last = date('2026-03-19')"], "alive"),
        (["MATCH ()-[c:COMMUNICATES_WITH]->() SET c.last = date('2026-03-18')"], "stale"),
        (
            [
                "MATCH ()-[c:COMMUNICATES_WITH]->() SET c.last = date('2026-03-18')",
                "MATCH (p:Protocol) SET p.every_days = 60",
            ],
            "alive",
        ),
        (["MATCH (p:Protocol) SET p.every_days = 4"], "stale"),
        # A row without `last` has its load's date; without that, the as-of date.
        (["MATCH ()-[c:COMMUNICATES_WITH]->() REMOVE c.last SET c.stated = date('2026-03-18')"], "stale"),
        (["MATCH ()-[c:COMMUNICATES_WITH]->() REMOVE c.last"], "alive"),
        # What has not happened yet does not count; a period that is under way does.
        (["MATCH ()-[c:COMMUNICATES_WITH]->() SET c.last = date('2026-06-01')"], "cant_tell"),
        (
            ["MATCH ()-[c:COMMUNICATES_WITH]->() SET c.first = date('2026-05-01'), c.last = date('2026-06-01')"],
            "alive",
        ),
        (["MATCH ()-[c:COMMUNICATES_WITH]->() SET c.count = 0"], "paper"),
        # Teams
        (["MATCH (t:Team {team_id: 'BIT-A'}) SET t.status = 'inactive'"], "missing"),
        (["MATCH (t:Team {team_id: 'BIT-A'}) REMOVE t.status"], "alive"),  # a blank status is active
        (["MATCH (t:Team {team_id: 'BIT-A'}) SET t.status = 'forming', t.planned_start = AS_OF"], "starting"),
        (["MATCH (t:Team {team_id: 'BIT-A'}) SET t.status = 'forming', t.planned_start = AS_OF - P1D"], "missing"),
        (["MATCH (t:Team {team_id: 'BIT-A'}) SET t.type = ['other']"], "missing"),
        (["MATCH (t:Team {team_id: 'DIT-D'}) SET t.type = ['DIT', 'BIT']"], "alive"),
        (
            [
                "MATCH (u:Unit {unit_id: 'A'}) SET u.scope_from = AS_OF + P1D",
                "MATCH (t:Team {team_id: 'BIT-A'}) DETACH DELETE t",
            ],
            "starting",
        ),
        # Coverage
        (["MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c"], "cant_tell"),
        (["MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c", CHECK + "SET c.period_end = date('2026-04-01')"], "paper"),
        (
            [
                "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c",
                CHECK + "SET c.period_end = date('2024-04-01'), c.they_answered_us = true",
            ],
            "cant_tell",
        ),
        (
            [
                "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c",
                CHECK + "SET c.period_end = date('2026-04-01'), c.we_heard_from_them = true, "
                "c.they_answered_us = false, c.confirmed_by_team = 'DIT-D'",
            ],
            "one_way_up",
        ),
        (
            [
                "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c",
                CHECK + "SET c.period_end = date('2026-04-01'), c.we_heard_from_them = true, "
                "c.they_answered_us = false, c.confirmed_by_team = 'BIT-A'",
            ],
            "one_way_down",
        ),
        (
            [
                "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c",
                CHECK + "SET c.period_end = date('2026-06-30'), c.stated = AS_OF, c.they_answered_us = true",
            ],
            "alive",
        ),
        # Collected: silence of a team whose mail was collected is silence, of another it is not known.
        ([QUIET, "CREATE (:LoadBatch {batch_id: 'x', sheet: 'collected'})"], "cant_tell"),
        (
            [
                QUIET,
                (
                    "MATCH (t:Team {team_id: 'BIT-A'}) "
                    "CREATE (:Collection {from: date('2025-09-01'), to: date('2026-05-01')})-[:OF]->(t)"
                ),
            ],
            "paper",
        ),
        (
            [
                QUIET,
                (
                    "MATCH (t:Team {team_id: 'BIT-A'}) "
                    "CREATE (:Collection {from: date('2024-09-01'), to: date('2025-05-01')})-[:OF]->(t)"
                ),
            ],
            "cant_tell",
        ),
        (
            ["MATCH (t:Team {team_id: 'BMT-C'}) CREATE (:Collection {from: date('2026-01-01'), to: AS_OF})-[:OF]->(t)"],
            "alive",
        ),
    ],
)
def test_state_of_one_link(runner: Neo4jRunner, changes: list[str], state: str) -> None:
    run(runner, *WELL, *(dated(change) for change in changes))
    assert links(runner, "state")["DIT-BIT:A"] == state


def dated(text: str) -> str:
    return text.replace("AS_OF", f"date('{AS_OF}')").replace("P1D", "duration('P1D')")


def test_four_of_five_members_seen_are_enough_and_three_of_four_are_not(runner: Neo4jRunner) -> None:
    more = (
        "MATCH (t:Team {team_id: $team}) UNWIND range(3, $size) AS n "
        "CREATE (p:Person {person_id: $team + '.' + n})-[:HOLDS]->(r:Role {role_id: 'role.' + $team + '.' + n}) "
        "CREATE (r)-[:ON]->(t) "
        "WITH p, n WHERE n <= $seen MATCH (other:Person {person_id: 'BMT-C.1'}) "
        "CREATE (p)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-01')}]->(other)"
    )
    for text in (*WELL, QUIET):
        runner.write(text)
    for team in ("DIT-D", "BIT-A"):
        runner.write(more, {"team": team, "size": 4, "seen": 3})
    run(runner)
    assert links(runner, "covered", "state")["DIT-BIT:A"] == {"covered": 0.75, "state": "cant_tell"}
    runner.write(
        "MATCH (t:Team {team_id: 'BIT-A'}) CREATE (p:Person {person_id: 'BIT-A.5'})-[:HOLDS]->(:Role {role_id: 'x'})"
        "-[:ON]->(t) WITH p MATCH (o:Person {person_id: 'BMT-C.1'}) "
        "CREATE (o)-[:COMMUNICATES_WITH {channel: 'chat', last: date('2026-04-01')}]->(p)"
    )
    run(runner)
    assert links(runner, "covered", "state")["DIT-BIT:A"] == {"covered": 0.8, "state": "paper"}


def meeting(size: int, *people: str, held: str = "2026-04-20", by: str = "BMT-C") -> str:
    listed = ", ".join(f"'{person}'" for person in people)
    return (
        f"MATCH (t:Team {{team_id: '{by}'}}) "
        f"CREATE (m:Meeting {{meeting_id: 'm', held_on: date('{held}'), size: {size}}})-[:HELD_BY]->(t) "
        f"WITH m MATCH (p:Person) WHERE p.person_id IN [{listed}] CREATE (p)-[:ATTENDED]->(m)"
    )


@pytest.mark.parametrize(
    ("text", "state", "people"),
    [
        (meeting(25, "DIT-D.1", "BIT-A.1", "BIT-A.2"), "alive", 1),
        (meeting(26, "DIT-D.1", "BIT-A.1", "BIT-A.2"), "paper", 0),
        (meeting(2, "DIT-D.1", "DIT-D.2"), "paper", 0),
        (meeting(4, "DIT-D.1", "BIT-A.1", held="2026-05-04"), "paper", 0),  # not held yet
        (meeting(4, "DIT-D.1", "DIT-D.2", "BIT-A.1", "BIT-A.2", held="2026-03-01"), "stale", 2),
    ],
)
def test_a_meeting_counts_both_ways_unless_it_is_large(runner: Neo4jRunner, text: str, state: str, people: int) -> None:
    run(runner, *WELL, QUIET, text)
    assert links(runner, "state", "people")["DIT-BIT:A"] == {"state": state, "people": people}


def test_a_person_on_both_teams_is_contact_both_ways(runner: Neo4jRunner) -> None:
    join = (
        "MATCH (p:Person {person_id: 'DIT-D.1'}) MATCH (t:Team {team_id: 'BIT-A'}) "
        "CREATE (p)-[:HOLDS]->(:Role {role_id: 'x'})-[:ON]->(t)"
    )
    run(runner, *WELL, QUIET, join)
    # Dated by that person's own last contact, and by the teams' last meeting once there is one; by its month, as a day
    # would be one person's.
    found = links(runner, "state", "people", "last_contact", "last_month")["DIT-BIT:A"]
    assert found == {"state": "alive", "people": 1, "last_contact": None, "last_month": "April 2026"}
    run(runner, meeting(30, "BIT-A.2", held="2026-03-01", by="BIT-A"))
    found = links(runner, "state", "last_contact", "last_month")["DIT-BIT:A"]
    assert found == {"state": "stale", "last_contact": None, "last_month": "March 2026"}


@pytest.mark.parametrize("sheets", [[], ["units", "teams", "protocols", "collected"]])
def test_without_any_sheet_of_contact_every_pair_cant_be_told(runner: Neo4jRunner, sheets: list[str]) -> None:
    for sheet in sheets:
        runner.write("CREATE (:LoadBatch {batch_id: $sheet, sheet: $sheet})", {"sheet": sheet})
    run(runner, STATE, TEAMS, PROTOCOLS, "MATCH (t:Team {team_id: 'DIT-D'}) DETACH DELETE t")
    assert set(links(runner, "state").values()) == {"cant_tell"}
    assert set(lines(runner).values()) == {"cant_tell"}
    assert links(runner, "no_team", "people", "cuts_off")["RIT-DIT:D"] == {
        "no_team": "lower",
        "people": None,
        "cuts_off": 0,
    }


def test_a_header_without_rows_is_loaded(runner: Neo4jRunner) -> None:
    run(
        runner,
        STATE,
        TEAMS,
        "MATCH (t:Team {team_id: 'DIT-D'}) DETACH DELETE t",
        "CREATE (:LoadBatch {batch_id: 'x', sheet: 'contacts'})",
    )
    assert links(runner, "state")["RIT-DIT:D"] == "missing"
    assert links(runner, "state")["RIT-DIT:E"] == "cant_tell"


def test_a_load_that_was_never_published_does_not_count(runner: Neo4jRunner) -> None:
    half = (
        "CREATE (:Load {load_id: 'l', status: 'loading'}) "
        "CREATE (:LoadBatch {batch_id: 'x', load_id: 'l', sheet: 'contacts'})"
    )
    run(runner, STATE, half)
    assert set(links(runner, "state").values()) == {"cant_tell"}


def test_units_alone_make_pairs_that_cant_be_told(runner: Neo4jRunner) -> None:
    run(runner, STATE)
    assert set(links(runner, "state").values()) == {"cant_tell"}
    assert len(links(runner, "state")) == 12


def test_an_empty_graph_derives_nothing_and_says_so(runner: Neo4jRunner) -> None:
    report = run(runner)
    assert {entry.rows for entry in report.steps} == {0}
    assert len(report.warnings) == len(report.steps)
    assert run(runner).written.total == 0
