"""The quarantine: rows that were not loaded, as a CSV file that shows no value in clear."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from graph.problem import Problem


def folder(home: Path) -> Path:
    """Where quarantine files lie in a data folder."""
    return home / "quarantine"


def write(home: Path, load_id: str, problems: Iterable[Problem]) -> str:
    """Write a load's quarantine and return its path; the file appears whole or not at all.

    Columns: file, line, column, code, value (masked), reason.
    """
    into = folder(home)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = into / f"{load_id}.csv"
    part = path.with_suffix(".part")
    private = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(private, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow([field.name for field in fields(Problem)])
        rows.writerows([_safe(cell) for cell in astuple(problem)] for problem in problems)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    return str(path)


def _safe(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
