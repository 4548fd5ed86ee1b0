"""Excel workbooks: each sheet a table, its cells as the text a person sees in them.

Before openpyxl (with defusedxml) reads anything, every XML part is gone through once by a parser that only counts: no
document type, no jump to row 900,000,000, no endless formatted blank rows, no text beyond any cell's bounds.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from graph.errors import InputError
from loaders.tables import MAX_FIELD, Problem, Table, clean_headers, mask, shown
from loaders.xlsx_guard import check_parts, damage

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

    from loaders.encoding import Source

MAX_SHEETS = 200
_ZEROS = re.compile(r"0{2,}")


def read_xlsx(archive: zipfile.ZipFile, source: Source, rows: int, wanted: Callable[[str], bool]) -> Iterator[Table]:
    """Read the sheets of a workbook in slices of `rows` rows; sheets without a cell are passed over.

    Args:
        archive: The workbook as an archive, its table of contents checked.
        source: The same workbook as bytes.
        rows: Rows of a slice.
        wanted: Asked with each sheet's title.

    Raises:
        InputError: The workbook as a whole is refused.
    """
    check_parts(archive, source)
    with damage(source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl speaks of drawings and validations that it leaves out
        tables = _read_workbook(source, wanted)
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


def _read_workbook(source: Source, wanted: Callable[[str], bool]) -> list[Table]:
    from openpyxl import load_workbook

    values = load_workbook(source.open(), read_only=True, data_only=True, keep_links=False)
    if len(values.worksheets) > MAX_SHEETS:
        raise InputError(
            f"The workbook has {len(values.worksheets)} sheets.", "Keep only the sheets with data.", file=source.name
        )
    sheets = [sheet for sheet in values.worksheets if wanted(sheet.title)]
    tables = [table for sheet in sheets if (table := _read_sheet(sheet, f"{source.name}!{shown(sheet.title)}"))]
    if len(sheets) == len(values.worksheets) and not tables:
        raise InputError("The workbook holds no row.", "Export it again.", file=source.name)
    return tables


def _read_sheet(sheet: Worksheet, file: str) -> Table | None:
    """One sheet as a table; None where it has no cell with a value."""
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()  # what the file says of its own size is often wrong
    headers: tuple[str, ...] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    rounded: set[int] = set()
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell, file, line) if cell.value is not None else "" for cell in cells]
        if not any(text.strip() for text in texts):
            continue
        if headers is None:
            headers = clean_headers(texts, file, line)
            continue
        problem = _judge(cells, texts, headers, file, line)
        if problem:
            problems.append(problem)
            continue
        rounded.update(place for place, cell in enumerate(cells[: len(headers)]) if _is_rounded(cell))
        rows.append((texts + [""] * (len(headers) - len(texts)))[: len(headers)])
        lines.append(line)
    if headers is None:
        return None
    frame = pd.DataFrame(rows, columns=range(len(headers)), dtype=object)
    notes = ["a hidden sheet"] if sheet.sheet_state != "visible" else []
    notes += [
        f"column {headers[place]} holds numbers of more than 15 digits, which Excel rounds: keep ids as text"
        for place in sorted(rounded)
    ]
    return Table(file, headers, frame, np.array(lines, np.int64), problems, tuple(notes))


def _judge(
    cells: Sequence[Cell | MergedCell], texts: list[str], headers: tuple[str, ...], file: str, line: int
) -> Problem | None:
    """Why a row is left out: an error for a value, or a value without a header."""
    for place, cell in enumerate(cells[: len(headers)]):
        if cell.data_type == "e":
            reason = "The cell holds a spreadsheet error instead of a value."
            return Problem(file, line, headers[place], "error_cell", texts[place], reason)
    extra = next((place for place in range(len(headers), len(texts)) if texts[place].strip()), None)
    if extra is None:
        return None
    reason = "There is a value in a column without a header."
    return Problem(file, line, f"(column {extra + 1})", "no_header", mask(texts[extra]), reason)


def _is_rounded(cell: Cell | MergedCell) -> bool:
    value = cell.value
    return isinstance(value, int | float) and abs(value) >= 1e15


def _text(cell: Cell | MergedCell, file: str, line: int) -> str:
    """A cell as text: ISO dates, whole numbers without a point, 15 digits as Excel shows them, leading zeros kept."""
    value: Any = cell.value
    if isinstance(value, str):
        if len(value) > MAX_FIELD:
            raise InputError(f"A cell is longer than {MAX_FIELD:,} characters.", "Shorten it.", file=file, line=line)
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = f"{value:.0f}" if value == int(value) else f"{value:.15g}"
        zeros = cell.number_format
        return text.zfill(len(zeros)) if zeros[:2] == "00" and _ZEROS.fullmatch(zeros) else text
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
