"""The loader of Loopline's own sheets: a folder of CSV files, a zip of them, or one workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.sheets import SHEETS, Sheet
from graph.staging.extract import Extract
from graph.suggest import did_you_mean, ended
from loaders.gather import ExtractBuilder
from loaders.readers.archive import TEXT_ENDS
from loaders.readers.files import find_files, read_tables
from loaders.readers.no_records import set_apart
from loaders.readers.tables import Table, shown
from loaders.students import refuse_student_column, set_students_apart


def read(
    paths: Iterable[Path],
    source: str = "",  # noqa: ARG001 - every loader is called alike
    as_of: date = date.max,  # noqa: ARG001
) -> Extract:
    """Read sheets from files, folders, zips or workbooks.

    Args:
        paths: The paths that the user gave.
        source: Not needed here, because ids are given.
        as_of: Not needed here, because every row says from when it is true.

    Raises:
        InputError: A file is rejected as a whole, or none of them is a sheet.
    """
    builder = ExtractBuilder()
    found: list[str] = []
    for path in paths:
        for file in find_files(path):
            if file.suffix.lower() in TEXT_ENDS and _sheet_of(str(file)) is None:
                _refuse_if_named(path, file)  # whatever it holds: notes beside the sheets are no table
                found.append(str(file))
                continue
            for table in read_tables(file, wanted=partial(_is_sheet, file, found), is_header=_is_header):
                if (sheet := _sheet_of(table.file)) is not None:
                    _add(builder, sheet, set_apart(table))
    if not builder.files:
        raise InputError(
            f"No sheet was found{' among: ' + ', '.join(found[:5]) if found else ''}.",
            f"Name the files after the sheets ({', '.join(list(SHEETS)[:6])}, ...) or give --mapping.",
            file=", ".join(str(path) for path in paths),
        )
    if found:
        builder.notes.append(f"Left out because their names are not sheet names: {', '.join(found)}.")
    return builder.done()


def _stem(file: str) -> str:
    """The sheet's name from a file's name: `teams` of `in/teams.csv`, `all.xlsx!teams` or `all.zip!in/teams.csv`."""
    part = file.rpartition("!")[2]
    return Path(part).stem if part == file or part.lower().endswith((".csv", ".tsv", ".txt")) else part


def _sheet_of(file: str) -> Sheet | None:
    """The sheet that a table is, by its name; case, blanks and underscores are ignored."""
    return _BY_PLAIN.get(_plain(_stem(file)))


def _is_sheet(file: Path, left_out: list[str], name: str) -> bool:
    """Whether a part of a workbook or an archive is a sheet; others are noted and left unread, whatever they hold."""
    part = f"{shown(str(file))}!{shown(name)}"
    known = _sheet_of(part) is not None
    if not known:
        left_out.append(part)
    return known


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()


_BY_PLAIN = {_plain(name): sheet for name, sheet in SHEETS.items()}


def _is_header(file: str, _: int, cells: Sequence[str]) -> bool:
    """Whether a row names all columns that the table's sheet needs."""
    sheet = _sheet_of(file)
    names = {_plain(cell) for cell in cells}
    return sheet is None or all(_plain(name) in names for name in sheet.required)


def _refuse_if_named(path: Path, file: Path) -> None:
    """Reject a file that the user named explicitly if it is not a sheet; one found in a folder is skipped."""
    if path == file:
        stem = _stem(str(file))
        raise InputError(
            ended(f"Unknown sheet {stem!r}{did_you_mean(stem, SHEETS)}"),
            f"Name it after one of the sheets ({', '.join(SHEETS)}), or give --mapping.",
            file=shown(str(file)),
        )


def _add(builder: ExtractBuilder, sheet: Sheet, table: Table) -> None:
    columns: dict[str, int] = {}
    plain = {_plain(name): name for name in sheet.columns}
    for position, header in enumerate(table.headers):
        name = plain.get(_plain(header))
        if name is None:
            refuse_student_column(table, header)
            continue
        if name in columns:
            raise InputError(
                f"Two columns are both named {name!r}.",
                "Keep one of them.",
                file=table.file,
                line=table.line,
                column=header,
            )
        columns[name] = position
    for column in sheet.columns.values():
        if column.required and column.name not in columns:
            raise InputError(
                ended(f"The column {column.name!r} is missing{did_you_mean(column.name, table.headers)}"),
                f"Add it, or rename the column that holds it; {sheet.name} needs: "
                f"{', '.join(c.name for c in sheet.columns.values() if c.required)}.",
                file=table.file,
                line=table.line,
            )
    table = set_students_apart(table, sheet)
    numbers = builder.add_table(table, sorted(columns.values()))
    builder.add_sheet(
        sheet.name,
        {name: table.frame.iloc[:, position] for name, position in columns.items()},
        numbers.good,
        {name: table.headers[position] for name, position in columns.items()},
        numbers.lost,
    )
