"""What a loader hands over: the rows of its files, sorted into sheets, every row still knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from graph.problem import Problem


@dataclass(frozen=True)
class FileRows:
    """The rows of one input file, by which everything is counted.

    Attributes:
        file: The file as the user gave it.
        lines: Line of each row, in file order.
        copies: True where a row repeats an earlier one exactly, in all columns that are read.
    """

    file: str
    lines: np.ndarray
    copies: np.ndarray


@dataclass(frozen=True)
class SheetRows:
    """Rows for one sheet of the contract, made from the rows of one file.

    Attributes:
        sheet: Name in `graph.sheets.SHEETS`.
        frame: Text cells; a column for each of the sheet's columns that the file gives.
        rows: For each row of the frame, the global number of the file row it was made from; -1 for a row that a
            mapping states itself.
        headers: Header text in the file by column of the sheet, for messages.
        parents: Rows repeat on purpose (a district on each of its schools' rows): the same content again is no copy.
    """

    sheet: str
    frame: pd.DataFrame
    rows: np.ndarray
    headers: dict[str, str] = field(default_factory=dict)
    parents: bool = False


@dataclass(frozen=True)
class Gathered:
    """Everything one load read from its files.

    Attributes:
        files: File rows; a global row number counts through all of them in order.
        sheets: Rows sorted into sheets.
        problems: Rows already found bad while reading, by global row number.
        mapping: Name of the mapping; empty for the sheets themselves.
        dropped: Headers that nothing is read from, by file.
        notes: What the reader wants said, such as an unusual encoding.
    """

    files: tuple[FileRows, ...]
    sheets: tuple[SheetRows, ...]
    problems: tuple[tuple[int, Problem], ...] = ()
    mapping: str = ""
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def starts(self) -> np.ndarray:
        """Global number of each file's first row, with the count of all rows at the end."""
        return np.cumsum([0, *(len(file.lines) for file in self.files)])

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a global row number."""
        if row < 0:
            return f"mapping {self.mapping}", 0
        index = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.files[index].file, int(self.files[index].lines[row - self.starts[index]])
