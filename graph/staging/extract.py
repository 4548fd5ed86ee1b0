"""What a loader returns: the rows of its files, sorted into sheets, each with its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from graph.problem import Problem
from graph.staging.date_order import DateOrder


@dataclass(frozen=True)
class FileRows:
    """The rows of one input file, which are the basis of all counts.

    Attributes:
        file: The file as the user gave it.
        lines: Line of each row, in file order.
        copies: True if a row repeats an earlier one of the file exactly, in every column.
        comma: Numbers may have a decimal comma, since something else separates the cells.
        used: For each row whether a row of another file took cells from it; None where none did.
    """

    file: str
    lines: np.ndarray
    copies: np.ndarray
    comma: bool = False
    used: np.ndarray | None = None

    @property
    def lent(self) -> np.ndarray:
        """For each row whether a row of another file took cells from it."""
        return np.zeros(len(self.lines), dtype=bool) if self.used is None else self.used


@dataclass(frozen=True)
class SheetRows:
    """Rows for one sheet of the contract, made from the rows of one file.

    Attributes:
        sheet: Name in `graph.model.sheets.SHEETS`.
        frame: Text cells; a column for each of the sheet's columns that the file gives.
        rows: Global numbers of the file rows that the frame was made from; -1 for a constant row from a mapping.
        headers: Header text in the file by column of the sheet, for messages.
        at: For each of `rows` the position in the frame that it feeds, where several file rows make one row of the
            sheet (such as a district that is repeated on each of its schools' rows); None if each makes its own, in
            order.
        lost: Global numbers of the same file's rows that could not be read, for the sheet's counts.
    """

    sheet: str
    frame: pd.DataFrame
    rows: np.ndarray
    headers: dict[str, str] = field(default_factory=dict)
    at: np.ndarray | None = None
    lost: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Extract:
    """Everything one load read from its files.

    Attributes:
        files: File rows; a global row number counts through all of them in order.
        sheets: Rows sorted into sheets.
        problems: Rows already found bad while reading, by global row number.
        mapping: Name of the mapping; empty for the sheets themselves.
        dropped: Headers that are not read, by file.
        notes: Notes for the user, such as an unusual encoding.
        date_order: How dates that are numbers alone are read; None where the columns have to tell.
    """

    files: tuple[FileRows, ...]
    sheets: tuple[SheetRows, ...]
    problems: tuple[tuple[int, Problem], ...] = ()
    mapping: str = ""
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    date_order: DateOrder | None = None

    @cached_property
    def starts(self) -> np.ndarray:
        """Global number of each file's first row, with the count of all rows at the end."""
        return np.cumsum([0, *(len(file.lines) for file in self.files)])

    @cached_property
    def copies(self) -> np.ndarray:
        """For each file row whether it is an exact copy; one more, at the end, for the -1 of constant rows."""
        return np.concatenate([*(file.copies for file in self.files), np.zeros(1, dtype=bool)])

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a global row number."""
        if row < 0:
            return f"mapping {self.mapping}", 0
        index = self._file_of(row)
        return self.files[index].file, int(self.files[index].lines[row - self.starts[index]])

    def file_of(self, rows: SheetRows) -> FileRows | None:
        """The file that rows of a sheet come from; None for a constant row of a mapping, and where there are none."""
        return self.files[self._file_of(int(rows.rows[0]))] if len(rows.rows) and rows.rows[0] >= 0 else None

    def _file_of(self, row: int) -> int:
        return int(np.searchsorted(self.starts, row, side="right")) - 1
