"""The quarantine: rows that were not loaded, as a CSV file with masked values."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from graph.csv_text import write_csv
from graph.errors import LooplineError
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
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, problems)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LooplineError(
            f"The list of rejected rows could not be written to {path.parent}: {reason}. Nothing was loaded.",
            "Free up space there, or set LOOPLINE_HOME to a folder that you can write to.",
        ) from error
    return str(path)


def _write(path: Path, problems: Iterable[Problem]) -> None:
    """Write to a temporary file and rename it; only the owner can read it from the first byte on."""
    number, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="", errors="backslashreplace") as out:
            write_csv(out, [field.name for field in fields(Problem)], map(astuple, problems))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
