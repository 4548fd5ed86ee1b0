"""The mapping loader: turns any export into rows of sheets, as a mapping describes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model.schema import Kind
from graph.model.sheets import SHEETS
from graph.staging.dates import plain_day
from graph.staging.extract import Extract
from graph.wording import say_count, say_list
from loaders.gather import ExtractBuilder, Numbered
from loaders.mapping import patterns
from loaders.mapping.cells import each, fill, name_variants, parts, person_ids, squeezed
from loaders.mapping.files import Entry, choose
from loaders.mapping.mapping import Block, Cell, Mapping
from loaders.mapping.nobody import nobody_rows
from loaders.mapping.rows import holds, rows_of, say_when
from loaders.mapping.source import Source, plain, say_masked
from loaders.students import is_about_people, refuse_student_column


def reader(mapping: Mapping) -> Callable[..., Extract]:
    """The `read` function of a mapping: takes paths, the source's name and the as-of date, returns the rows."""

    def read(paths: Iterable[Path], source: str = "", as_of: date = date.max) -> Extract:
        """Read an export as the mapping describes.

        Raises:
            InputError: A file is missing, rejected, or lacks a column; or a pattern takes too long.
        """
        try:
            return _read(mapping, list(paths), source, as_of)
        except patterns.SlowPattern as slow:
            raise InputError(
                f"The pattern {slow} takes too long on some cells.",
                "Write it without a repetition inside a repetition, such as (a+)+.",
                file=f"mapping {mapping.name}",
            ) from None

    return read


def _read(mapping: Mapping, paths: list[Path], source: str, as_of: date) -> Extract:
    builder = ExtractBuilder(mapping=mapping.name, date_order=mapping.date_order)
    found, spare = choose(mapping, paths)
    if spare:
        builder.notes.append(f"Not read: {', '.join(entry.shown for entry in spare)}.")
    sources = {key: _open(mapping, key, entries, builder, as_of) for key, entries in found.items()}
    tables = [table for group in sources.values() for table in group]
    for table in tables:
        table.join(sources)
    people = [block for block in mapping.sheets if block.sheet == "people"]
    blocks = [_Made(block, table, source, people) for block in mapping.sheets for table in sources[block.file]]
    numbered = _number(tables, builder)
    for stated in mapping.rows:
        cells = {name: pd.Series([text], dtype=object) for name, text in stated.values.items()}
        builder.add_sheet(stated.sheet, cells, np.array([-1]), {})
    for made in blocks:
        made.add(builder, numbered[id(made.table)])
    builder.notes += list(dict.fromkeys(note for table in tables for note in table.notes))
    return builder.done()


def _open(mapping: Mapping, key: str, entries: list[Entry], builder: ExtractBuilder, as_of: date) -> list[Source]:
    """The tables of some files; of a workbook with several sheets only those that have the columns needed."""
    sources: list[Source] = []
    spec = mapping.files[key]
    made = {"header", "cell", "step", "above", "depth"}
    needed = [
        cell.headers
        for block in mapping.sheets
        if block.file == key
        for cell in block.columns.values()
        if cell.headers and not cell.optional and not any("." in header or header in made for header in cell.headers)
    ]

    def is_header(_: str, line: int, cells: Iterable[str]) -> bool:
        if spec.header_row is not None:
            return line == spec.header_row
        there = {plain(cell.strip()) for cell in cells}
        return all(any(plain(header) in there for header in headers) for headers in needed)

    for entry in entries:
        tables = entry.read(is_header)
        fit = [table for table in tables if all(_has(table.headers, headers) for headers in needed)]
        if fit and len(fit) < len(tables):
            others = ", ".join(table.file for table in tables if table not in fit)
            builder.notes.append(f"Left out because they lack the needed columns: {others}.")
            tables = fit
        sources += [Source(spec, table, as_of, mapping.date_order) for table in tables]
    return sources


def _has(headers: Iterable[str], wanted: Iterable[str]) -> bool:
    there = {plain(header) for header in headers}
    return any(plain(header) in there for header in wanted)


def _number(sources: list[Source], builder: ExtractBuilder) -> dict[int, Numbered]:
    """Count the rows of each table; one that two keys of the mapping refer to is counted once."""
    numbered: dict[int, Numbered] = {}
    by_file: dict[str, list[Source]] = {}
    wholes: list[Source] = []
    for table in sources:
        by_file.setdefault(table.file, []).append(table)
    for group in by_file.values():
        used = set().union(*(table.used for table in group))
        lent = np.logical_or.reduce([table.lent for table in group])
        whole = group[0].table
        read = [i for i, header in enumerate(whole.headers) if header in used]
        same = next((other for other in wholes if _alike(group[0], other)), None)
        if same is not None:
            group[0].note(f"holds the same rows as {same.file}, which count once")
        wholes.append(group[0])
        rows = builder.add_table(whole, read, lent, copied=same is not None)
        numbered |= {id(each): rows for each in group}
    return numbered


def _alike(one: Source, other: Source) -> bool:
    """Whether two files of one kind hold the same rows, as a file that was downloaded twice does."""
    return (
        one.spec is other.spec
        and len(one) > 0
        and one.table.headers == other.table.headers
        and one.table.frame.equals(other.table.frame)
    )


class _Made:
    """The rows that one block makes of one table.

    Attributes:
        table: The table.
    """

    def __init__(self, block: Block, table: Source, source: str, people: list[Block]) -> None:
        self.table = table
        self._block = block
        self._source = source
        self._rows = rows_of(block, table)
        self._keep = table.kept[self._rows.at].copy()
        for when in block.when:
            self._keep &= holds(when, self._rows)
        self._check_students()
        self._headers = {name: _header(cell, table) or name for name, cell in block.columns.items()}
        cells = {name: self._cells(name, cell) for name, cell in block.columns.items()}
        self._columns = {name: found for name, found in cells.items() if found is not None}
        self._pass_over_nobody([other for other in people if other.file == block.file])
        self._at, self._chosen = self._several()
        if not self._keep.any() and len(table):
            self._tell_nothing()
        if block.sheet == "assignments":
            self._tell_history()

    def add(self, builder: ExtractBuilder, rows: Numbered) -> None:
        """Add them to the extract."""
        at, columns = self._at, self._chosen
        if self._block.parents or self._block.total:
            first = ~rows.copies[at]
            columns = {name: cells[first] for name, cells in columns.items()}
            builder.add_merged(
                self._block.sheet, columns, rows.good[at[first]], self._headers, rows.lost, self._block.total
            )
        else:
            builder.add_sheet(self._block.sheet, columns, rows.good[at], self._headers, rows.lost)

    def _check_students(self) -> None:
        """Pass over rows about students, and refuse columns about them, where rows stand for people."""
        if not is_about_people(self._block.sheet):
            return
        for cell in self._block.columns.values():
            for header in cell.headers:
                if (found := self.table.find(header)) is not None:
                    refuse_student_column(self.table.table, found)
        students = self.table.students[self._rows.at] & self._keep
        if students.any():
            self._keep &= ~students
            self.table.note(
                f"{say_count(int(students.sum()), 'row is', 'rows are')} about students and passed over; Loopline "
                "does not accept student data"
            )

    def _pass_over_nobody(self, people: list[Block]) -> None:
        """Pass over rows whose person is nobody: other sheets take from them that a seat is vacant."""
        nobody, headers = nobody_rows(self._block, self._rows, self._columns, people)
        nobody &= self._keep
        if nobody.any():
            self._keep &= ~nobody
            self.table.note(
                f"{say_count(int(nobody.sum()), 'row names', 'rows name')} nobody in {say_list(headers, 'or')}, as "
                "vacant and to be hired do, and made no person and no holder"
            )

    def _several(self) -> tuple[np.ndarray, dict[str, pd.Series]]:
        """The rows that are kept: several for cells of several values, and with ends exchanged where it goes both ways.

        Returns:
            For each row the position of the table's row that it was made from; and the columns.
        """
        kept = np.flatnonzero(self._keep)
        columns = {name: cells.iloc[kept].reset_index(drop=True) for name, cells in self._columns.items()}
        mirrored = np.zeros(len(kept), dtype=bool)
        for when in self._block.both_ways:
            mirrored |= holds(when, self._rows)[kept]
        at = self._rows.at[kept]
        frame = pd.DataFrame({**columns, "_at": at, "_both": mirrored}, dtype=object)
        for name, cell in self._block.columns.items():
            if name in columns and (cell.split or cell.addresses):
                values = {text: parts(cell, text) for text in frame[name].unique()}
                frame[name] = frame[name].map(values)
                several = any(len(found) > 1 for found in values.values())
                frame = (
                    frame.explode(name, ignore_index=True) if several else frame.assign(**{name: frame[name].str[0]})
                )
                frame[name] = fill(cell, frame[name], self._source)
        if mirrored.any() and (ends := self._block.ends):
            frame = self._with_ways_back(frame, ends)
        return frame["_at"].to_numpy(dtype=np.int64), {name: frame[name].astype(object) for name in columns}

    def _with_ways_back(self, frame: pd.DataFrame, ends: tuple[str, str]) -> pd.DataFrame:
        """Add the way back of each line; a line that stands in both orders already has it."""
        lines = frame[frame["_both"].to_numpy(dtype=bool)]
        back = lines.rename(columns={ends[0]: ends[1], ends[1]: ends[0]})[frame.columns]
        said = [name for name in frame.columns if name != "_at"]
        there = back[said].merge(lines[said].drop_duplicates(), how="left", indicator="_there")["_there"] == "both"
        twice = there.to_numpy() & (back[ends[0]] != back[ends[1]]).to_numpy(dtype=bool)
        if twice.any():
            self.table.note(
                f"{say_count(int(twice.sum()), 'row says', 'rows say')} what another one says with its ends exchanged; "
                "such lines count once"
            )
        return pd.concat([frame, back[~twice]], ignore_index=True)

    def _cells(self, name: str, cell: Cell) -> pd.Series | None:
        """A column's cells after every step of its description; None if an optional column is missing."""
        rows, spec = self._rows, self.table.spec
        if cell.person_key:
            self._tell_variants(spec.person_key)
            return person_ids([rows.column(header) for header in spec.person_key], self._source, spec.person_remove)
        if cell.value is not None:
            cells = pd.Series([cell.value] * len(rows), dtype=object)
        elif cell.join:
            joined = [squeezed(rows.column(header)) for header in cell.join]
            cells = pd.Series([" ".join(filter(None, row)) for row in zip(*joined, strict=True)], dtype=object)
        elif not cell.optional or rows.has(cell.column):
            cells = rows.column(*cell.column)
        elif cell.default:
            return pd.Series([cell.default] * len(rows), dtype=object)
        else:
            return None
        if cell.split or cell.addresses:  # each of its values is described by itself
            return squeezed(cells)
        unknown: set[str] = set()
        filled = fill(cell, cells, self._source, unknown)
        if SHEETS[self._block.sheet].columns[name].kind is Kind.DATE:  # rows of one day are added up as one
            filled = each(filled, lambda texts: [plain_day(text) for text in texts])
        self._tell_unknown(name, cell, cells[self._keep], unknown)
        return filled

    def _tell_unknown(self, name: str, cell: Cell, cells: pd.Series, unknown: set[str]) -> None:
        found = cells[cells.isin(unknown)]
        if len(found):
            word = "map" if cell.map and not cell.match else "match"
            otherwise = "read as blank" if cell.match else "left as written"
            becomes = f"read as {cell.default}" if cell.default else otherwise
            self.table.note(
                f"{say_count(len(found), 'cell', 'cells')} of {self._headers[name]} with a value that the mapping's "
                f"{word} for {name} doesn't list ({say_masked(found)}); {becomes}",
                kind="unknown value",
            )

    def _tell_variants(self, headers: list[str]) -> None:
        """Tell of names that are probably one person's, written in two ways."""
        keys = [self._rows.column(header)[self._keep] for header in headers]
        count = name_variants(keys, self.table.spec.person_remove)
        if count:
            self.table.note(
                f"{say_count(count, 'name', 'names')} in {headers[0]} written in several ways, which differ by what "
                "stands in brackets or by the order of the words; each makes a person. person_remove takes out brackets"
            )

    def _tell_nothing(self) -> None:
        why = " and ".join(say_when(when) for when in self._block.when) or "its rows are all left out"
        self.table.note(f"no row made a row of the sheet {self._block.sheet}; what the mapping asks for: {why}")

    def _tell_history(self) -> None:
        since, person = (self._block.columns.get(name) for name in ("since", "person_id"))
        if since is not None and person is not None and since.column and person.column:
            by, per = (self.table.find(cell.column[0]) for cell in (since, person))
            if by is not None and per is not None:
                self.table.tell_history(by, [per])


def _header(cell: Cell, table: Source) -> str:
    """The headers that a cell was read from, as the file writes them."""
    if cell.person_key:
        return ", ".join(table.spec.person_key)
    if cell.join:
        return ", ".join(table.find(header) or header for header in cell.join)
    return next((found for header in cell.column if (found := table.find(header))), "")
