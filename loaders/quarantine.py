"""The quarantine: rows that were not loaded, as a CSV file with masked values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from io import StringIO
from pathlib import Path

from graph.csv_text import write_csv
from graph.errors import LooplineError
from graph.private_file import write_private_file
from graph.problem import Problem


def folder(home: Path) -> Path:
    """The folder of quarantine files in a data folder."""
    return home / "quarantine"


def write(home: Path, load_id: str, problems: Iterable[Problem]) -> str:
    """Write a load's quarantine and return its path; the file appears whole or not at all.

    Columns: file, line, column, code, value (masked), reason.

    Raises:
        LooplineError: It can't be written: the disk is full, or the folder belongs to someone else.
    """
    path = folder(home) / f"{load_id}.csv"
    text = StringIO(newline="")
    write_csv(text, [field.name for field in fields(Problem)], map(astuple, problems))
    try:
        write_private_file(path, text.getvalue().encode("utf-8", "backslashreplace"))
    except LooplineError as error:
        raise LooplineError(
            f"{error.message} It is the list of rejected rows; nothing was loaded.", error.fix
        ) from error
    return str(path)
