from __future__ import annotations

import time
from typing import Any

import pytest

from graph.errors import QueryError
from graph.queries.read_only_guard import MAX_ROWS, READING, _is_too_large, checked, run_own
from graph.runner import Params, Plan, Result

REFUSED = [
    "",
    "// nothing",
    ";",
    "CREATE (n:Team) RETURN n",
    "MATCH (n:Team) SET n.kind = 'x'",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Team) REMOVE n.kind RETURN n",
    "MERGE (n:Team {team_id: 'x'}) RETURN n",
    "MATCH (n:Team) FOREACH (x IN [1] | SET n.kind = 'x')",
    "match (n:Team) call (n) { set n.kind = 'x' } return 1",
    "MATCH (n:Team) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS OF 10 ROWS RETURN x",
    "LOAD CSV FROM 'file:///x' AS line RETURN line",
    "LOAD /* hidden */ CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line } AS x",
    "CALL db.labels()",
    "CALL/**/db.labels()",
    "CALL `db`.`labels`()",
    "RETURN [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS x",
    "MATCH (n:Team) RETURN n.kind AS `'` UNION CALL db.labels() YIELD label AS `'` RETURN 1 AS x",
    "SHOW TRANSACTIONS",
    "SHOW SETTINGS YIELD name",
    "TERMINATE TRANSACTION 'x'",
    "USE system RETURN 1 AS x",
    "RETURN 1 AS x UNION USE system RETURN 2 AS x",
    "CYPHER 25 RETURN 1 AS x",
    "EXPLAIN RETURN 1",
    "profile return 1",
    "DROP CONSTRAINT x",
    "CREATE INDEX FOR (n:Team) ON (n.kind)",
    "GRANT ROLE x TO y",
    "RETURN 1 AS x; RETURN 2 AS x",
    "RETURN '\\u0041' AS x",
    "RETURN 1 AS \N{RIGHT-TO-LEFT OVERRIDE}x",
    "RETURN 1 AS x\0",
    "RETURN 'a' AS x" + " " * 20_000,
    "RETURN apoc.cypher.runFirstColumnSingle('RETURN 1', {}) AS x",
    "RETURN genai.vector.encode('x') AS x",
]
ALLOWED = [
    "MATCH (u:Unit) RETURN u.level AS level, count(*) AS n;",
    "// how many\nMATCH (u:Unit) RETURN count(u) AS n // done",
    "MATCH (t:Team)-[:SERVES]->(u:Unit) RETURN t.name, u.name ORDER BY t.name LIMIT 5",
    "MATCH (p:Person)-[h:HOLDS]->(r:Role) WHERE h.until < date('2026-01-01') RETURN r.title, count(p) AS people",
    "RETURN 'CREATE; DROP' AS words, duration({days: 3}) AS d, [1, 2, 3][0] AS first, [1, 2, 3][..2] AS some",
    "MATCH (u:Unit) CALL (u) { MATCH (u)<-[:PART_OF]-(x:Unit) RETURN count(x) AS below } RETURN u.unit_id, below",
    "MATCH (u:Unit) WHERE u.unit_id IN ['a', 'b'] OR EXISTS { (u)<-[:SERVES]-(:Team) } RETURN u",
    "MATCH (t:Team) RETURN COLLECT { MATCH (t)-[:SERVES]->(u:Unit) RETURN u.name ORDER BY u.name } AS units",
    "MATCH (t:Team) WHERE 'BIT' IN t.type RETURN collect(t.team_id)[0..10] AS some",
    "MATCH (p:Person) RETURN p['job_title'] AS title, properties(p) AS everything, p {.*} AS the_same",
]


class Reader:
    """Plans and answers as told; keeps what it was asked."""

    def __init__(self, plan: Plan | None = None, rows: list[dict[str, Any]] | None = None, stopped: str = "") -> None:
        self.plan = plan or Plan("r", ("ProduceResults", "Filter", "NodeByLabelScan"))
        self.rows = rows or []
        self.stopped = stopped
        self.ran: list[str] = []

    def explain(self, text: str, params: Params | None = None) -> Plan:
        del text, params
        return self.plan

    def read_some(self, text: str, params: Params | None = None, *, rows: int, timeout: float) -> Result:
        del params, timeout
        self.ran.append(text)
        if self.stopped:
            raise QueryError(self.stopped)
        return Result(("x",), self.rows[:rows])


@pytest.mark.parametrize("text", REFUSED)
def test_refused_by_its_text(text: str) -> None:
    reader = Reader()
    with pytest.raises(QueryError) as refused:
        run_own(text, reader)
    assert refused.value.message.startswith("This query was rejected: ")
    assert refused.value.fix
    assert reader.ran == []


@pytest.mark.parametrize("text", ALLOWED)
def test_honest_text_passes(text: str) -> None:
    reader = Reader()
    run_own(text, reader)
    assert reader.ran == [checked(text)]
    assert not checked(text).rstrip().endswith(";")


@pytest.mark.parametrize(
    "plan",
    [
        Plan("w", ("ProduceResults",)),
        Plan("rw", ("ProduceResults", "Filter")),
        Plan("s", ("CreateIndex",)),
        Plan("", ("ProduceResults",)),
        Plan("r", ("ProduceResults", "LoadCSV", "Argument")),
        Plan("r", ("ProduceResults", "ProcedureCall")),
        Plan("r", ("ProduceResults", "ShowSettings")),
        Plan("r", ("TerminateTransactions",)),
        Plan("r", ("ProduceResults", "SomethingNew")),
    ],
)
def test_refused_by_the_servers_plan(plan: Plan) -> None:
    reader = Reader(plan)
    with pytest.raises(QueryError, match="the server's plan"):
        run_own("MATCH (u:Unit) RETURN u.unit_id AS x", reader)
    assert reader.ran == []


def test_rows_are_capped_and_it_is_said() -> None:
    many = [{"x": n} for n in range(MAX_ROWS + 5)]
    found = run_own("UNWIND range(1, 20000) AS x RETURN x", Reader(rows=many))
    assert len(found.result.rows) == MAX_ROWS
    assert found.cut
    assert not run_own("RETURN 1 AS x", Reader(rows=many[:MAX_ROWS])).cut


def test_a_query_that_takes_too_long_says_so() -> None:
    reader = Reader(stopped="Neo4j refused the query: The transaction has been terminated.")
    with pytest.raises(QueryError, match="stopped after 3 seconds"):
        run_own("RETURN 1 AS x", reader, timeout=3)


def test_the_allow_list_holds_nothing_that_writes() -> None:
    assert not [
        name
        for name in READING
        if name.startswith(
            ("Create", "Set", "Delete", "Detach", "Merge", "Remove", "Load", "Procedure", "Show", "Drop")
        )
    ]


def test_long_runs_of_blanks_cost_no_time() -> None:
    began = time.process_time()
    checked("RETURN 'a' AS x" + " \n" * 9_000 + "ORDER BY x")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, [1, 2**63], {"a": [10**30]}])
def test_a_number_that_no_database_holds_is_refused_by_name(value: object) -> None:
    with pytest.raises(QueryError, match=r"\$n is too large for a 64-bit integer"):
        run_own("RETURN $n AS n", Reader(), {"n": value})


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), "9" * 30, 1e300, True, None])
def test_numbers_at_the_ends_are_let_through(value: object) -> None:
    assert not _is_too_large(value)
