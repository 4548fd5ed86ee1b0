"""What the loaders share: finding the files of a path, and counting their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from graph.problem import Problem
from graph.staging.gathered import FileRows, Gathered, SheetRows
from loaders.tables import Table


@dataclass
class Gathering:
    """Collects tables and the sheet rows made from them."""

    mapping: str = ""
    files: list[FileRows] = field(default_factory=list)
    sheets: list[SheetRows] = field(default_factory=list)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _next: int = 0

    def add_table(self, table: Table, used: Sequence[int]) -> np.ndarray:
        """Count a table's rows, good and bad, and return the global numbers of the good ones.

        Args:
            table: As read.
            used: Positions of the columns that are read; the others are named as dropped.
        """
        good = len(table.frame)
        copies = np.zeros(good + len(table.problems), dtype=bool)
        if used:
            copies[:good] = table.frame.iloc[:, list(used)].duplicated().to_numpy()
        lines = np.concatenate([np.asarray(table.lines), [p.line for p in table.problems]]).astype(np.int64)
        self.files.append(FileRows(table.file, lines, copies))
        for offset, problem in enumerate(table.problems):
            self.problems.append((self._next + good + offset, problem))
        unread = tuple(h for i, h in enumerate(table.headers) if i not in set(used) and h)
        if unread:
            self.dropped[table.file] = unread
        self.notes += [f"{table.file}: {note}" for note in table.notes]
        numbers = np.arange(self._next, self._next + good)
        self._next += len(lines)
        return numbers

    def add_sheet(
        self,
        sheet: str,
        columns: dict[str, pd.Series],
        rows: np.ndarray,
        headers: dict[str, str],
        *,
        parents: bool = False,
    ) -> None:
        """Rows for one sheet; with `parents` every distinct row once."""
        frame = pd.DataFrame({name: cells.reset_index(drop=True) for name, cells in columns.items()})
        if parents:
            first = ~frame.duplicated().to_numpy()
            frame, rows = frame[first].reset_index(drop=True), rows[first]
        self.sheets.append(SheetRows(sheet, frame, rows, headers, parents))

    def done(self) -> Gathered:
        """Everything gathered."""
        return Gathered(
            tuple(self.files), tuple(self.sheets), tuple(self.problems), self.mapping, self.dropped, tuple(self.notes)
        )


def near(word: str, words: Iterable[str]) -> str:
    """A word's nearest of several, as a hint for a message; empty where none is near."""
    import difflib

    found = difflib.get_close_matches(word.casefold(), list(words), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""
