"""Steps that each answer one question about contact: a planted case, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.connection import Neo4jRunner
from tests.integration.small_state import WELL, run, silence

pytestmark = pytest.mark.integration

# Five people of district D and the first of its leaders, everybody in contact with everybody and the leader with nobody
# else.
CIRCLE = """
MATCH (d:Unit {unit_id: 'D'}) MATCH (leader:Person {person_id: 'DMT-D.1'})
CALL (leader) { MATCH (leader)-[contact:COMMUNICATES_WITH]-() DELETE contact }
CALL (d) { UNWIND range(1, 5) AS n CREATE (c:Person {person_id: 'C' + n})-[:WORKS_AT]->(d) RETURN collect(c) AS some }
WITH some + leader AS all
UNWIND all AS one UNWIND all AS other
WITH one, other WHERE one.person_id < other.person_id
CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', count: 3, last: date('2026-04-26')}]->(other)
"""
CIRCLES = (
    "MATCH (c:Circle)-[:OF]->(r:Role) RETURN c.circle_id AS id, c.people AS people, c.contacts AS contacts, "
    "c.constraint AS constraint, r.role_id AS role"
)


def rows(runner: Neo4jRunner, text: str) -> list[dict[str, Any]]:
    return runner.read(text).rows


def test_a_leader_with_one_circle_is_told_by_role_until_one_contact_leads_elsewhere(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert rows(runner, CIRCLES) == []
    run(runner, CIRCLE)
    (row,) = rows(runner, CIRCLES)
    assert (row["role"], row["people"], row["contacts"]) == ("role.DMT-D.1", 1, 5)
    assert row["constraint"] == pytest.approx(5 * (1 / 5 + 4 / 25) ** 2)
    assert "DMT-D.1" not in row["id"]
    assert run(runner).written.total == 0
    run(
        runner,
        "MATCH (a:Person {person_id: 'DMT-D.1'}) MATCH (b:Person {person_id: 'DMT-E.1'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)",
    )
    assert rows(runner, CIRCLES) == []


def test_a_leader_of_whose_team_too_little_is_known_stays_out(runner: Neo4jRunner) -> None:
    run(runner, *WELL, CIRCLE, silence("DIT-D", "DMT-D"))
    covered = rows(runner, "MATCH (t:Team {team_id: 'DMT-D'}) RETURN t.covered AS covered")
    assert covered == [{"covered": 0.5}]
    assert rows(runner, CIRCLES) == []


def test_nobody_who_does_not_lead_has_a_circle(runner: Neo4jRunner) -> None:
    run(runner, *WELL, CIRCLE, "MATCH (t:Team {team_id: 'DMT-D'}) SET t.type = ['other']")
    assert rows(runner, CIRCLES) == []
    run(runner, "MATCH (r:Role {role_id: 'role.DMT-D.1'}) SET r.code = 'superintendent'")
    assert [row["role"] for row in rows(runner, CIRCLES)] == ["role.DMT-D.1"]
