"""Dates as exports write them: one reading for a column, or a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.staging.date_order import DateOrder
from graph.staging.dates import DateColumn, orders_of, parse_date, plain_day
from tests.support.loading_help import gather, staged

AS_OF = date(2026, 9, 1)
MONTH, DAY = DateOrder


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-01",
        "2026-08-01T10:00:00.000Z",
        "2026-08-01T10:00Z",
        "2026-08-01 10:00:00.123",
        "2026-08-01T23:59:00-05:00",
        "2026/8/1",
        "20260801",
        "01-AUG-2026",
        "1 Aug 26",
        "Aug 1, 2026",
        "August 1 2026",
        "Sat, 01 Aug 2026 10:00:00 +0000",
        "01.08.2026",
        "1785542400",
        "1785542400000",
    ],
)
def test_forms_that_say_their_order(text: str) -> None:
    assert parse_date(text) == date(2026, 8, 1)


@pytest.mark.parametrize("text", ["8/1/2026", "8/1/26", "8/1/2026 10:00", "8-1-2026 9:05 AM"])
def test_numbers_alone_need_an_order(text: str) -> None:
    assert parse_date(text) is None
    assert parse_date(text, MONTH) == date(2026, 8, 1)
    assert parse_date(text, DAY) == date(2026, 1, 8)
    assert parse_date(plain_day(text), MONTH) == date(2026, 8, 1)
    assert ":" not in plain_day(text)


@pytest.mark.parametrize(
    ("text", "year"), [("1/2/26", 2026), ("1/2/49", 2049), ("07/15/67", 1967), ("15-AUG-55", 1955)]
)
def test_years_of_two_digits(text: str, year: int) -> None:
    assert (day := parse_date(text, MONTH)) is not None
    assert day.year == year


@pytest.mark.parametrize("text", ["", "never", "2026-02-30", "13/13/2026", "99999999", "Auk 1 2026", "1/2", "12345"])
def test_no_dates(text: str) -> None:
    assert parse_date(text, MONTH) is None


@pytest.mark.parametrize(
    ("columns", "orders"),
    [
        ([(["13/08/2026", "01/08/2026"], True)], [DAY]),
        ([(["08/13/2026", "01/08/2026"], True)], [MONTH]),
        ([(["01/08/2026", "11/08/2026"], True)], [DAY]),  # month first, one would be in the future
        ([(["01/08/2026", "11/08/2026"], False)], [None]),
        ([(["01/02/2026"], True)], [None]),
        ([(["01/02/2026"], True), (["02/13/2026"], True)], [MONTH, MONTH]),
        ([(["02/02/2026"], True)], [MONTH]),  # either: it says the same
        ([(["8/1/2026", "2026-08-01", "2026-07-01"], True)], [MONTH]),
        ([(["31/01/2026", "01/31/2026", "1/2/2026"], False)], [None]),
    ],
)
def test_what_tells_the_order(columns: list[tuple[list[str], bool]], orders: list[DateOrder | None]) -> None:
    found = [DateColumn(tuple(texts), happened) for texts, happened in columns]
    assert orders_of(found, AS_OF) == orders


def test_a_column_that_fits_no_order_says_so(tmp_path: Path) -> None:
    people = "person_id,hired\np1,8/14/2025\np2,13/1/2026\n"
    with pytest.raises(
        InputError, match="Some dates in this column fit only with the month first, others only with the day"
    ):
        staged(gather(tmp_path, people=people))


def test_a_column_that_nothing_decides_is_asked_about(tmp_path: Path) -> None:
    people = "person_id,hired\np1,03/04/2026\n"
    with pytest.raises(InputError, match=r"people\.csv, column hired: All dates in this column can be read") as caught:
        staged(gather(tmp_path, people=people))
    assert "--date-order day" in (caught.value.fix or "")
    for order, month in ((MONTH, 3), (DAY, 4)):
        result = staged(replace(gather(tmp_path, people=people), date_order=order))
        assert result.nodes["Person"]["hired"][0].month == month
