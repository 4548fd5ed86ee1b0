"""Figures that only the ledger can tell: how many critical findings are open, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from graph.ledger.enter import acknowledge, waive
from graph.ledger.entry import Figure, Moment
from graph.ledger.figures import critical_figures
from tests.support.ledger_help import FIRST, Book, asked, found


def figures(book: Book) -> dict[str, float]:
    told = critical_figures(book.ledger, book.now)
    assert {(each.metric, each.key) for each in told} == {("critical_findings", "")}
    return {each.column: each.value for each in told}


@pytest.fixture
def book() -> Book:
    book = Book()
    book.load(found("s01_x|T1", "critical"), found("s01_x|T2", "critical"), found("s01_x|T3"))
    return book


def test_the_age_is_the_median_in_days_of_the_loads(book: Book) -> None:
    assert figures(book) == {"open": 2, "median_days": 0}
    later = [found(f"s01_x|T{number}", "critical") for number in (1, 2, 4)]
    book.load(*later)
    assert figures(book) == {"open": 3, "median_days": 30}
    book.load(*later)
    assert figures(book) == {"open": 3, "median_days": 60}, "two are 60 days old, one 30"


def test_without_any_there_is_no_age(book: Book) -> None:
    book.load(found("s01_x|T3"))
    assert figures(book) == {"open": 0}


def test_what_is_waived_is_not_counted_and_what_is_acknowledged_is(book: Book) -> None:
    book.enter("s01_x|T1", lambda entry: waive(entry, "ann", FIRST, FIRST + timedelta(days=90), "known"))
    book.enter("s01_x|T2", lambda entry: acknowledge(entry, "ann", FIRST))
    assert figures(book)["open"] == 1


def test_what_came_back_is_as_old_as_its_return(book: Book) -> None:
    book.load()
    book.load(found("s01_x|T1", "critical"))
    book.load(found("s01_x|T1", "critical"))
    assert figures(book) == {"open": 1, "median_days": 30}


def test_what_can_not_be_told_is_not_open(book: Book) -> None:
    book.load(questions={"s01_x": asked(answered=False)})
    assert critical_figures(book.ledger, Moment(FIRST, 2)) == (Figure("critical_findings", "open", "", 0.0),)
