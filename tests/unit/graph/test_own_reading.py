from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable

from graph.errors import LooplineError, QueryError, ServerError
from graph.own_reading import Neo4jOwn, _count, _reason
from graph.relay import Bounds, Cut, Relay

BOUNDS = Bounds(30, 1_000, 500)


class Rows:
    """What the driver gives for a statement: some rows, then perhaps an error."""

    def __init__(self, rows: list[Any], error: Exception | None = None) -> None:
        self.rows = rows
        self.error = error

    def keys(self) -> list[str]:
        return ["x"]

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            yield Row(row)
        if self.error is not None:
            raise self.error


class Row(list[Any]):
    """One row of one column."""

    def __init__(self, value: Any) -> None:
        super().__init__([value])

    def values(self) -> list[Any]:
        return list(self)


class Transaction:
    """A transaction that answers as told."""

    def __init__(self, answer: Rows) -> None:
        self.answer = answer

    def run(self, text: str, params: dict[str, Any]) -> Rows:
        del text, params
        return self.answer


def own(rows: list[Any], error: Exception | None = None, cut: Cut | None = None) -> Neo4jOwn:
    relay = Relay("bolt://127.0.0.1:1", BOUNDS)
    relay.cut = cut
    return Neo4jOwn(Transaction(Rows(rows, error)), relay)  # type: ignore[arg-type] # a stand-in


def test_rows_that_fit_are_read_to_the_end() -> None:
    line = own([1, 2, 3])
    answered = line.some("RETURN 1 AS x", rows=3, values=3)
    assert answered.result.rows == [{"x": 1}, {"x": 2}, {"x": 3}]
    assert not answered.cut
    assert line.complete


@pytest.mark.parametrize(("rows", "values", "kept"), [(2, 100, 2), (100, 2, 2), (0, 9, 0)])
def test_what_is_beyond_rows_or_values_is_left(rows: int, values: int, kept: int) -> None:
    line = own([1, 2, 3])
    answered = line.some("RETURN 1 AS x", rows=rows, values=values)
    assert len(answered.result.rows) == kept
    assert answered.cut
    assert not line.complete


def test_lists_and_maps_count_by_what_they_hold() -> None:
    held: list[Any] = [None, [], [[], []], {"a": [1, 2], "b": "x"}]
    assert [_count(value) for value in held] == [1, 1, 3, 5]
    assert len(own([[[]] * 9, [[]] * 9]).some("RETURN 1 AS x", rows=9, values=15).result.rows) == 1


def test_rows_before_the_cut_are_kept() -> None:
    line = own([1, 2], ServiceUnavailable(), Cut.BYTES)
    answered = line.some("RETURN 1 AS x", rows=9, values=9)
    assert len(answered.result.rows) == 2
    assert answered.cut
    assert not line.complete


@pytest.mark.parametrize("cut", [None, Cut.TIME, Cut.MESSAGE, Cut.SERVER])
def test_other_ends_are_no_answer(cut: Cut | None) -> None:
    with pytest.raises(ServiceUnavailable):
        own([1], ServiceUnavailable(), cut).some("RETURN 1 AS x", rows=9, values=9)


class Leftover:
    """A query that ends as told."""

    def __init__(self, *, ended: bool, restarted: bool) -> None:
        self.ended = ended
        self.restarted = restarted

    def end(self) -> bool:
        return self.ended


class QuotingError(ClientError):
    """An error of the server that quotes a value."""

    code = "Neo.ClientError.Statement.SyntaxError"
    message = "Text cannot be parsed to a Date: 'Canary'"


def reason(
    error: Exception, cut: Cut | None, *, ran: bool = True, ended: bool = True, restarted: bool = False
) -> LooplineError:
    line = own([])
    line.ran = ran
    leftover = Leftover(ended=ended, restarted=restarted)
    return _reason(error, line, cut, leftover, BOUNDS)  # type: ignore[arg-type] # a stand-in


def test_reasons() -> None:
    gone = ServiceUnavailable()
    assert reason(gone, Cut.TIME).message == "The query was stopped after 30 seconds."
    assert isinstance(reason(gone, Cut.TIME, restarted=True), ServerError)
    assert "has not ended it" in reason(gone, Cut.TIME, ended=False).message
    assert "One row" in reason(gone, Cut.MESSAGE).message
    assert "too deep" in reason(RecursionError(), None).message
    assert "all of the server's memory" in reason(gone, Cut.SERVER, restarted=True).message
    assert "connection to Neo4j was lost" in reason(gone, Cut.SERVER).message


def test_what_runs_is_not_quoted_and_what_is_explained_is() -> None:
    for ran in (True, False):
        said = reason(QuotingError(), None, ran=ran)
        assert isinstance(said, QueryError)
        assert ("Canary" in said.message) is not ran
