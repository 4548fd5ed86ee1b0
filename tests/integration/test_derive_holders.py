"""By how many people links are held, on a real Neo4j."""

from __future__ import annotations

import pytest

from graph.connection import Neo4jRunner
from tests.support.small_state import ONE_PERSON, WELL, links, run, silence

pytestmark = pytest.mark.integration


# Who holds a link


@pytest.mark.parametrize(
    ("changes", "single"),
    [
        ([], True),
        (["MATCH (u:Unit {unit_id: 'A4'}) SET u.closed = date('2026-01-01')"], True),  # five buildings
        (["MATCH (u:Unit) WHERE u.unit_id IN ['A3', 'A4'] SET u.closed = date('2026-01-01')"], False),  # four
        (["MATCH (r:Role {role_id: 'role.DIT-D.1'}) CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})"], False),
        # The deputy would be that same person: nobody stands in.
        (
            [
                (
                    "MATCH (p:Person {person_id: 'DIT-D.1'})-[:HOLDS]->(r:Role {role_id: 'role.DIT-D.1'}) "
                    "CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})<-[:HOLDS]-(p)"
                )
            ],
            True,
        ),
        # The deputy's role is vacant: who held it has left it, and nobody came after.
        (
            [
                (
                    "MATCH (r:Role {role_id: 'role.DIT-D.1'}) MATCH (p:Person {person_id: 'DIT-D.2'}) "
                    "CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})<-[:HOLDS {until: date('2026-01-31')}]-(p)"
                )
            ],
            True,
        ),
        # Near miss: the same with somebody who holds it today.
        (
            [
                (
                    "MATCH (r:Role {role_id: 'role.DIT-D.1'}) MATCH (p:Person {person_id: 'DIT-D.2'}) "
                    "CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})<-[:HOLDS {since: date('2026-01-31')}]-(p)"
                )
            ],
            False,
        ),
        (["MATCH (p:Protocol {protocol_id: 'RIT-R>DIT-D'}) SET p.responsible_role = 'team lead'"], False),
        (["MATCH (p:Protocol {protocol_id: 'RIT-R>DIT-E'}) SET p.responsible_role = 'team lead'"], True),
        (["MATCH (r:Role {role_id: 'role.DIT-D.2'}) CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})"], True),
    ],
)
def test_a_single_point_of_failure(runner: Neo4jRunner, changes: list[str], single: bool) -> None:
    run(runner, *WELL, *ONE_PERSON, *changes)
    assert links(runner, "people", "single")["RIT-DIT:D"] == {"people": 1, "single": single}
    assert through(runner) == {"RIT-DIT:D": ["role.DIT-D.1"]}


def through(runner: Neo4jRunner) -> dict[str, list[str]]:
    rows = runner.read(
        "MATCH (l:Link)-[:HELD_THROUGH]->(r:Role) WITH l, r ORDER BY r.role_id "
        "RETURN l.link_id AS link, collect(r.role_id) AS roles"
    ).rows
    return {row["link"]: row["roles"] for row in rows}


def test_who_held_a_link_is_forgotten_once_two_hold_it(runner: Neo4jRunner) -> None:
    run(runner, *WELL, *ONE_PERSON)
    assert through(runner)
    run(
        runner,
        "MATCH (a:Person {person_id: 'RIT-R.2'}) MATCH (b:Person {person_id: 'DIT-D.2'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'chat', last: date('2026-05-01')}]->(b)",
    )
    assert links(runner, "people", "single")["RIT-DIT:D"] == {"people": 2, "single": False}
    assert through(runner) == {}


def test_leadership_is_never_a_single_point_of_failure(runner: Neo4jRunner) -> None:
    one = "MATCH (:Person {person_id: 'SMT-S.2'})-[c:COMMUNICATES_WITH]-(:Person) DELETE c"
    run(runner, *WELL, *ONE_PERSON[1:], one)
    assert links(runner, "people", "single")["SIT-SMT:S"] == {"people": 1, "single": False}
    assert through(runner) == {}


@pytest.mark.parametrize(
    ("ours", "deputy", "expected"),
    [(1, False, (1, True)), (1, True, (1, False)), (2, False, (2, False)), (None, False, (None, False))],
)
def test_people_counted_by_the_teams_themselves(
    runner: Neo4jRunner, ours: int | None, deputy: bool, expected: tuple[int | None, bool]
) -> None:
    check = (
        "MATCH (a:Team {team_id: 'RIT-R'}) MATCH (b:Team {team_id: 'DIT-D'}) "
        "CREATE (a)<-[:FROM]-(:LinkCheck {period_end: date('2026-04-30'), confirmed_by_team: 'RIT-R', "
        f"we_heard_from_them: true, they_answered_us: true, people_ours: {ours or 'null'}, people_theirs: 3}})"
        "-[:TO]->(b)"
    )
    stand_in = "MATCH (r:Role {role_id: 'role.RIT-R.1'}) CREATE (r)-[:DEPUTY]->(:Role {role_id: 'deputy'})"
    quiet = silence("RIT-R", "DIT-D")
    run(runner, *WELL, ONE_PERSON[1], quiet, check, *([stand_in] if deputy else []))
    found = links(runner, "state", "people", "single")["RIT-DIT:D"]
    assert (found["people"], found["single"]) == expected
    assert found["state"] == "alive"
