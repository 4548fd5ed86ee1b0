"""The mapping loader: any export, read as a mapping says, becomes rows of sheets."""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.staging.gathered import Gathered
from loaders.files import find_files, read_tables
from loaders.gather import Gathering, near
from loaders.mapping import Block, Cell, File, Mapping, When
from loaders.tables import Table

_BLANKS = re.compile(r"\s+")


class _Source:
    """One file of the export with its global row numbers and the columns joined to it."""

    def __init__(self, name: str, spec: File, table: Table) -> None:
        self.name = name
        self.spec = spec
        self.table = table
        self.columns = {header: table.frame.iloc[:, i] for i, header in enumerate(table.headers) if header}
        self.used: set[str] = set()
        self._lent: dict[str, tuple[_Source, str]] = {}
        self.numbers = np.zeros(0, dtype=np.int64)

    def column(self, header: str) -> pd.Series:
        """Cells under a header.

        Raises:
            InputError: The file has no such header.
        """
        if header not in self.columns:
            raise InputError(
                f"The column {header!r} is missing.{near(header, self.columns)}",
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
            for other in others.get(join.file, []):
                keys = _squeezed(other.column(join.key))
                first = ~keys.duplicated().to_numpy() & (keys != "").to_numpy()
                positions = dict(zip(keys[first], np.flatnonzero(first), strict=True))
                found = _squeezed(self.column(join.equals)).map(positions).astype("Int64")
                for header, cells in list(other.columns.items()):
                    self._lent[f"{join.file}.{header}"] = (other, header)
                    taken = cells.to_numpy()[found.fillna(0).astype(int).to_numpy()]
                    self.columns[f"{join.file}.{header}"] = pd.Series(np.where(found.isna(), "", taken), dtype=object)


def reader(mapping: Mapping) -> Callable[[Iterable[Path], str], Gathered]:
    """The `read` of a mapping: paths and source name in, gathered rows out."""

    def read(paths: Iterable[Path], source: str = "") -> Gathered:
        """Read an export as the mapping says.

        Raises:
            InputError: A file is missing, refused, or lacks a column.
        """
        sources = _open(mapping, list(paths))
        for group in sources.values():
            for one in group:
                one.join(sources)
        rows = [(block, one, _block(block, one, source)) for block in mapping.sheets for one in sources[block.file]]
        gathering = Gathering(mapping=mapping.name)
        for group in sources.values():
            for one in group:
                used = [i for i, header in enumerate(one.table.headers) if header in one.used]
                one.numbers = gathering.add_table(one.table, used)
        for stated in mapping.rows:
            cells = {name: pd.Series([text], dtype=object) for name, text in stated.values.items()}
            gathering.add_sheet(stated.sheet, cells, np.array([-1]), {})
        for block, one, (keep, columns) in rows:
            headers = {name: ", ".join(cell.headers) or name for name, cell in block.columns.items()}
            gathering.add_sheet(block.sheet, columns, one.numbers[keep], headers, parents=block.parents)
        return gathering.done()

    return read


def _open(mapping: Mapping, paths: list[Path]) -> dict[str, list[_Source]]:
    """The files that the mapping names, found by pattern among the paths; one file alone needs no pattern."""
    files = [file for path in paths for file in find_files(path)]
    sources: dict[str, list[_Source]] = {name: [] for name in mapping.files}
    for name, spec in mapping.files.items():
        wanted = [f for f in files if any(fnmatch.fnmatch(f.name.casefold(), p.casefold()) for p in spec.pattern)]
        if not wanted and len(mapping.files) == 1:
            wanted = files
        for file in wanted:
            sources[name] += [_Source(name, spec, table) for table in read_tables(file)]
        if not sources[name] and not spec.optional:
            raise InputError(
                f"No file is named like {' or '.join(spec.pattern)}; the mapping {mapping.name!r} needs it.",
                "Give the folder that holds the export, or name the files so.",
                file=", ".join(str(path) for path in paths),
            )
    return sources


def _block(block: Block, one: _Source, source: str) -> tuple[np.ndarray, dict[str, pd.Series]]:
    """Positions of the file's rows that make a row of the sheet, and that sheet's columns."""
    keep = np.ones(len(one.table.frame), dtype=bool)
    for when in block.when:
        keep &= _holds(when, one)
    columns = {
        name: cells[keep] for name, cell in block.columns.items() if (cells := _cells(cell, one, source)) is not None
    }
    return np.flatnonzero(keep), columns


def _holds(when: When, one: _Source) -> np.ndarray:
    cells = _squeezed(one.column(when.column))
    holds = np.ones(len(cells), dtype=bool)
    if when.filled is not None:
        holds &= (cells != "").to_numpy() == when.filled
    if when.equals:
        holds &= cells.str.casefold().isin([text.casefold() for text in when.equals]).to_numpy()
    if when.matches:
        holds &= cells.str.contains(when.matches, regex=True).to_numpy()
    return holds


def _cells(cell: Cell, one: _Source, source: str) -> pd.Series | None:
    """A column's cells, every step of its description done; None where an optional column is not there."""
    count = len(one.table.frame)
    if cell.value is not None:
        cells = pd.Series([cell.value] * count, dtype=object)
    elif cell.person_key:
        cells = _person_ids(one, source)
    elif cell.join:
        parts = [_squeezed(one.column(header)) for header in cell.join]
        cells = pd.Series([" ".join(filter(None, row)) for row in zip(*parts, strict=True)], dtype=object)
    else:
        header = next((name for name in cell.column if name in one.columns), None)
        if header is None and cell.optional:
            return None
        cells = one.column(header or cell.column[0])
    codes, texts = pd.factorize(cells.to_numpy(dtype=object))
    return pd.Series(np.array([_step(cell, text) for text in texts], dtype=object)[codes], dtype=object)


def _step(cell: Cell, text: str) -> str:
    """All steps of a cell's description on one text."""
    text = _BLANKS.sub(" ", text).strip()
    if cell.strip:
        text = text.strip(cell.strip + " ")
    if cell.remove:
        text = re.sub(cell.remove, "", text).strip()
    decided = False
    if cell.map:
        words = {key.casefold(): value for key, value in cell.map.items()}
        decided = text.casefold() in words
        text = words.get(text.casefold(), "" if cell.match or cell.default else text)
    if cell.match and not decided:
        text = next((rule.then for rule in cell.match if re.search(rule.pattern, text)), "")
    if cell.date and text:
        # A text that is no date stays as it is, so that staging sets the row aside and shows where.
        with contextlib.suppress(ValueError):
            text = datetime.strptime(text, cell.date).date().isoformat()  # noqa: DTZ007 - a calendar day
    if cell.title:
        text = " ".join(word.capitalize() if word.isupper() else word for word in text.split(" "))
    text = text or cell.default
    return cell.prefix + text if text else ""


def _squeezed(cells: pd.Series) -> pd.Series:
    """Cells with outer blanks off and inner runs of blanks as one."""
    codes, texts = pd.factorize(cells.to_numpy(dtype=object))
    return pd.Series(np.array([_BLANKS.sub(" ", text).strip() for text in texts], dtype=object)[codes], dtype=object)


def _person_ids(one: _Source, source: str) -> pd.Series:
    """Ids of people, hashed from the key columns so that no name can be read from them.

    The source's name goes into the hash, so the ids of two sources never meet. `LOOPLINE_PERSON_KEY`, where set, keys
    the hash: without it, whoever knows a name can work out the id.
    """
    secret = os.environ.get("LOOPLINE_PERSON_KEY", "").encode()[:64]
    parts = [_squeezed(one.column(header)) for header in one.spec.person_key]

    def hashed(row: tuple[str, ...]) -> str:
        if not row[0]:
            return ""
        plain = "\x1f".join([source, *(unicodedata.normalize("NFKC", text).casefold() for text in row)])
        return "p-" + hashlib.blake2b(plain.encode(), digest_size=10, key=secret, person=b"loopline").hexdigest()

    return pd.Series([hashed(row) for row in zip(*parts, strict=True)], dtype=object)
