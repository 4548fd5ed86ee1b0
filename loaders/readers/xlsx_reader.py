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
from graph.spreadsheet_errors import NOT_CALCULATED, SPREADSHEET_ERRORS
from graph.wording import say_count
from loaders.readers.csv_rows import is_blank
from loaders.readers.tables import HEADER_ROWS, MAX_FIELD, Table, clean_headers, say_titles, say_unnamed, shown
from loaders.readers.xlsx_guard import check_parts, damage
from loaders.readers.xlsx_marks import Marks, is_struck, read_marks, struck_styles

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

    from loaders.readers.encoding import Source
    from loaders.readers.tables import IsHeader, Wish

MAX_SHEETS = 200
_RESAVE = "Open the workbook in a spreadsheet, fix it and save it again as XLSX."
_NAMED = 10  # rows that a note names


def read_xlsx(archive: zipfile.ZipFile, source: Source, rows: int, wish: Wish) -> Iterator[Table]:
    """Read the sheets of a workbook in slices of `rows` rows; sheets without cells are skipped.

    Args:
        archive: The workbook as an archive, its table of contents checked.
        source: The same workbook as bytes.
        rows: Rows of a slice.
        wish: Which sheets, and how their headers are known.

    Raises:
        InputError: The workbook as a whole is rejected.
    """
    uncalculated = check_parts(archive, source)
    with damage(source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about drawings and validations that it skips
        tables = _read_workbook(source, wish, uncalculated=uncalculated)
    for table in tables:
        for start in range(0, max(len(table), 1), rows):
            yield Table(
                table.file,
                table.headers,
                table.frame.iloc[start : start + rows].reset_index(drop=True),
                table.lines[start : start + rows],
                [] if start else table.problems,
                notes=() if start else table.notes,
                line=table.line,
            )


def _read_workbook(source: Source, wish: Wish, *, uncalculated: bool) -> list[Table]:
    from openpyxl import load_workbook

    book = load_workbook(source.open(), read_only=True, data_only=True, keep_links=False)
    sheets = book.worksheets
    if len(sheets) > MAX_SHEETS:
        raise InputError(
            f"The workbook has {len(sheets)} sheets; the limit is {MAX_SHEETS}.",
            "Keep only those with data.",
            file=source.name,
        )
    chosen = [sheet for sheet in sheets if wish.wanted(sheet.title)]
    formulas = {sheet.title: _formulas(source, sheet.title) for sheet in chosen if uncalculated}
    struck = struck_styles(book)
    readers = [
        _Sheet(f"{source.name}!{shown(sheet.title)}", formulas.get(sheet.title, {}), struck, wish.is_header)
        for sheet in chosen
    ]
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


def _say_rows(kind: str, more: str, lines: list[int]) -> tuple[str, ...]:
    """A note about rows that are read although they are marked, if there are any."""
    where = f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines[:_NAMED]))}"
    where += " and more" if len(lines) > _NAMED else ""
    rows = say_count(len(lines), f"{kind}row{more}", f"{kind}rows{more}")
    return (f"{rows} read like the others: {where}",) if lines else ()


class _Sheet:
    """Reads one sheet into a table."""

    def __init__(self, file: str, formulas: dict[int, list[int]], struck: set[int], is_header: IsHeader | None) -> None:
        self._file = file
        self._struck = struck
        self._partly: list[int] = []
        self._problems: list[Problem] = []
        self._is_header = is_header
        self._formulas = formulas
        self._headers: tuple[str, ...] = ()
        self._rounded: set[int] = set()
        self._unnamed: set[int] = set()
        self._marks = Marks()
        self._above: dict[int, str] = {}
        self._filled: dict[int, int] = {}
        self._titled = False

    def read(self, sheet: Worksheet) -> Table | None:
        """Read it; None if no cell has a value."""
        readable = cast("ReadOnlyWorksheet", sheet)
        readable.reset_dimensions()  # the size that the file declares is often wrong
        with cast("Any", readable)._get_source() as part:  # noqa: SLF001 - openpyxl has no public name for the part
            self._marks = read_marks(part)
        top = self._top(sheet)
        rows: list[list[str]] = []
        lines: list[int] = []
        for line, cells in enumerate(sheet.iter_rows(min_row=top), start=top):
            texts = self._texts(cells, line)
            width = len(self._headers)
            if is_blank(texts):
                continue
            if not width:
                self._headers = self._header(texts, cells, line)
                top = line
            else:
                self._unnamed.update(place for place in range(width, len(texts)) if not is_blank([texts[place]]))
                full = texts[:width] if len(texts) >= width else texts + [""] * (width - len(texts))
                full = self._filled_down(full, line) if self._marks.merged else full
                if self._struck and self._is_struck(texts, cells, line):
                    continue
                rows.append(full)
                lines.append(line)
        if not self._headers:
            return None
        frame = pd.DataFrame(rows, columns=range(len(self._headers)), dtype=object)
        notes = self._notes(sheet, lines, top)
        return Table(self._file, self._headers, frame, np.array(lines, np.int64), self._problems, notes, line=top)

    def _texts(self, cells: Sequence[Cell | MergedCell], line: int) -> list[str]:
        """A row's cells as text."""
        texts = [value if type(value := cell.value) is str else self._text(cell) for cell in cells]
        if texts and len(max(texts, key=len)) > MAX_FIELD:  # made of many runs, each within limits
            raise InputError("A cell is too long.", "Shorten it.", file=self._file, line=line)
        for place in self._formulas.get(line, ()):
            if cells[place].data_type == "n" and not texts[place]:
                texts[place] = NOT_CALCULATED
        return texts

    def _top(self, sheet: Worksheet) -> int:
        """Row of the header where it is known, however many titles stand above; else the first."""
        if self._is_header is not None:
            for line, cells in enumerate(sheet.iter_rows(max_row=HEADER_ROWS), start=1):
                if self._is_header(self._file, line, self._texts(cells, line)):
                    self._titled = line > 1
                    return line
        return 1

    def _header(self, texts: list[str], cells: Sequence[Cell | MergedCell], line: int) -> tuple[str, ...]:
        """The checked header row.

        Raises:
            InputError: A cell has no value that could name a column.
        """
        for place, (text, cell) in enumerate(zip(texts, cells, strict=True)):
            if text == NOT_CALCULATED or cell.data_type == "e":
                reason = SPREADSHEET_ERRORS.get(text, SPREADSHEET_ERRORS["#VALUE!"])
                raise InputError(reason, _RESAVE, file=self._file, line=line, column=f"{place + 1}")
        return clean_headers(texts, self._file, line)

    def _is_struck(self, texts: list[str], cells: Sequence[Cell | MergedCell], line: int) -> bool:
        """Whether a row is struck through, so that it is set aside; where only some of its cells are, it stays."""
        filled = [place for place, text in enumerate(texts[: len(self._headers)]) if not is_blank([text])]
        struck = [place for place in filled if is_struck(cells[place], self._struck)]
        if not struck:
            return False
        if len(struck) < len(filled):
            self._partly.append(line)
            return False
        first = struck[0]
        reason = "The row is struck through. Remove it, or the line through it if it is still so."
        self._problems.append(Problem(self._file, line, self._headers[first], "struck_row", mask(texts[first]), reason))
        return True

    def _filled_down(self, texts: list[str], line: int) -> list[str]:
        """A row with the values of cells that are merged over it from above."""
        for place, text in enumerate(texts):
            first = self._marks.filled_from(place + 1, line)
            if first is None:
                self._above[place] = text
            elif not text and (text := self._above.get(place, "")):
                texts[place] = text
                self._filled[place] = self._filled.get(place, 0) + 1
        return texts

    def _notes(self, sheet: Worksheet, lines: list[int], top: int) -> tuple[str, ...]:
        """What the user should know of how the sheet was read."""
        hidden = [line for line in lines if line in self._marks.hidden]
        named = [(place, header) for place, header in enumerate(self._headers) if header]
        return (
            *(("a hidden sheet",) if sheet.sheet_state != "visible" else ()),
            *(say_titles(top) if self._titled else ()),
            *_say_rows("hidden ", "", hidden),
            *_say_rows("", " with some cells struck through", self._partly),
            *(
                f"column {header}: merged cells were filled down into {say_count(self._filled[place], 'row', 'rows')}"
                for place, header in named
                if place in self._filled
            ),
            *(
                f"column {header}: Excel keeps only 15 digits of a number; store longer ids as text"
                for place, header in named
                if place + 1 in self._rounded
            ),
            *say_unnamed(self._unnamed),
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
