"""Dates as exports write them: ISO 8601 in all forms, names of months, and numbers alone in one order for a column.

Whether 03/04/2026 is in March or in April, one cell can't tell. All cells of its column are asked together, then the
date that the files describe (what has happened is not later), then the other columns of the file; if both orders still
fit, the user is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph.staging.bad_value import BadValue
from graph.staging.date_order import DateOrder
from graph.wording import MONTHS

_TIME = (
    r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_STRICT = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_TIME}", re.ASCII)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?", re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)  # days since 1899 or 1904: which, the number can't tell
_DAY_NAMED = re.compile(rf"(\d{{1,2}})[-/. ]?([A-Za-z]{{3,9}})\.?[-/., ]*(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_NAMED_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.?[- ](\d{{1,2}}),?[- ](\d{{4}}){_TIME}", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+", re.IGNORECASE)
_MONTHS = tuple(month.casefold() for month in MONTHS)
_ZERO = re.compile(
    rf"(?:0+(?:[-/. ]0+)*|1900[-/.]0?1[-/.]00?|0?1[-/.]00?[-/.]1900|00?[-/.]0?1[-/.]1900){_TIME}", re.ASCII
)
"""Zeros in the place of a day; also day 0 of January 1900, as which spreadsheets show a 0."""
_FIRST_DAYS = frozenset(
    {date(1, 1, 1), date(1753, 1, 1), date(1800, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)}
)  # that systems know, and write where they hold none
_CENTURY = 50  # two digits below this are of the 2000s
FIRST_YEAR, OPEN_YEAR = 1900, 2200


def parse_date(text: str, order: DateOrder | None = None) -> date | None:
    """The calendar day that a text says, as written: a time zone does not shift it.

    Args:
        text: Without blanks around it.
        order: How numbers alone are read; None reads only those with points, which put the day first.

    Returns:
        The day; None where the text is no date, or its order is not given.
    """
    text = _WEEKDAY.sub("", text, count=1)
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            return read(match, order)
    return None


def plain_day(text: str) -> str:
    """A date without its time of day: as YYYY-MM-DD where that is certain, else as written; other text stays."""
    day = parse_date(text)
    if day is not None:
        return day.isoformat()
    match = _NUMBERS.fullmatch(_WEEKDAY.sub("", text, count=1))
    return f"{match[1]}{match[2]}{match[3]}{match[2]}{match[4]}" if match else text


def read_day(text: str) -> date:
    """A date as 2026-09-01, and in no other form.

    Raises:
        BadValue: As `read_date`.
    """
    day = read_date(text) if _STRICT.fullmatch(text) else None
    if day is None:
        raise BadValue("bad_date", "It is not a date. Use YYYY-MM-DD, for example 2026-09-01.")
    return day


def read_date(text: str, order: DateOrder | None = None, *, ends: bool = False) -> date | None:
    """A date of a sheet.

    Args:
        text: A cell, cleaned.
        order: How the column's numbers are read.
        ends: The date is a last day: a year such as 2999, 4712 or 9999 leaves it open.

    Returns:
        The day; None for an open end, and for zeros, such as 00.00.0000.

    Raises:
        BadValue: No date, a day that does not exist, or a year that can't be meant.
    """
    value = parse_date(text, order)
    if _ZERO.fullmatch(text):
        return None
    if value is None:
        raise BadValue("bad_date", _why_no_date(text))
    if value.year >= OPEN_YEAR and ends:
        return None
    if value in _FIRST_DAYS:
        raise BadValue(
            "implausible_date",
            "Systems write this day where there is none. Leave the cell blank if there is no known date.",
        )
    if not FIRST_YEAR <= value.year < OPEN_YEAR:
        raise BadValue(
            "implausible_date",
            f"The year {value.year} is not plausible. Leave the cell blank if there is no known date.",
        )
    return value


def _why_no_date(text: str) -> str:
    if _shaped(text):
        return "This day does not exist in the calendar. Correct it."
    if _SERIAL.fullmatch(text):
        return "It is a spreadsheet's number of a day. Format the column as dates and export it again."
    return "It is not a date. Use YYYY-MM-DD, for example 2026-09-01."


@dataclass(frozen=True)
class DateColumn:
    """The dates of one column, for finding their order.

    Attributes:
        texts: Its distinct cells, cleaned.
        happened: The dates can't be later than the date that the files describe.
    """

    texts: tuple[str, ...]
    happened: bool


def orders_of(columns: list[DateColumn], as_of: date) -> list[DateOrder | None]:
    """The order of each column of one file; None where both fit and nothing decides.

    A column without numbers alone, or whose numbers say the same in both orders, takes either.
    """
    told = [_told(column) for column in columns]
    found = [_order_of(column, pairs, as_of) if pairs else None for column, pairs in zip(columns, told, strict=True)]
    decided = set(found) - {None}
    shared = decided.pop() if len(decided) == 1 else None
    return [(order or shared) if pairs else DateOrder.MONTH for order, pairs in zip(found, told, strict=True)]


_Pair = tuple[date | None, date | None]
"""What a text says with the month first, and with the day first."""


def _told(column: DateColumn) -> list[_Pair]:
    """What each text says that says different days in the two orders."""
    both = (_ordered(text) for text in column.texts)
    return [pair for pair in both if pair is not None and pair[0] != pair[1]]


def _order_of(column: DateColumn, told: list[_Pair], as_of: date) -> DateOrder | None:
    """The order of one column by itself."""
    fits = [sum(pair[place] is not None for pair in told) for place in range(2)]
    if fits[0] != fits[1]:
        return list(DateOrder)[fits.index(max(fits))]
    sure = [day for text in column.texts if (day := parse_date(text)) is not None]
    for misfit in (
        lambda day: column.happened and day > as_of,
        lambda day: bool(sure) and not min(sure) <= day <= max(sure),
    ):
        misfits = [any(misfit(day) for day in days if day is not None) for days in zip(*told, strict=True)]
        if misfits[0] != misfits[1]:
            return list(DateOrder)[misfits.index(False)]
    return None


def _ordered(text: str) -> _Pair | None:
    """What numbers alone say, month first and day first; None where the text is no such date, or a point tells."""
    match = _NUMBERS.fullmatch(_WEEKDAY.sub("", text, count=1))
    if match is None or match[2] == ".":
        return None
    return parse_date(text, DateOrder.MONTH), parse_date(text, DateOrder.DAY)


def _shaped(text: str) -> bool:
    """Whether the text has the shape of a date, whatever its numbers."""
    bare = _WEEKDAY.sub("", text, count=1)
    return bool(_YEAR_FIRST.fullmatch(bare) or _NUMBERS.fullmatch(bare) or _COMPACT.fullmatch(bare))


def _numbers(match: re.Match[str], order: DateOrder | None) -> date | None:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == "." or order is DateOrder.DAY:
        return _day(year, second, first)
    return _day(year, first, second) if order is DateOrder.MONTH or first == second else None


def _named(month: str, day: str, year: str) -> date | None:
    name = month.casefold().removesuffix("t") if month.casefold() == "sept" else month.casefold()
    found = [number for number, known in enumerate(_MONTHS, start=1) if known.startswith(name)]
    return _day(_year(year), found[0], int(day)) if len(found) == 1 else None


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == len("2026") else number + (2000 if number < _CENTURY else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DateOrder | None], date | None]], ...] = (
    (_YEAR_FIRST, lambda match, _: _day(int(match[1]), int(match[3]), int(match[4]))),
    (_NUMBERS, _numbers),
    (_DAY_NAMED, lambda match, _: _named(match[2], match[1], match[3])),
    (_NAMED_DAY, lambda match, _: _named(match[1], match[2], match[3])),
    (_COMPACT, lambda match, _: _day(int(match[1]), int(match[2]), int(match[3]))),
    (_EPOCH, lambda match, _: datetime.fromtimestamp(int(match[1]), UTC).date()),
)
