"""The loader of Loopline's own sheets: a folder of CSV files, a zip of them, or one workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from graph.errors import InputError
from graph.model.sheets import SHEETS, Sheet
from graph.staging.extract import Extract
from graph.suggest import did_you_mean, ended
from loaders.gather import ExtractBuilder
from loaders.readers.files import find_files, read_tables
from loaders.readers.tables import Table

_STUDENT = re.compile(r"student|pupil|learner", re.IGNORECASE)


def read(paths: Iterable[Path], source: str = "") -> Extract:  # noqa: ARG001 - every loader is called alike
    """Read sheets from files, folders, zips or workbooks.

    Args:
        paths: The paths that the user gave.
        source: Not needed here, because ids are given.

    Raises:
        InputError: A file is rejected as a whole, or none of them is a sheet.
    """
    builder = ExtractBuilder()
    found: list[str] = []
    for path in paths:
        for file in find_files(path):
            for table in read_tables(file):
                sheet = SHEETS.get(_plain(_stem(table.file)))
                if sheet is None:
                    found.append(table.file)
                    _refuse_if_named(path, file, table)
                    continue
                _add(builder, sheet, table)
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


def _plain(text: str) -> str:
    """Normalize a name: case, blanks and underscores are ignored."""
    squeezed = re.sub(r"[\s_-]+", "", text).casefold()
    return _BY_PLAIN.get(squeezed, squeezed)


_BY_PLAIN = {name.replace("_", ""): name for name in SHEETS}


def _refuse_if_named(path: Path, file: Path, table: Table) -> None:
    """Reject a file that the user named explicitly if it is not a sheet; one found in a folder is skipped."""
    if path == file and "!" not in table.file:
        raise InputError(
            ended(f"Unknown sheet {_stem(table.file)!r}{did_you_mean(_stem(table.file), SHEETS)}"),
            f"Name it after one of the sheets ({', '.join(SHEETS)}), or give --mapping.",
            file=table.file,
        )


def _add(builder: ExtractBuilder, sheet: Sheet, table: Table) -> None:
    columns: dict[str, int] = {}
    plain = {re.sub(r"[\s_-]+", "", name).casefold(): name for name in sheet.columns}
    for position, header in enumerate(table.headers):
        name = plain.get(re.sub(r"[\s_-]+", "", header).casefold())
        if name is None:
            _refuse_students(table, header)
            continue
        if name in columns:
            raise InputError(
                f"Two columns are both named {name!r}.", "Keep one of them.", file=table.file, line=1, column=header
            )
        columns[name] = position
    for column in sheet.columns.values():
        if column.required and column.name not in columns:
            raise InputError(
                ended(f"The column {column.name!r} is missing{did_you_mean(column.name, table.headers)}"),
                f"Add it, or rename the column that holds it; {sheet.name} needs: "
                f"{', '.join(c.name for c in sheet.columns.values() if c.required)}.",
                file=table.file,
                line=1,
            )
    numbers = builder.add_table(table, sorted(columns.values()))
    builder.add_sheet(
        sheet.name,
        {name: table.frame.iloc[:, position] for name, position in columns.items()},
        numbers.good,
        {name: table.headers[position] for name, position in columns.items()},
        numbers.lost,
    )


def _refuse_students(table: Table, header: str) -> None:
    if _STUDENT.search(header):
        raise InputError(
            "This looks like a column about students; Loopline does not accept student data.",
            "Remove the column from the export.",
            file=table.file,
            line=1,
            column=header,
        )
