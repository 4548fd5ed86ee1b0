from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from graph.errors import QueryError
from graph.queries.read_only_guard import MAX_BYTES, MAX_ESTIMATE, MAX_ROWS, READING, _is_too_large, checked, run_own
from graph.relay import Bounds
from graph.runner import Answered, Own, Params, Plan, Result
from tests.support.own_queries import honest, hostile, shapes


class Reader:
    """Plans and answers as told; keeps what it was asked."""

    def __init__(
        self, plan: Plan | None = None, rows: list[dict[str, Any]] | None = None, *, cut: bool = False
    ) -> None:
        self.plan = plan or Plan("r", ("ProduceResults", "Filter", "NodeByLabelScan"))
        self.rows = rows or []
        self.cut = cut
        self.explained: list[str] = []
        self.ran: list[str] = []
        self.bounds: Bounds | None = None

    @contextmanager
    def bounded(self, bounds: Bounds) -> Iterator[Own]:
        self.bounds = bounds
        yield self

    def explain(self, text: str, params: Params | None = None) -> Plan:
        del params
        self.explained.append(text)
        return self.plan

    def some(self, text: str, params: Params | None = None, *, rows: int, values: int) -> Answered:
        del params, values
        self.ran.append(text)
        return Answered(Result(("x",), self.rows[:rows]), cut=self.cut)


@pytest.mark.parametrize("text", ["", "// nothing", ";", " \n", *hostile(), *shapes().values()])
def test_refused_before_the_server_sees_it(text: str) -> None:
    reader = Reader()
    with pytest.raises(QueryError) as refused:
        run_own(text, reader)
    assert refused.value.message.startswith("This query was rejected: ")
    assert refused.value.fix
    assert reader.bounds is None


@pytest.mark.parametrize("text", honest())
def test_honest_text_is_explained_and_run_as_it_was_judged(text: str) -> None:
    reader = Reader()
    run_own(text + " ;", reader)
    assert reader.explained == reader.ran == [checked(text).text]
    assert reader.bounds == Bounds(30.0, MAX_BYTES, 1_000_000)


def test_what_is_sent_has_no_comments_and_its_own_lines() -> None:
    sent = checked("// one\rRETURN 1 AS x, // two\n '// three' AS y /* four */;").text
    assert sent == "      \nRETURN 1 AS x,       \n '// three' AS y"


def test_parameters_come_with_the_statement() -> None:
    assert checked("RETURN $a, '$b', $`c`").params == ("a", "c")


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


def test_refused_by_the_rows_that_the_server_expects() -> None:
    reader = Reader(Plan("r", ("ProduceResults",), estimated=MAX_ESTIMATE * 10))
    with pytest.raises(QueryError, match="expects 10,000,000,000,000 rows"):
        run_own("MATCH (a), (b) RETURN a.x, b.x", reader)
    assert reader.ran == []


@pytest.mark.parametrize("cut", [True, False])
def test_rows_are_capped_and_it_is_said(cut: bool) -> None:
    found = run_own("RETURN 1 AS x", Reader(rows=[{"x": n} for n in range(MAX_ROWS + 5)], cut=cut))
    assert len(found.result.rows) == MAX_ROWS
    assert found.cut is cut


def test_the_allow_list_holds_nothing_that_writes() -> None:
    assert not [
        name
        for name in READING
        if name.startswith(
            ("Create", "Set", "Delete", "Detach", "Merge", "Remove", "Load", "Procedure", "Show", "Drop")
        )
    ]


@pytest.mark.parametrize(
    "piece", [" \n", "(a:b|", "[a:b ", "a[", "x ", "a.b.", "a:B|", "RETURN 1 AS x ", "\\'", "'\\'", "{.", "a{.b,"]
)
def test_no_text_keeps_us_busy(piece: str) -> None:
    checked("RETURN 1 AS x")
    began = time.process_time()
    with suppress(QueryError):
        checked("RETURN 'a' AS x " + piece * (19_900 // len(piece)))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, [1, 2**63], {"a": [10**30]}])
def test_a_number_that_no_database_holds_is_refused_by_name(value: object) -> None:
    with pytest.raises(QueryError, match=r"\$n is too large for a 64-bit integer"):
        run_own("RETURN $n AS n", Reader(), {"n": value})


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), "9" * 30, 1e300, True, None])
def test_numbers_at_the_ends_are_let_through(value: object) -> None:
    assert not _is_too_large(value)
