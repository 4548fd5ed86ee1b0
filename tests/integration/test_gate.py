"""The gate before a real server: what the plan alone refuses, and what honest queries get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner, connect
from graph.errors import QueryError
from graph.queries.catalog import READS, catalog
from graph.queries.read_only_guard import READING, _check_plan, run_own
from graph.settings import Settings
from tests.unit.graph.queries.test_read_only_guard import ALLOWED, REFUSED

pytestmark = [pytest.mark.integration, pytest.mark.every_server]

# Refused by the plan alone, as if the text had not been looked at. Within an expression EXPLAIN does not spell a plan
# out; such text is refused by its words.
BY_PLAN = [
    "CREATE (n:Team) RETURN n",
    "MATCH (n:Team) SET n.kind = 'x'",
    "MATCH (n:Team) DETACH DELETE n",
    "MERGE (n:Team {team_id: 'x'}) RETURN n",
    "CREATE INDEX odd IF NOT EXISTS FOR (n:Team) ON (n.kind)",
    "LOAD CSV FROM 'file:///x' AS line RETURN line",
    "CALL db.labels()",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "MATCH (n:Team) CALL db.labels() YIELD label RETURN label",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW PROCEDURES",
    "TERMINATE TRANSACTION 'x'",
]


GRAPH = """
CREATE (p:Person {person_id: 'p1', job_title: 'Coach'})
CREATE (t:Team {team_id: 't1', name: 'Team', type: ['DIT']})
CREATE (p)-[:HOLDS {fte: 0.5}]->(:Role {role_id: 'r1', title: 'Lead'})-[:ON]->(t)
CREATE (t)-[:SERVES]->(:Unit {unit_id: 'u1', name: 'Unit', level: 'district'})
"""


@pytest.fixture(scope="module")
def runner(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A connection to a server with one person, one team and one unit."""
    with connect(server_settings) as found:
        found.write_all([("MATCH (n) DETACH DELETE n", {}), (GRAPH, {})])
        yield found
        found.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("text", BY_PLAN)
def test_the_plan_alone_refuses(text: str, runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError, match="the server's plan"):
        _check_plan(runner.explain(text))


@pytest.mark.parametrize("text", REFUSED)
def test_nothing_refused_changes_or_tells_anything(text: str, runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError):
        run_own(text, runner)
    assert runner.read("MATCH (n) RETURN count(n) AS n, count(n.kind) AS kinds").rows == [{"n": 4, "kinds": 0}]


@pytest.mark.parametrize("text", ALLOWED)
def test_honest_queries_run(text: str, runner: Neo4jRunner) -> None:
    run_own(text, runner)


def test_rows_are_capped_by_the_server(runner: Neo4jRunner) -> None:
    found = run_own("UNWIND range(1, 1000000) AS x RETURN x", runner)
    assert found.cut
    assert len(found.result.rows) == 10_000


def test_a_bomb_is_stopped(runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError, match="stopped after 1 second"):
        run_own("UNWIND range(1, 10000000000) AS x RETURN sum(x) AS s", runner, timeout=1)


def test_shipped_queries_pass_the_allow_list(runner: Neo4jRunner) -> None:
    used = set()
    for query in catalog().values():
        if query.kind in READS:
            params = {name: param.default for name, param in query.params.items()}
            used |= {name.split("(")[0] for name in runner.explain(query.text, {"as_of": None, **params}).operators}
    assert used <= READING


def test_a_shipped_file_runs_as_ones_own(runner: Neo4jRunner) -> None:
    from datetime import date

    text = Path(catalog()["t15_required_role_unfilled"].path).read_text(encoding="utf-8")
    assert run_own(text, runner, {"as_of": date(2026, 6, 1)}).result.rows == []
