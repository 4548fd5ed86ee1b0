from __future__ import annotations

import pytest

from graph.errors import QueryError, ServerError
from graph.server_errors import overrun, refused, refused_while_running, row_too_large


def test_places_count_from_the_statements_own_beginning() -> None:
    message = 'Variable `x` not defined (line 1, column 16 (offset: 15))\n"EXPLAIN RETURN x"\n               ^'
    assert refused(message, "EXPLAIN ").message == (
        "Neo4j refused the query: Variable `x` not defined (line 1, column 8)"
    )
    assert "(line 2, column 16)" in refused(message.replace("line 1", "line 2"), "EXPLAIN ").message
    assert "(line 1, column 16)" in refused(message).message


def test_a_message_without_a_place_is_its_first_line() -> None:
    assert refused("Nothing.\nMore").message == "Neo4j refused the query: Nothing."
    assert refused("").message == "Neo4j refused the query: no reason given"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Neo.ClientError.Statement.TypeError", "a type"),
        ("Neo.ClientError.Statement.ArithmeticError", "divides by zero"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "more memory"),
        ("Neo.ClientError.Statement.ArgumentError", "doesn't take"),
        ("Neo.ClientError.Statement.SyntaxError", "doesn't take"),
        ("", "doesn't take"),
    ],
)
def test_what_the_server_says_while_it_runs_is_never_quoted(code: str, said: str) -> None:
    error = refused_while_running(code, 30)
    assert isinstance(error, QueryError)
    assert said in error.message
    assert error.fix


@pytest.mark.parametrize(
    "code",
    ["Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", "Neo.TransientError.Transaction.Terminated"],
)
def test_a_query_that_was_stopped_says_so(code: str) -> None:
    assert refused_while_running(code, 3).message == "The query was stopped after 3 seconds."


def test_a_restart_is_told_and_loses_connections() -> None:
    assert isinstance(overrun(30, ended=True, restarted=True), ServerError)
    assert "was restarted" in overrun(30, ended=True, restarted=True).message
    assert "has not ended it" in overrun(30, ended=False, restarted=False).message


def test_sizes_are_said() -> None:
    assert "1.5 MB" in row_too_large(1_500_000).message
