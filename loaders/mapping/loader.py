"""The mapping loader: turns any export into rows of sheets, as a mapping describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.staging.extract import Extract
from graph.suggest import did_you_mean, ended
from loaders.gather import ExtractBuilder, Numbered
from loaders.mapping.cells import fill, person_ids, squeezed
from loaders.mapping.files import Entry, choose
from loaders.mapping.mapping import Block, Cell, File, Mapping, When
from loaders.readers.tables import Table


class _Source:
    """One table of the export, with the columns joined to it."""

    def __init__(self, spec: File, table: Table) -> None:
        self.spec = spec
        self.table = table
        self.columns = {header: table.frame.iloc[:, i] for i, header in enumerate(table.headers) if header}
        self.used: set[str] = set()
        self._lent: dict[str, tuple[_Source, str]] = {}
        self._plain: dict[str, str] = {}
        for header in self.columns:
            self._plain.setdefault(_plain(header), header)

    def find(self, header: str) -> str | None:
        """A header as the file spells it; None if there is no such header."""
        return header if header in self.columns else self._plain.get(_plain(header))

    def column(self, *names: str) -> pd.Series:
        """Cells under a header, or under the first of several that the file has.

        Raises:
            InputError: The file has no such header.
        """
        header = next((found for name in names if (found := self.find(name)) is not None), None)
        if header is None:
            what = (
                f"The column {names[0]!r} is missing"
                if len(names) == 1
                else f"The columns {', '.join(names)} are all missing"
            )
            raise InputError(
                ended(f"{what}{did_you_mean(names[0], self.columns)}"),
                "Export the file with this column, or correct the mapping.",
                file=self.table.file,
                line=1,
            )
        if header in self._lent:
            other, own = self._lent[header]
            other.used.add(own)
        self.used.add(header)
        return self.columns[header]

    def join(self, others: dict[str, list[_Source]]) -> None:
        """Add the columns of joined files, looked up by their keys; the first row of a key counts."""
        for join in self.spec.joins:
            for other in others[join.file]:
                keys = squeezed(other.column(join.key))
                first = ~keys.duplicated().to_numpy() & (keys != "").to_numpy()
                positions = dict(zip(keys[first], np.flatnonzero(first), strict=True))
                found = squeezed(self.column(join.equals)).map(positions)
                matched = found.notna().to_numpy()
                for header, cells in list(other.columns.items()):
                    taken = np.full(len(matched), "", dtype=object)
                    taken[matched] = cells.to_numpy()[found[matched].to_numpy(dtype=np.int64)]
                    name = f"{join.file}.{header}"
                    self.columns[name] = pd.Series(taken, dtype=object)
                    self._plain.setdefault(_plain(name), name)
                    self._lent[name] = (other, header)


def reader(mapping: Mapping) -> Callable[[Iterable[Path], str], Extract]:
    """The `read` function of a mapping: takes paths and the source name, returns the rows."""

    def read(paths: Iterable[Path], source: str = "") -> Extract:
        """Read an export as the mapping describes.

        Raises:
            InputError: A file is missing, rejected, or lacks a column.
        """
        builder = ExtractBuilder(mapping=mapping.name)
        found, spare = choose(mapping, list(paths))
        if spare:
            builder.notes.append(f"Not read: {', '.join(entry.shown for entry in spare)}.")
        sources = {key: _open(mapping, key, entries, builder) for key, entries in found.items()}
        for group in sources.values():
            for file in group:
                file.join(sources)
        blocks = [
            (block, file, _block(block, file, source)) for block in mapping.sheets for file in sources[block.file]
        ]
        numbered = _number([file for group in sources.values() for file in group], builder)
        for stated in mapping.rows:
            cells = {name: pd.Series([text], dtype=object) for name, text in stated.values.items()}
            builder.add_sheet(stated.sheet, cells, np.array([-1]), {})
        for block, file, (keep, columns) in blocks:
            _add(builder, block, file, numbered[id(file)], keep, columns)
        return builder.done()

    return read


def _plain(header: str) -> str:
    return re.sub(r"[\s_]+", "", header).casefold()


def _open(mapping: Mapping, key: str, entries: list[Entry], builder: ExtractBuilder) -> list[_Source]:
    """The tables of some files; of a workbook with several sheets only those that have the columns needed."""
    sources: list[_Source] = []
    needed = [
        cell.headers
        for block in mapping.sheets
        if block.file == key
        for cell in block.columns.values()
        if cell.headers and not cell.optional and not any("." in header for header in cell.headers)
    ]
    for entry in entries:
        tables = [_Source(mapping.files[key], table) for table in entry.read()]
        fit = [file for file in tables if all(_has(file, headers) for headers in needed)]
        if fit and len(fit) < len(tables):
            others = ", ".join(file.table.file for file in tables if file not in fit)
            builder.notes.append(f"Left out because they lack the needed columns: {others}.")
            tables = fit
        sources += tables
    return sources


def _has(file: _Source, headers: list[str]) -> bool:
    return any(file.find(header) is not None for header in headers)


def _number(sources: list[_Source], builder: ExtractBuilder) -> dict[int, Numbered]:
    """Count the rows of each table; one that two keys of the mapping refer to is counted once."""
    numbered: dict[int, Numbered] = {}
    by_file: dict[str, list[_Source]] = {}
    for file in sources:
        by_file.setdefault(file.table.file, []).append(file)
    for group in by_file.values():
        used = set().union(*(file.used for file in group))
        table = group[0].table
        rows = builder.add_table(table, [i for i, header in enumerate(table.headers) if header in used])
        numbered |= {id(file): rows for file in group}
    return numbered


def _block(block: Block, file: _Source, source: str) -> tuple[np.ndarray, dict[str, pd.Series]]:
    """Which of the file's rows make a row of the sheet, and the sheet's columns for all of them."""
    keep = np.ones(len(file.table.frame), dtype=bool)
    for when in block.when:
        keep &= _holds(when, file)
    columns = {name: cells for name, cell in block.columns.items() if (cells := _cells(cell, file, source)) is not None}
    return keep, columns


def _add(
    builder: ExtractBuilder,
    block: Block,
    file: _Source,
    rows: Numbered,
    keep: np.ndarray,
    columns: dict[str, pd.Series],
) -> None:
    headers = {name: _header(cell, file) or name for name, cell in block.columns.items()}
    if block.parents or block.total:
        keep = keep & ~rows.copies
        chosen = {name: cells[keep] for name, cells in columns.items()}
        builder.add_merged(block.sheet, chosen, rows.good[keep], headers, rows.lost, block.total)
    else:
        chosen = {name: cells[keep] for name, cells in columns.items()}
        builder.add_sheet(block.sheet, chosen, rows.good[keep], headers, rows.lost)


def _header(cell: Cell, file: _Source) -> str:
    """The headers that a cell was read from, as the file writes them."""
    if cell.person_key:
        return ", ".join(file.spec.person_key)
    if cell.join:
        return ", ".join(file.find(header) or header for header in cell.join)
    return next((found for header in cell.column if (found := file.find(header))), "")


def _holds(when: When, file: _Source) -> np.ndarray:
    cells = squeezed(file.column(when.column))
    holds = np.ones(len(cells), dtype=bool)
    if when.filled is not None:
        holds &= (cells != "").to_numpy() == when.filled
    if when.equals:
        holds &= cells.str.casefold().isin([text.casefold() for text in when.equals]).to_numpy(dtype=bool)
    if when.matches:
        holds &= cells.str.contains(when.matches, regex=True).to_numpy(dtype=bool)
    return holds


def _cells(cell: Cell, file: _Source, source: str) -> pd.Series | None:
    """A column's cells after every step of its description; None if an optional column is missing."""
    count = len(file.table.frame)
    if cell.person_key:
        return person_ids([file.column(name) for name in file.spec.person_key], source, file.spec.person_remove)
    if cell.value is not None:
        cells = pd.Series([cell.value] * count, dtype=object)
    elif cell.join:
        parts = [squeezed(file.column(header)) for header in cell.join]
        cells = pd.Series([" ".join(filter(None, row)) for row in zip(*parts, strict=True)], dtype=object)
    elif not cell.optional or _has(file, cell.column):
        cells = file.column(*cell.column)
    elif cell.default:
        return pd.Series([cell.default] * count, dtype=object)
    else:
        return None
    return fill(cell, cells, source)
