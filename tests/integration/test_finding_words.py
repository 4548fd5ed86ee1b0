"""Sentences that depend on what else is on record: worked out on a real graph from a few records."""

from __future__ import annotations

from datetime import date

import pytest

from graph.connection import Neo4jRunner
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.queries.evaluate import parameters, rows_of

pytestmark = pytest.mark.integration

DAY = date(2026, 6, 1)
PROFILE = Profile.load("education")
STATE = """
CREATE (st:Unit {unit_id: 'ST', name: 'Tamarack', level: 'state', buildings: 1})
CREATE (d:Unit {unit_id: 'D', name: 'Elm', level: 'district', scoped: true, buildings: 1})-[:PART_OF]->(st)
CREATE (:Unit {unit_id: 'B', name: 'Elm Street', level: 'school', scoped: true, buildings: 1})-[:PART_OF]->(d)
CREATE (:Team {team_id: 'DIT', name: 'Implementation team', type: ['DIT'], status: 'active'})-[:SERVES]->(d)
"""
LEADERS = """
MATCH (unit:Unit {unit_id: $unit})
CREATE (:Team {team_id: 'SMT', name: 'Leaders', type: ['SMT'], status: 'active'})-[:SERVES]->(unit)
"""


def sentences(runner: Neo4jRunner, name: str) -> list[str]:
    query = catalog()[name]
    found = runner.read(query.text, parameters(query, DAY, PROFILE))
    return [row.sentence for row in rows_of(query, found, 5)]


def test_what_is_said_of_islands_agrees_with_whether_the_state_has_its_leadership_team(runner: Neo4jRunner) -> None:
    runner.write(STATE)
    missing = "No active State Management Team is on record"
    assert any(said.startswith(missing) for said in sentences(runner, "s05_state_team_missing"))
    alone = f"{missing} to be joined with 1 team around Elm. 1 building is below it."
    assert sentences(runner, "s22_islands") == [alone]
    runner.write(LEADERS, {"unit": "D"})
    found = sentences(runner, "s22_islands")
    assert found, "nothing joins them"
    assert all(said.startswith(missing) for said in found), "a team of that type elsewhere is not the state's"
    runner.write("MATCH (team:Team {team_id: 'SMT'}) DETACH DELETE team")
    runner.write(LEADERS, {"unit": "ST"})
    assert not [said for said in sentences(runner, "s05_state_team_missing") if said.startswith(missing)]
    (said,) = sentences(runner, "s22_islands")
    assert said.startswith("No support or reporting link on record joins the State Management Team with 1 team around ")


def test_a_role_is_named_with_its_unit_where_the_name_of_its_team_does_not_say_it(runner: Neo4jRunner) -> None:
    runner.write(STATE)
    runner.write(
        "MATCH (team:Team {team_id: 'DIT'}) "
        "CREATE (:Role {role_id: 'r1', title: 'Liaison', linking: true, required: true})-[:ON]->(team)"
    )
    place = "Implementation team, Elm"
    (deputy,) = sentences(runner, "p07_linking_role_without_deputy")
    assert deputy.startswith(f"No deputy is on record for the linking role Liaison of {place}. ")
    (unfilled,) = sentences(runner, "t15_required_role_unfilled")
    assert unfilled == f"The required role Liaison of {place} is not filled."
    runner.write("MATCH (team:Team {team_id: 'DIT'}) SET team.name = 'Elm team'")
    (unfilled,) = sentences(runner, "t15_required_role_unfilled")
    assert unfilled == "The required role Liaison of Elm team is not filled."


def test_who_carries_the_contact_of_two_units_is_named_with_the_own_unit(runner: Neo4jRunner) -> None:
    runner.write(STATE)
    runner.write(
        "MATCH (d:Unit {unit_id: 'D'}) MATCH (b:Unit {unit_id: 'B'}) MATCH (st:Unit {unit_id: 'ST'}) "
        "MATCH (team:Team {team_id: 'DIT'}) "
        "CREATE (pair:UnitPair {pair_id: 'x', share: 0.8, paths: 9, ties: 0})-[:OF]->(d) CREATE (pair)-[:OF]->(b) "
        "CREATE (pair)-[:CARRIED_BY]->(:Role {role_id: 'r1', title: 'Aide'})-[:AT]->(st) "
        "CREATE (pair)-[:CARRIED_BY]->(:Role {role_id: 'r2', title: 'Coach'})-[:ON]->(team)"
    )
    (said,) = sentences(runner, "n06_one_broker")
    assert said.endswith("80% of it goes through the role Aide of Tamarack and Coach of Elm.")
