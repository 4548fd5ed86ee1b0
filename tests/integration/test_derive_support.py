"""Support on record on a real Neo4j: what links say of it, and that the findings say the same."""

from __future__ import annotations

from datetime import date

import pytest

from graph.connection import Neo4jRunner
from graph.queries.catalog import catalog
from graph.queries.evaluate import parameters, rows_of
from tests.cases import FOLDER, Case, read_cases
from tests.support.small_state import AS_OF, LEADERSHIP, PROFILE, SUPPORT, WELL, links, run, silence

pytestmark = pytest.mark.integration

FINDINGS = ("s01_building_team_unsupported", "s03_district_team_unsupported", "s04_regional_team_unsupported")
SUPPORTED = """
UNWIND [['SIT-S', 'RIT-R'], ['RIT-R', 'DIT-D'], ['RIT-R', 'DIT-E'], ['DIT-D', 'BIT-A'], ['DIT-D', 'BIT-B'],
        ['DIT-E', 'BIT-C']] AS pair
MATCH (upper:Team {team_id: pair[0]}) MATCH (lower:Team {team_id: pair[1]})
CREATE (upper)-[:SUPPORTS {since: date('2025-09-01')}]->(lower)
"""
OF_A = "MATCH (:Team {team_id: 'DIT-D'})-[s:SUPPORTS|FORMERLY_SUPPORTS|UPCOMING_SUPPORTS]->(a:Team {team_id: 'BIT-A'}) "
LOADED = "CREATE (:LoadBatch {batch_id: 'x', sheet: 'team_links'})"
SECOND = (
    "MATCH (unit:Unit {unit_id: 'A'}) "
    "CREATE (:Team {team_id: 'BIT-A2', type: ['BIT'], status: 'active'})-[:SERVES]->(unit)"
)


def agree(runner: Neo4jRunner, as_of: date = AS_OF) -> None:
    """Every link lacks support for exactly the lower teams that the findings name."""
    named: set[str] = set()
    for name in FINDINGS:
        query = catalog()[name]
        rows = rows_of(query, runner.read(query.text, parameters(query, as_of, PROFILE, {})))
        named |= {row.values["team_id"] for row in rows}
    ends = "MATCH (l:Link {group: 'support'})-[:LOWER]->(t:Team) RETURN l.link_id AS link_id, t.team_id AS team_id"
    found: dict[str, int] = {}
    for row in runner.read(ends).rows:
        found[row["link_id"]] = found.get(row["link_id"], 0) + (row["team_id"] in named)
    told = {link_id: count or 0 for link_id, count in links(runner, "unsupported").items() if link_id in found}
    assert told == found


def test_support_of_every_link(runner: Neo4jRunner) -> None:
    run(runner, *WELL, SUPPORTED)
    found = links(runner, "supported")
    assert {link_id: found[link_id] for link_id in SUPPORT} == dict.fromkeys(SUPPORT, True)
    assert {found[link_id] for link_id in LEADERSHIP} == {None}
    agree(runner)


@pytest.mark.parametrize(
    ("changes", "supported"),
    [
        ([], True),
        ([OF_A + "DELETE s"], False),
        ([OF_A + "SET s.until = date('2026-05-03')"], False),  # ended today
        ([OF_A + "SET s.until = date('2026-05-04')"], True),
        ([OF_A + "SET s.since = date('2026-05-04')"], False),
        ([OF_A + "SET s.since = date('2026-05-03')"], True),
        ([OF_A + "REMOVE s.since"], True),
        ([OF_A + "DELETE s WITH a MATCH (r:Team {team_id: 'RIT-R'}) CREATE (r)-[:SUPPORTS]->(a)"], False),
        ([OF_A + "DELETE s WITH a MATCH (e:Team {team_id: 'DIT-E'}) CREATE (e)-[:SUPPORTS]->(a)"], True),
        ([OF_A + "DELETE s WITH a MATCH (d:Team {team_id: 'DIT-D'}) CREATE (a)-[:REPORTS_TO]->(d)"], False),
        (["MATCH (t:Team {team_id: 'DIT-D'}) SET t.status = 'inactive'"], False),
        ([SECOND], False),  # of two teams one has none
        ([OF_A + "DELETE s SET a.type = ['BIT', 'DIT']"], None),  # carries both functions
        (["MATCH (t:Team {team_id: 'BIT-A'}) SET t.status = 'inactive'"], None),
        (["MATCH ()-[s:SUPPORTS]->() DELETE s"], None),  # no sheet of links between teams
        (["MATCH ()-[s:SUPPORTS]->() DELETE s", LOADED], False),  # the sheet came, without a row
    ],
)
def test_support_of_one_link(runner: Neo4jRunner, changes: list[str], supported: bool | None) -> None:
    run(runner, *WELL, SUPPORTED, *changes)
    found = links(runner, "supported", "unsupported")["DIT-BIT:A"]
    assert found == {"supported": supported, "unsupported": {True: 0, False: 1, None: None}[supported]}
    if links(runner, "supported")["RIT-DIT:D"] is not None:
        agree(runner)


def test_support_follows_its_record_and_leaves_the_state_alone(runner: Neo4jRunner) -> None:
    run(runner, *WELL, SUPPORTED)
    before = links(runner, "state", "family", "last_contact")
    run(runner, OF_A + "SET s.until = date('2026-01-01')")
    assert links(runner, "supported")["DIT-BIT:A"] is False
    assert links(runner, "state", "family", "last_contact") == before
    run(runner, OF_A + "REMOVE s.until", silence("DIT-D", "BIT-A"))
    assert links(runner, "supported", "state")["DIT-BIT:A"] == {"supported": True, "state": "paper"}
    report = run(runner)
    assert next(step for step in report.steps if step.step == "link_state").written.total == 0


@pytest.mark.parametrize(
    "case",
    [case for name in FINDINGS for case in read_cases(FOLDER / f"{name}.yaml").values()],
    ids=lambda case: f"{case.query}-{case.name}",
)
def test_links_say_what_the_findings_say_on_their_own_cases(runner: Neo4jRunner, case: Case) -> None:
    case.write(runner)
    run(runner, LOADED, as_of=case.as_of)
    assert any(value is not None for value in links(runner, "supported").values()) or case.name == "near_miss"
    agree(runner, case.as_of)
