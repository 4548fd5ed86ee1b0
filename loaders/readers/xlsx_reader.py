"""Excel workbooks: each sheet becomes a table, its cells the text that a person sees.

Before openpyxl (with defusedxml) reads anything, a counting parser checks every XML part once: no document type, no
jump to row 900,000,000, no endless formatted blank rows, no text beyond any cell's limits.
"""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.problem import Problem, mask
from loaders.readers.csv_rows import is_blank
from loaders.readers.tables import MAX_FIELD, Table, clean_headers, shown
from loaders.readers.xlsx_guard import check_parts, damage

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

    from loaders.readers.encoding import Source

MAX_SHEETS = 200
_RESAVE = "Open the workbook in a spreadsheet, fix it and save it again as XLSX."
_ERRORS = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#CONNECT!",
        "#BUSY!",
        "#PYTHON!",
    }
)


def read_xlsx(archive: zipfile.ZipFile, source: Source, rows: int, wanted: Callable[[str], bool]) -> Iterator[Table]:
    """Read the sheets of a workbook in slices of `rows` rows; sheets without cells are skipped.

    Args:
        archive: The workbook as an archive, its table of contents checked.
        source: The same workbook as bytes.
        rows: Rows of a slice.
        wanted: Called with each sheet's title.

    Raises:
        InputError: The workbook as a whole is rejected.
    """
    uncalculated = check_parts(archive, source)
    with damage(source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about drawings and validations that it skips
        tables = _read_workbook(source, wanted, uncalculated=uncalculated)
    for table in tables:
        for start in range(0, max(len(table), 1), rows):
            yield Table(
                table.file,
                table.headers,
                table.frame.iloc[start : start + rows].reset_index(drop=True),
                table.lines[start : start + rows],
                [] if start else table.problems,
                () if start else table.notes,
            )


def _read_workbook(source: Source, wanted: Callable[[str], bool], *, uncalculated: bool) -> list[Table]:
    from openpyxl import load_workbook

    book = load_workbook(source.open(), read_only=True, data_only=True, keep_links=False)
    sheets = book.worksheets
    if len(sheets) > MAX_SHEETS:
        raise InputError(
            f"The workbook has {len(sheets)} sheets; the limit is {MAX_SHEETS}.",
            "Keep only those with data.",
            file=source.name,
        )
    formulas = {sheet.title: _formulas(source, sheet.title) for sheet in sheets if uncalculated and wanted(sheet.title)}
    chosen = [sheet for sheet in sheets if wanted(sheet.title)]
    readers = [_Sheet(f"{source.name}!{shown(sheet.title)}", formulas.get(sheet.title, {})) for sheet in chosen]
    read = [reader.read(sheet) for sheet, reader in zip(chosen, readers, strict=True)]
    tables = [table for table in read if table is not None]
    if len(chosen) == len(sheets) and not tables:
        raise InputError("The workbook has no rows.", "Export it again.", file=source.name)
    return tables


def _formulas(source: Source, title: str) -> dict[int, list[int]]:
    """The positions of formulas in each row of a sheet."""
    from openpyxl import load_workbook

    sheet = load_workbook(source.open(), read_only=True, keep_links=False)[title]
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()
    rows = ([place for place, cell in enumerate(row) if cell.data_type == "f"] for row in sheet.iter_rows())
    return {line: places for line, places in enumerate(rows, start=1) if places}


class _Sheet:
    """Reads one sheet into a table."""

    def __init__(self, file: str, formulas: dict[int, list[int]]) -> None:
        self._file = file
        self._formulas = formulas
        self._headers: tuple[str, ...] = ()
        self._problems: list[Problem] = []
        self._rounded: set[int] = set()

    def read(self, sheet: Worksheet) -> Table | None:
        """Read it; None if no cell has a value."""
        cast("ReadOnlyWorksheet", sheet).reset_dimensions()  # the size that the file declares is often wrong
        rows: list[list[str]] = []
        lines: list[int] = []
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            texts = [value if type(value := cell.value) is str else self._text(cell) for cell in cells]
            width = len(self._headers)
            if texts and len(max(texts, key=len)) > MAX_FIELD:  # made of many runs, each within limits
                raise InputError("A cell is too long.", "Shorten it.", file=self._file, line=line)
            if problem := self._fault(cells, texts, line):
                self._problems.append(problem)
            elif is_blank(texts):
                continue
            elif not width:
                self._headers = clean_headers(texts, self._file, line)
            else:
                rows.append(texts[:width] if len(texts) >= width else texts + [""] * (width - len(texts)))
                lines.append(line)
        if not self._headers:
            return None
        frame = pd.DataFrame(rows, columns=range(len(self._headers)), dtype=object)
        notes: tuple[str, ...] = ("a hidden sheet",) if sheet.sheet_state != "visible" else ()
        notes += tuple(
            f"column {self._headers[column - 1]}: Excel keeps only 15 digits of a number; store longer ids as text"
            for column in sorted(self._rounded)
            if column <= len(self._headers)
        )
        return Table(self._file, self._headers, frame, np.array(lines, np.int64), self._problems, notes)

    def _fault(self, cells: Sequence[Cell | MergedCell], texts: list[str], line: int) -> Problem | None:
        """Why a row is rejected: an error value, no value, or a value without a header.

        Raises:
            InputError: The header row has such a fault.
        """
        width = len(self._headers)
        errors = () if _ERRORS.isdisjoint(texts) else range(len(texts))
        error = next((place for place in errors if cells[place].data_type == "e"), None)
        missing = next(
            (place for place in self._formulas.get(line, ()) if cells[place].data_type == "n" and not texts[place]),
            None,
        )
        if error is not None and (error < width or not width):
            code, place, reason = "error_cell", error, "The cell has a spreadsheet error instead of a value."
        elif missing is not None and (missing < width or not width):
            code, place, reason = "no_value", missing, "The cell has a formula that was never calculated."
        elif width and not is_blank(texts[width:]):
            place = next(place for place in range(width, len(texts)) if not is_blank([texts[place]]))
            code, reason = "no_header", "There is a value in a column that has no header."
        else:
            return None
        if not width:
            raise InputError(reason, _RESAVE, file=self._file, line=line, column=f"{place + 1}")
        name = (self._headers[place] if place < width else "") or f"(column {place + 1})"
        return Problem(
            self._file, line, name, code, texts[place] if code == "error_cell" else mask(texts[place]), reason
        )

    def _text(self, cell: Cell | MergedCell) -> str:
        """A value other than text: ISO dates, whole numbers without a point, 15 digits, leading zeros as shown."""
        value: Any = cell.value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            if abs(value) >= 1e15 and cell.column is not None:
                self._rounded.add(cell.column)
            text = f"{value:.0f}" if value == value // 1 else f"{value:.15g}"
            zeros = cell.number_format
            return text.zfill(len(zeros)) if zeros[:2] == "00" and not zeros.strip("0") else text
        if isinstance(value, dt.datetime):
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")
        if isinstance(value, dt.date | dt.time):
            return value.isoformat()
        return str(value)
