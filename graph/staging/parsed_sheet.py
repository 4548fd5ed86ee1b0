"""A sheet's rows with parsed cells, and the quarantine for bad rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model.schema import Kind
from graph.model.sheets import SHEETS, Column, Sheet
from graph.problem import Lost, Problem, mask
from graph.staging.bad_value import BadValue
from graph.staging.extract import Extract, SheetRows
from graph.staging.person_key import address_id, addresses_in, says_nobody
from graph.staging.style import Style
from graph.staging.values import read_column, read_text, reader

_NOBODY = "nobody"


class TeamTypes(Protocol):
    """The part of a profile that staging needs."""

    @property
    def fingerprint(self) -> str:
        """Changes with what the profile says."""
        ...

    @property
    def origin(self) -> str:
        """Where the profile comes from: a name or a file path."""
        ...

    def team_types_of(self, text: str) -> tuple[str, ...]:
        """Types of a team from the text in the sheet; `other` where it is not known."""
        ...

    def level_of(self, text: str) -> str:
        """Code of a level from the profile's word for it; the text itself where it is no such word."""
        ...

    def team_kind(self, team_type: str) -> str | None:
        """Kind that a type implies (leadership, implementation); None if it implies none."""
        ...


class Quarantine:
    """Collects problems, and remembers which file rows are bad and which cells were left out.

    Attributes:
        bad: For each file row whether it is rejected; one more, never set, for the -1 of constant rows.
        cells: For each file row how many of its cells were left out while the row stays.
    """

    def __init__(self, extract: Extract) -> None:
        self._gathered = extract
        self.bad = np.zeros(len(extract.copies), dtype=bool)
        self.cells = np.zeros(len(extract.copies), dtype=np.int64)
        self._problems: dict[Problem, int] = {}
        for row, problem in extract.problems:
            self.bad[row] = True
            self._problems[problem] = row

    @property
    def problems(self) -> list[Problem]:
        """Every problem once, in order of file, line and column; a cell of a rejected row is lost with the row."""
        known = (
            replace(problem, lost="row") if problem.lost == "cell" and self.bad[row] else problem
            for problem, row in self._problems.items()
        )
        return sorted(dict.fromkeys(known), key=lambda problem: (problem.file, problem.line, problem.column))

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a file row."""
        return self._gathered.place(row)

    def say_place(self, row: int) -> str:
        """File and line of a file row, in words."""
        file, line = self.place(row)
        return f"line {line} of {file}" if line else f"the {file}"

    def add(self, row: int, column: str, bad: BadValue, value: str, lost: Lost = "row") -> None:
        """Reject a file row, or leave out one of its cells.

        Raises:
            InputError: The row is a constant in the mapping, which has to be corrected.
        """
        file, line = self.place(row)
        if row < 0:
            raise InputError(bad.reason, "Correct the constants in the mapping.", file=file, column=column)
        problem = Problem(file, line, column, bad.code, mask(value), bad.reason, lost)
        if lost == "row":
            self.bad[row] = True
        elif problem not in self._problems:
            self.cells[row] += 1
        self._problems[problem] = row


@dataclass
class ParsedSheet:
    """A sheet's rows with parsed cells.

    Attributes:
        sheet: The sheet.
        frame: One object column per column of the sheet, None for a blank.
        headers: As in `SheetRows`.
        rows: As in `SheetRows`, without exact copies.
        at: As in `SheetRows`.
        given: Columns that the file has.
        unread: By column, positions of cells that were left out, which are not blank but not known.
        dead: Positions rejected by themselves, where a row of the file makes several of the frame.
        renamed: Positions of rows that named an id which another one replaces.
    """

    sheet: Sheet
    frame: pd.DataFrame
    headers: dict[str, str]
    rows: np.ndarray
    at: np.ndarray | None
    given: frozenset[str] = frozenset()
    unread: dict[str, set[int]] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)

    def header(self, column: str) -> str:
        """Header text of a column in the file."""
        return self.headers.get(column, column)

    def alive(self, quarantine: Quarantine) -> np.ndarray:
        """Which rows of the frame remain: those with at least one good file row."""
        good: np.ndarray = ~quarantine.bad[self.rows]
        if self.at is None:
            good[list(self.dead)] = False
            return good
        alive = np.zeros(len(self.frame), dtype=bool)
        alive[self.at[good]] = True
        return alive

    def kept(self, quarantine: Quarantine) -> pd.DataFrame:
        """The remaining rows of the frame, with their positions as the index."""
        alive = self.alive(quarantine)
        return self.frame if alive.all() else self.frame[alive]

    def first_row(self, position: int) -> int:
        """The first file row that a row of the frame was made from."""
        return int(self._rows_of(position)[0])

    @property
    def first_rows(self) -> np.ndarray:
        """The first file row of every row of the frame."""
        if self.at is None:
            return self.rows
        first = np.full(len(self.frame), -1, dtype=np.int64)
        places, at = np.unique(self.at, return_index=True)
        first[places] = self.rows[at]
        return first

    def reject(self, quarantine: Quarantine, positions: Iterable[int], column: str, bad: BadValue) -> None:
        """Reject the file rows that these rows of the frame were made from."""
        for position in positions:
            value = self.frame[column].iloc[position]
            self._lose(quarantine, position, column, bad, "" if value is None else str(value), "row")

    def refuse(self, quarantine: Quarantine, position: int, column: str, bad: BadValue, value: str) -> None:
        """Refuse one cell, given as text: the row goes with it if it is nothing without this cell."""
        lost: Lost = "row" if self._needs(position, column) else "cell"
        self.unread.setdefault(column, set()).add(position)
        self._lose(quarantine, position, column, bad, value, lost)

    def _lose(self, quarantine: Quarantine, position: int, column: str, bad: BadValue, value: str, lost: Lost) -> None:
        """Reject the file rows behind a row of the frame, or leave out a cell of them.

        One of several recipients in a cell goes alone: the file's row is lost when the last of its rows is.
        """
        if lost == "row" and self._several:
            self.dead.add(position)
            siblings = np.flatnonzero(self.rows == self.rows[position])
            lost = "row" if self.dead.issuperset(map(int, siblings)) else "cell"
        for row in self._rows_of(position):
            quarantine.add(int(row), self.header(column), bad, value, lost)

    @cached_property
    def _several(self) -> bool:
        """Whether a row of the file makes several rows of the frame."""
        own = self.rows[self.rows >= 0]
        return self.at is None and len(np.unique(own)) < len(own)

    def replace_cells(self, column: str, values: dict[int, Any]) -> None:
        """Replace cells of a column, by position."""
        cells = self.frame[column].to_numpy(dtype=object, copy=True)
        for position, value in values.items():
            cells[position] = value
        self.frame[column] = pd.Series(cells, index=self.frame.index, dtype=object)

    def _needs(self, position: int, column: str) -> bool:
        """Whether a row needs a cell: its column is required, or it is the row's only tie to others."""
        if self.sheet.needs(column) or column not in self.sheet.one_of:
            return self.sheet.needs(column)
        others = [name for name in self.sheet.one_of if name != column and name in self.frame.columns]
        return bool(others) and all(self.frame[name].iloc[position] is None for name in others)

    def _rows_of(self, position: int) -> np.ndarray:
        return self.rows[position : position + 1] if self.at is None else self.rows[self.at == position]


def read_sheet(
    rows: SheetRows, copies: np.ndarray, types: TeamTypes, quarantine: Quarantine, style: Style
) -> ParsedSheet:
    """Parse the cells of one sheet's rows, without exact copies of earlier rows."""
    sheet = SHEETS[rows.sheet]
    first = ~copies[rows.rows]
    at = None if rows.at is None else rows.at[first]
    text = rows.frame if at is not None or first.all() else rows.frame[first].reset_index(drop=True)
    typed = ParsedSheet(
        sheet, pd.DataFrame(index=text.index), rows.headers, rows.rows[first], at, frozenset(text.columns)
    )
    cells: dict[str, np.ndarray] = {}
    for name, column in sheet.columns.items():
        if name in text.columns:
            cells[name] = _read_cells(typed, column, text[name], types, quarantine, style)
        else:
            cells[name] = np.full(len(text), None, dtype=object)
    if sheet.name == "teams":
        cells["type_given"], _ = read_column(text["type"], read_text)
        cells["kind"] = _objects(
            kind or _implied_kind(found, types) for kind, found in zip(cells["kind"], cells["type"], strict=True)
        )
        cells["status"] = _objects(status or "active" for status in cells["status"])
    if sheet.name == "people":
        for position, name in enumerate(cells["name"]):
            if name is not None and cells["person_id"][position] is not None and says_nobody(name):
                typed.refuse(quarantine, position, "person_id", _nobody(), cells["person_id"][position])
        cells["address_key"] = _objects(map(_address_key, cells["email"]))
    if sheet.name == "meetings":
        cells["size"] = _objects(len(people) if people else None for people in cells["attendees"])
    typed.frame = pd.DataFrame(cells, dtype=object)
    return typed


def _read_cells(
    typed: ParsedSheet, column: Column, cells: pd.Series, types: TeamTypes, quarantine: Quarantine, style: Style
) -> np.ndarray:
    values, bad = read_column(cells, _reader(typed.sheet, column, types, style), free=column.free)
    for position, reason in bad.items():
        if reason.code != _NOBODY or typed.sheet.needs(column.name):  # a blank says the same: nobody leads this person
            typed.refuse(quarantine, position, column.name, reason, cells.iloc[position])
    if column.required:
        listed = column.kind is Kind.TEXTS
        blank = np.array([not value for value in values], dtype=bool) if listed else pd.isna(values)
        missing = BadValue("blank", "It must not be blank. Fill it in.")
        for position in map(int, np.flatnonzero(blank)):
            if position not in bad:
                typed.refuse(quarantine, position, column.name, missing, "")
    return values


def _reader(sheet: Sheet, column: Column, types: TeamTypes, style: Style) -> Callable[[str], Any]:
    """The function that reads a cell of a sheet's column."""
    plain: Callable[[str], Any] = reader(
        column, style.orders.get(column.name), comma=style.comma, grouped=style.grouped
    )
    if sheet.name == "units" and column.name == "level":
        return lambda text: plain(types.level_of(text))
    if sheet.name == "teams" and column.name == "type":
        return lambda text: list(types.team_types_of(read_text(text)))
    if column.name in sheet.person_columns:
        return lambda text: plain(_somebody(text))
    return plain


def _somebody(text: str) -> str:
    if says_nobody(text):
        raise _nobody()
    return text


def _nobody() -> BadValue:
    return BadValue(_NOBODY, "It says that there is nobody. Leave the row out: a role that nobody holds is vacant.")


def _objects(values: Iterable[Any]) -> np.ndarray:
    """An object array, whatever the values are (lists too)."""
    given = list(values)
    objects = np.empty(len(given), dtype=object)
    objects[:] = given
    return objects


def _address_key(email: str | None) -> str | None:
    found = addresses_in(email or "")
    return address_id(found[0]) if found else None


def _implied_kind(found: list[str] | None, types: TeamTypes) -> str | None:
    kinds = [types.team_kind(name) for name in found or ()]
    return next((kind for kind in kinds if kind), None)
