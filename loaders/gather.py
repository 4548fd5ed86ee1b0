"""Shared by the loaders: count the rows of files, and sort them into sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from graph.model.sheets import SHEETS, Column
from graph.problem import Problem
from graph.staging.date_order import DateOrder
from graph.staging.extract import Extract, FileRows, SheetRows
from loaders.readers.tables import Table


@dataclass(frozen=True)
class Numbered:
    """The rows of one table within the load.

    Attributes:
        good: Global numbers of the rows in the table's frame, in order.
        lost: Global numbers of the rows that could not be read.
        copies: For each good row, whether it is an exact copy of an earlier one.
    """

    good: np.ndarray
    lost: np.ndarray
    copies: np.ndarray


@dataclass
class ExtractBuilder:
    """Collects tables and the sheet rows made from them."""

    mapping: str = ""
    files: list[FileRows] = field(default_factory=list)
    sheets: list[SheetRows] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    date_order: DateOrder | None = None
    _next: int = 0
    _ids: dict[str, str] = field(default_factory=dict)

    def add_table(
        self, table: Table, used: Sequence[int], lent: np.ndarray | None = None, *, copied: bool = False
    ) -> Numbered:
        """Count a table's rows, good and bad, and number them.

        Args:
            table: As read.
            used: Positions of the columns that are read; the others are reported as dropped.
            lent: Which of its good rows gave cells to rows of other tables.
            copied: All its rows stand in an earlier table.
        """
        good = len(table.frame)
        copies = np.zeros(good + len(table.problems), dtype=bool)
        if table.headers:
            copies[:good] = copied or table.frame.duplicated().to_numpy()
        lines = np.concatenate([np.asarray(table.lines), [p.line for p in table.problems]]).astype(np.int64)
        gave = np.zeros(len(lines), dtype=bool)
        if lent is not None:
            gave[:good] = lent
        self.files.append(FileRows(table.file, lines, copies, table.comma, gave))
        numbers = np.arange(self._next, self._next + len(lines))
        self._next += len(lines)
        self.problems += zip(map(int, numbers[good:]), table.problems, strict=True)
        read = set(used)
        unread = tuple(header for place, header in enumerate(table.headers) if place not in read and header)
        if unread:
            self.dropped[table.file] = unread
        self.notes += [f"{table.file}: {note}" for note in table.notes]
        return Numbered(numbers[:good], numbers[good:], copies[:good])

    def add_sheet(
        self,
        sheet: str,
        columns: dict[str, pd.Series],
        rows: np.ndarray,
        headers: dict[str, str],
        lost: np.ndarray | None = None,
    ) -> None:
        """Add rows for one sheet, each made from its own file row."""
        given = {name: self._shared(SHEETS[sheet].columns[name], cells) for name, cells in columns.items()}
        frame = pd.DataFrame(given, dtype=object)
        self.sheets.append(SheetRows(sheet, frame, rows, headers, None, _none() if lost is None else lost))

    def _shared(self, column: Column, cells: pd.Series) -> pd.Series:
        """A column whose ids are the same objects as in other columns: a reader makes each text anew in every block."""
        if not (column.is_id or column.refers):
            return cells.reset_index(drop=True)
        return pd.Series([self._ids.setdefault(text, text) for text in cells], dtype=object)

    def add_merged(
        self,
        sheet: str,
        columns: dict[str, pd.Series],
        rows: np.ndarray,
        headers: dict[str, str],
        lost: np.ndarray,
        total: Sequence[str] = (),
    ) -> None:
        """Add rows for one sheet, merging file rows with the same content.

        Args:
            sheet: Name of the sheet.
            columns: Its cells, one for each of `rows`.
            rows: Global numbers of the file rows, no exact copies among them.
            headers: Header text by column.
            lost: Global numbers of rows that could not be read.
            total: Columns of numbers that are summed over the file rows with equal values in all other columns.
        """
        frame = pd.DataFrame({name: cells.reset_index(drop=True) for name, cells in columns.items()}, dtype=object)
        summed = [name for name in total if name in frame.columns]
        same = frame.drop(columns=summed)
        if summed:  # a cell that is not a number makes its own row, which is then rejected
            numbers = frame[summed].apply(pd.to_numeric, errors="coerce")
            whole = numbers.notna().all(axis=1)
            same = same.assign(_alone=np.where(whole, -1, np.arange(len(frame))))
        at = same.groupby(list(same.columns), sort=False, dropna=False).ngroup().to_numpy()
        first = ~pd.Series(at).duplicated().to_numpy()
        merged = frame[first].reset_index(drop=True)
        for name in summed:
            sums = np.bincount(at, weights=numbers[name].fillna(0))
            several = np.bincount(at) > 1
            merged[name] = [
                f"{number:.12g}" if more else text
                for text, number, more in zip(merged[name], sums, several, strict=True)
            ]
        self.sheets.append(SheetRows(sheet, merged, rows, headers, at, lost))

    def done(self) -> Extract:
        """Everything gathered."""
        return Extract(
            tuple(self.files),
            tuple(self.sheets),
            tuple(self.problems),
            self.mapping,
            self.dropped,
            tuple(self.notes),
            self.date_order,
        )


def _none() -> np.ndarray:
    return np.zeros(0, dtype=np.int64)
