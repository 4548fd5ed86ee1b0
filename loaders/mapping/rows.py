"""The rows that a block of a mapping reads from a table: the table's own, or several made of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from graph.model.sheets import SHEETS
from graph.staging.values import says_nothing, words_for_no
from graph.wording import say_count
from loaders.mapping import patterns
from loaders.mapping.cells import squeezed
from loaders.mapping.mapping import Block, When
from loaders.mapping.source import Source, plain

_NAMED = 3  # columns of a matrix that a note names


class Rows:
    """Rows made from a table.

    Attributes:
        source: The table.
        at: For each row the position of the table's row that it was made from.
    """

    def __init__(self, source: Source, at: np.ndarray, made: dict[str, pd.Series] | None = None) -> None:
        self.source = source
        self.at = at
        self._made = made or {}

    def __len__(self) -> int:
        return len(self.at)

    def has(self, headers: Sequence[str]) -> bool:
        """Whether there is a column with one of these headers."""
        return any(plain(header) in self._made for header in headers) or self.source.has(headers)

    def column(self, *names: str) -> pd.Series:
        """Cells under the first of some headers that there is."""
        for name in names:
            if plain(name) in self._made:
                return self._made[plain(name)]
        cells = self.source.column(*names)
        return cells if len(self.at) == len(cells) and not self._made else cells.iloc[self.at].reset_index(drop=True)


def rows_of(block: Block, source: Source) -> Rows:
    """The rows that a block reads: one for each of the table's, or for each cell of a matrix, or step of a path."""
    if block.unpivot is not None:
        return _cells_of(source, block.unpivot.columns, denied=not SHEETS[block.sheet].node and not _reads_cell(block))
    if block.ancestors is not None:
        return _steps_of(source, block.ancestors.column, block.ancestors.separator)
    return Rows(source, np.arange(len(source)))


def _reads_cell(block: Block) -> bool:
    """Whether the mapping looks at what a matrix holds, so that it decides itself what a cell means."""
    conditions = [*block.when, *block.both_ways]
    for when in conditions:
        conditions += [*([when.no] if when.no is not None else []), *when.any_of]
    read = [cell.headers for cell in block.columns.values()] + [when.column for when in conditions]
    return any(plain(header) == "cell" for headers in read for header in headers)


def _cells_of(source: Source, pattern: str, *, denied: bool) -> Rows:
    """A row for each filled cell; with `denied`, none for a cell that says no.

    A no denies what the row would say of two things, not that there are these two.
    """
    names = [header for header in source.table.headers if header and patterns.search(pattern, header)]
    columns = {header: squeezed(source.column(header)) for header in names}
    texts = {text for column in columns.values() for text in column.unique()}
    nothing = {text for text in texts if not text or says_nothing(text)}
    no = words_for_no(texts - nothing) if denied else set()
    at, headers, cells, refused = [], [], [], 0
    for header, column in columns.items():
        filled = np.flatnonzero(~column.isin(nothing | no).to_numpy())
        at.append(filled)
        headers += [header] * len(filled)
        cells += list(column.iloc[filled])
        refused += int(column.isin(no).sum())
    if refused:
        source.note(
            f"{say_count(refused, 'cell', 'cells')} under {_examples(names)} {'say' if refused != 1 else 'says'} no, "
            "as FALSE, 0 and never do, and made no row"
        )
    places = np.concatenate(at) if at else np.zeros(0, dtype=np.int64)
    made = {"header": pd.Series(headers, dtype=object), "cell": pd.Series(cells, dtype=object)}
    return Rows(source, places, made)


def _examples(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def _steps_of(source: Source, header: str, separator: str) -> Rows:
    at: list[int] = []
    made: dict[str, list[str]] = {"step": [], "above": [], "depth": []}
    for place, text in enumerate(squeezed(source.column(header))):
        above = ""
        steps = [step.strip() for step in text.split(separator) if step.strip()]
        for depth, step in enumerate(steps, start=1):
            at.append(place)
            made["step"].append(step)
            made["above"].append(above)
            made["depth"].append(str(depth))
            above = step
    columns = {name: pd.Series(texts, dtype=object) for name, texts in made.items()}
    return Rows(source, np.array(at, dtype=np.int64), columns)


def holds(when: When, rows: Rows) -> np.ndarray:
    """For which rows a condition holds."""
    found = np.ones(len(rows), dtype=bool)
    if when.has:
        found &= rows.has(when.has)
    if when.lacks:
        found &= not rows.has(when.lacks)
    if when.column and (found.any() or not (when.has or when.lacks)):  # a file without the column fails the guard
        found &= _cell_holds(when, squeezed(rows.column(*when.column)))
    if when.no is not None:
        found &= ~holds(when.no, rows)
    if when.any_of:
        found &= np.logical_or.reduce([holds(each, rows) for each in when.any_of])
    return found


def _cell_holds(when: When, cells: pd.Series) -> np.ndarray:
    found = np.ones(len(cells), dtype=bool)
    if when.filled is not None:
        found &= (cells != "").to_numpy() == when.filled
    if when.equals:
        found &= cells.str.casefold().isin([text.casefold() for text in when.equals]).to_numpy(dtype=bool)
    if when.matches:
        found &= cells.isin([text for text in cells.unique() if patterns.search(when.matches, text)]).to_numpy(
            dtype=bool
        )
    return found


def say_when(when: When) -> str:
    """A condition in words, as a mapping's author wrote it."""
    column = " or ".join(when.column)
    parts = [
        *([f"{column} is {' or '.join(when.equals)}"] if when.equals else []),
        *([f"{column} matches {when.matches}"] if when.matches else []),
        *([f"{column} is {'filled' if when.filled else 'blank'}"] if when.filled is not None else []),
        *([f"not ({say_when(when.no)})"] if when.no is not None else []),
        *([" or ".join(f"({say_when(each)})" for each in when.any_of)] if when.any_of else []),
        *([f"the file has {' or '.join(when.has)}"] if when.has else []),
        *([f"the file lacks {' and '.join(when.lacks)}"] if when.lacks else []),
    ]
    return " and ".join(parts)
