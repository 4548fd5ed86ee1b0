"""How each file writes its values: decimal commas, points between thousands, and the order of day and month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from graph.errors import InputError
from graph.model.schema import Kind, Property
from graph.model.sheets import SHEETS
from graph.staging.date_order import DateOrder
from graph.staging.dates import DateColumn, orders_of, parse_date
from graph.staging.extract import Extract, SheetRows
from graph.staging.values import clean, points_group


@dataclass(frozen=True)
class Style:
    """How a file writes its values.

    Attributes:
        comma: Numbers may have a decimal comma.
        grouped: Whether their points set thousands apart; None where nothing tells.
        orders: By column of dates, in which order numbers alone are read.
    """

    comma: bool = False
    grouped: bool | None = False
    orders: dict[str, DateOrder] = field(default_factory=dict)


def styles_of(extract: Extract, as_of: date) -> list[Style]:
    """The style of each of the extract's sheets.

    Args:
        extract: What the loader read.
        as_of: The date that the files describe: what has happened is not later.

    Raises:
        InputError: A column's dates can be read in two ways, and nothing tells which is meant.
    """
    files = [extract.file_of(rows) for rows in extract.sheets]
    orders: dict[tuple[int, str], DateOrder] = {}
    for name in dict.fromkeys(file.file for file in files if file is not None):
        columns = [
            (place, header, column)
            for place, rows in enumerate(extract.sheets)
            if (file := files[place]) is not None and file.file == name
            for header, column in _date_columns(rows)
        ]
        found = orders_of([column for _, _, column in columns], as_of)
        for (place, header, column), order in zip(columns, found, strict=True):
            if order is None and extract.date_order is None:
                raise _two_ways(extract.sheets[place], header, name, column.texts)
            orders[place, header] = extract.date_order or order or DateOrder.MONTH
    commas = {file.file for file in files if file is not None and file.comma}
    numbers: dict[str, list[str]] = {name: [] for name in commas}
    for file, rows in zip(files, extract.sheets, strict=True):
        if file is not None and file.comma:
            numbers[file.file] += _numbers(rows)
    grouped = {name: points_group(texts) for name, texts in numbers.items()}
    return [
        Style(
            file is not None and file.comma,
            grouped.get(file.file, False) if file is not None else False,
            {name: order for (at, name), order in orders.items() if at == place},
        )
        for place, file in enumerate(files)
    ]


def _numbers(rows: SheetRows) -> Iterator[str]:
    """The different texts in a sheet's columns of numbers."""
    for name, column in SHEETS[rows.sheet].columns.items():
        if column.kind in (Kind.NUMBER, Kind.WHOLE) and name in rows.frame.columns:
            yield from pd.unique(rows.frame[name])


def _date_columns(rows: SheetRows) -> Iterator[tuple[str, DateColumn]]:
    for name, column in SHEETS[rows.sheet].columns.items():
        if column.kind is Kind.DATE and name in rows.frame.columns:
            texts = map(clean, pd.unique(rows.frame[name]))
            yield name, DateColumn(tuple(texts), happened=_happened(column.fact))


def _happened(fact: Property | None) -> bool:
    """Whether a date says what has happened, so that it can't lie after the date that the files describe."""
    return fact is not None and not (fact.ahead or fact.begins)


def _two_ways(rows: SheetRows, column: str, file: str, texts: tuple[str, ...]) -> InputError:
    forced = {order for order in DateOrder for text in texts if parse_date(text, order) is None}
    what = (
        "Some dates in this column fit only with the month first, others only with the day first."
        if len(forced) > 1
        else "All dates in this column can be read with the month first and with the day first, as 03/04/2026 can."
    )
    return InputError(
        what,
        "Say which comes first: --date-order month or --date-order day; or in a mapping, date_order: day.",
        file=file,
        column=rows.headers.get(column, column),
    )
