"""No figure about the contact of a small group, and no day of one person's contact, is in the graph or in an answer."""

from __future__ import annotations

from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.queries.catalog import Query, catalog
from graph.queries.evaluate import parameters
from graph.queries.query_header import READS
from graph.queries.read_only_guard import run_own
from tests.support.small_state import AS_OF, ONE_PERSON, PROFILE, WELL, run

pytestmark = pytest.mark.integration

LEAST = int(PROFILE.threshold("group_min"))
# What a measure of contact is called in the columns of queries and in the graph.
FIGURES = {
    "ties", "inside", "outside", "observed", "expected", "low", "high", "p", "q", "usual_p", "usual_q", "fair",
    "usually", "peers", "direct", "paths", "brokers", "density", "earliest", "before", "now", "covered",
}  # fmt: skip
# A state of small groups, with what the queries about offices, peers and meetings ask for.
OFFICES = """
MATCH (state:Unit {unit_id: 'S'})
UNWIND ['O1', 'O2', 'O3'] AS id
CREATE (office:Unit {unit_id: id, name: id, level: 'office'})-[:PART_OF]->(state)
WITH collect(office) AS offices, state
UNWIND offices AS office
UNWIND range(1, CASE office.unit_id WHEN 'O3' THEN 6 ELSE 3 END) AS number
CREATE (:Person {person_id: office.unit_id + '.' + number})-[:WORKS_AT]->(office)
"""
TOGETHER = """
MATCH (one:Unit {level: 'office'}) MATCH (other:Unit {level: 'office'}) WHERE one.unit_id < other.unit_id
CREATE (one)-[:JOINT_WORK {why: 'one budget'}]->(other)
WITH one, other MATCH (a:Person)-[:WORKS_AT]->(one) MATCH (b:Person)-[:WORKS_AT]->(other)
CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', count: 3, last: date('2026-04-26')}]->(b)
"""
READ = [query for query in catalog().values() if query.kind in READS]
HELD_BY_ONE = (
    "MATCH (link:Link {people: 1}) RETURN link.link_id AS id, keys(link) AS kept, link.last_month AS month ORDER BY id"
)


@pytest.fixture
def state(runner: Neo4jRunner) -> Neo4jRunner:
    """The small state with offices, and one link that one person holds."""
    run(runner, *WELL, *ONE_PERSON, OFFICES, TOGETHER)
    return runner


def answers(runner: Neo4jRunner, query: Query) -> list[dict[str, Any]]:
    """A query's rows for each unit, link and level that it can be asked for."""
    ids = {"Unit": ["S", "R", "D", "E", "A"], "Unit.level": ["office", "region", "district", "school"]}
    found: list[dict[str, Any]] = []
    asked = [name for name, param in query.params.items() if param.of in ids and param.type == "text"]
    listed = {name: ids["Unit"] for name, param in query.params.items() if param.of == "Unit" and param.type == "texts"}
    for given in [{name: value} for name in asked for value in ids[query.params[name].of]] or [{}]:
        params = {**parameters(query, AS_OF, PROFILE, {**given, **listed}), "as_of": AS_OF}
        found += [dict(row) for row in run_own(query.text, runner, params).result.rows]
    return found


def test_the_small_state_has_what_is_to_be_kept_back(state: Neo4jRunner) -> None:
    assert [row["id"] for row in state.read(HELD_BY_ONE).rows], "no link is held by one person"
    small = state.read("MATCH (s:Silo) WHERE s.people < $least RETURN count(s) AS n", {"least": LEAST}).column("n")
    assert small[0] > 0
    large = "MATCH (s:Silo) WHERE s.people >= $least AND s.ties IS NOT NULL RETURN count(s) AS n"
    assert state.read(large, {"least": LEAST}).column("n")[0] > 0, "no group at all has figures"


def test_a_link_of_one_person_has_the_month_of_its_last_contact_alone(state: Neo4jRunner) -> None:
    for row in state.read(HELD_BY_ONE).rows:
        assert not {"last_contact", "days_since", "last_down", "last_up"} & set(row["kept"]), row["id"]
        assert row["month"] in (None, "April 2026")
    assert "April 2026" in state.read(HELD_BY_ONE).column("month")


def test_no_small_group_has_figures_in_the_graph(state: Neo4jRunner) -> None:
    silos = state.read(
        "MATCH (silo:Silo) WHERE silo.people < $least RETURN silo.silo_id AS id, keys(silo) AS kept", {"least": LEAST}
    )
    for row in silos.rows:
        assert not FIGURES & set(row["kept"]), row
    pairs = state.read(
        "MATCH (pair:UnitPair)-[:OF]->(:Unit)<-[:OF]-(silo:Silo {level: pair.level}) WHERE silo.people < $least "
        "RETURN DISTINCT pair.pair_id AS id, keys(pair) AS kept, EXISTS { (pair)-[:CARRIED_BY]->() } AS carried",
        {"least": LEAST},
    )
    assert pairs.rows
    for row in pairs.rows:
        assert not FIGURES & set(row["kept"]), row
        assert not row["carried"]


def test_what_older_versions_kept_goes_at_the_next_derivation(state: Neo4jRunner) -> None:
    state.write("MATCH (link:Link) SET link.last_down = date(), link.last_up = date()")
    run(state, "MATCH (d:Derivation) SET d.version = 'old'")
    left = "MATCH (n) WHERE n.last_down IS NOT NULL OR n.last_up IS NOT NULL RETURN count(n) AS n"
    assert state.read(left).column("n") == [0]


def test_no_answer_tells_of_a_small_group(state: Neo4jRunner) -> None:
    alone = {row["id"] for row in state.read(HELD_BY_ONE).rows}
    small = set(
        state.read(
            "MATCH (silo:Silo)-[:OF]->(of) WHERE silo.people < $least RETURN coalesce(of.unit_id, of.team_id) AS id",
            {"least": LEAST},
        ).column("id")
    )
    seen = 0
    for query in READ:
        for row in answers(state, query):
            seen += 1
            if row.get("link_id") in alone:
                assert (row.get("last_contact"), row.get("days_since"), row.get("days")) == (None, None, None), query.id
                continue
            figures = {name for name in FIGURES & set(row) if row[name] is not None}
            few = isinstance(row.get("people"), int) and row["people"] < LEAST
            assert not (few and figures and "link_id" not in row), (query.id, row)
            ends = {row.get(name) for name in ("unit_a", "unit_b", "a_id", "b_id")} & small
            assert not (ends and figures - {"covered"}), (query.id, row)
    assert seen > 100
