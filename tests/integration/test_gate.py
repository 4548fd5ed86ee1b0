"""The gate before a real server: what the plan alone refuses, what honest queries get, and what is stopped in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner, connect
from graph.database_schema import ensure_schema
from graph.errors import Exit, LooplineError, QueryError, ServerError
from graph.queries.catalog import catalog
from graph.queries.query_header import READS
from graph.queries.read_only_guard import MAX_BYTES, READING, _check_plan, run_own
from graph.queries.tokens import plain, tokens
from graph.server import Phase, ensure_running, phase
from graph.settings import Settings
from tests.support.own_queries import BUSY, LARGE, honest, hostile, shapes

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
    "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
    "TERMINATE TRANSACTION 'x'",
]

GRAPH = """
CREATE (p:Person {person_id: 'p1', name: 'Canary Name', email: 'canary@example.org', job_title: 'Coach'})
CREATE (t:Team {team_id: 't1', name: 'Team', type: ['DIT']})
CREATE (p)-[:HOLDS {fte: 0.5}]->(:Role {role_id: 'r1', title: 'Lead'})-[:ON]->(t)
CREATE (t)-[:SERVES]->(:Unit {unit_id: 'u1', name: 'Unit', level: 'district'})
"""
KNOWN = date(2026, 6, 1)


@pytest.fixture(scope="module")
def runner(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A connection to a server with one person, one team and one unit."""
    with connect(server_settings) as found:
        ensure_schema(found)
        for text in ("MATCH (n) DETACH DELETE n", GRAPH):
            found.write(text)
        yield found
    with connect(server_settings) as again:  # the last tests restart the server
        again.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("text", BY_PLAN)
def test_the_plan_alone_refuses(text: str, runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError, match="the server's plan"):
        _check_plan(runner.explain(text))


@pytest.mark.parametrize("text", hostile())
def test_nothing_refused_changes_or_tells_anything(text: str, runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError):
        run_own(text, runner)
    assert runner.read("MATCH (n) RETURN count(n) AS n, count(n.kind) AS kinds").rows == [{"n": 4, "kinds": 0}]


def test_the_server_reads_what_is_sent_as_it_was_typed(runner: Neo4jRunner) -> None:
    changed = [text for text in honest() if plain(text, tokens(text)) != text]
    assert changed
    for text in changed:
        assert runner.explain(plain(text, tokens(text))).columns == runner.explain(text).columns


@pytest.mark.parametrize("text", honest())
def test_honest_queries_run(text: str, runner: Neo4jRunner) -> None:
    run_own(text, runner)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (p:Person) RETURN date(p.name) AS x",
        "MATCH (p:Person) RETURN duration(p.email) AS x",
        "MATCH (p:Person) RETURN 1 + {a: p.name}.a.b AS x",
        "MATCH (p:Person) UNWIND [p] AS q RETURN toUpper(q) AS x",
        "MATCH (p:Person) UNWIND [p.name] AS q RETURN sqrt(q) AS x",
        "MATCH (p:Person) UNWIND [p.name] AS q RETURN 'x' =~ ('(' + q) AS x",
    ],
)
def test_errors_tell_nothing_of_the_graph(text: str, runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError) as refused:
        run_own(text, runner)
    assert "anary" not in f"{refused.value}"


def test_errors_say_where(runner: Neo4jRunner) -> None:
    with pytest.raises(QueryError, match=r"Variable `y` not defined \(line 1, column 8\)"):
        run_own("RETURN y", runner)
    with pytest.raises(QueryError, match=r"Variable `y` not defined \(line 2, column 8\)"):
        run_own("// first\rRETURN y", runner)


@pytest.mark.parametrize("name", shapes())
def test_shapes_are_refused_at_once(name: str, runner: Neo4jRunner) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match="This query was rejected"):
        run_own(shapes()[name], runner)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("name", LARGE)
def test_answers_are_capped(name: str, runner: Neo4jRunner) -> None:
    found = run_own(LARGE[name], runner)
    assert found.cut
    assert 0 < len(found.result.rows) <= 10_000
    assert len(str(found.result.rows)) < MAX_BYTES * 2
    assert runner.read("RETURN 1 AS x").rows == [{"x": 1}]


def test_a_row_that_is_too_large_is_refused(runner: Neo4jRunner) -> None:
    for text in (
        "RETURN [x IN range(1, 1000000) | [x]] AS x",
        "MATCH (t:Team) RETURN [x IN range(1, 50000) | t] AS x",
    ):
        with pytest.raises(QueryError, match="larger than 1 MB"):
            run_own(text, runner)


def test_values_that_nest_too_deep_are_refused(runner: Neo4jRunner) -> None:
    with pytest.raises(LooplineError):
        run_own("RETURN reduce(m = [], i IN range(1, 5000) | [m]) AS x", runner)
    assert run_own("RETURN 1 AS x", runner).result.rows == [{"x": 1}]


def test_one_query_at_a_time(runner: Neo4jRunner) -> None:
    began = threading.Event()
    refused: list[LooplineError] = []

    def run_long() -> None:
        began.set()
        with pytest.raises(LooplineError):
            run_own(BUSY["many rows"], runner, timeout=8)

    other = threading.Thread(target=run_long)
    other.start()
    began.wait()
    time.sleep(1)
    try:
        run_own("RETURN 1 AS x", runner)
    except LooplineError as error:
        refused.append(error)
    other.join()
    assert [(error.code, error.message) for error in refused] == [
        (Exit.BUSY, "Another query of yours is still running.")
    ]


@pytest.mark.parametrize("name", ["many rows", "groups"])
def test_what_runs_too_long_is_stopped(name: str, runner: Neo4jRunner) -> None:
    run_own("RETURN 1 AS x", runner)
    began = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 2 seconds") as stopped:
        run_own(BUSY[name], runner, timeout=2)
    assert "restarted" not in stopped.value.message
    assert time.monotonic() - began < 2 + 10  # two on a quiet machine
    assert runner.read("SHOW TRANSACTIONS YIELD metaData WHERE metaData.query IS NOT NULL RETURN 1 AS x").rows == []


def test_shipped_queries_pass_the_allow_list(runner: Neo4jRunner) -> None:
    used = set()
    for query in catalog().values():
        if query.kind in READS:
            params = {name: param.default for name, param in query.params.items()}
            used |= {name.split("(")[0] for name in runner.explain(query.text, {"as_of": None, **params}).operators}
    assert used <= READING


def test_a_shipped_file_runs_as_ones_own(runner: Neo4jRunner) -> None:
    text = Path(catalog()["t15_required_role_unfilled"].path).read_text(encoding="utf-8")
    assert run_own(text, runner, {"as_of": KNOWN}).result.rows == []


# The last ones: they end the server that the others use.
@pytest.mark.parametrize("name", ["inside one value", "a pattern of text"])
def test_what_can_not_be_stopped_ends_with_a_server_that_answers(name: str, server_settings: Settings) -> None:
    ensure_running(server_settings)
    with connect(server_settings) as runner:
        before = runner.read("MATCH (n) RETURN count(n) AS n").rows
        run_own("RETURN reduce(a = 0, i IN range(1, toInteger(2)) | a + 1) AS n, 'a' =~ 'b' AS x", runner)
        with pytest.raises(ServerError, match=r"stopped after 4 seconds\. It did not end by itself"):
            run_own(BUSY[name], runner, timeout=4)
    until = time.monotonic() + 60
    while phase(server_settings) is Phase.STOPPED:  # nobody needs it yet
        assert time.monotonic() < until
        time.sleep(0.2)
    with connect(server_settings) as again:
        assert again.read("MATCH (n) RETURN count(n) AS n").rows == before


def test_a_server_that_ran_out_of_memory_is_started_again(server_settings: Settings) -> None:
    text = "RETURN size(reduce(t = 'x', i IN range(1, 40) | CASE WHEN i > 0 THEN t + t END)) AS n"
    with connect(server_settings) as runner:
        try:
            run_own(text, runner, timeout=60)
        except ServerError as error:
            assert "memory" in error.message  # noqa: PT017 - or the server refused it and lives
        except QueryError:
            pass
    with connect(server_settings) as again:
        assert again.read("RETURN 1 AS x").rows == [{"x": 1}]
