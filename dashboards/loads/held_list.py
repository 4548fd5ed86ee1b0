"""The list of all that a held load would begin, end and change: a CSV file in the data folder until it is decided.

It has ids, and names of units and teams and titles of roles; of people the ids alone, of changed properties no values.
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards.loads.changes import COLUMNS, csv_row, row_of
from graph.csv_text import write_csv
from graph.private_file import write_private_file

if TYPE_CHECKING:
    from graph.loading.foreseen import Foreseen


def write_list(home: Path, load_id: str, found: Foreseen) -> Path:
    """Write the list of a held load; the file appears whole or not at all.

    Raises:
        LooplineError: It can't be written.
    """
    rows = (csv_row(row_of(each, found.names, found.units)) for each in found.differences)
    text = StringIO(newline="")
    write_csv(text, COLUMNS, (list(row.values()) for row in rows))
    path = _path(home, load_id)
    write_private_file(path, text.getvalue().encode("utf-8", "backslashreplace"))
    return path


def drop_list(home: Path, load_id: str) -> None:
    """Delete the list of a load that was approved or rejected; nothing happens if there is none."""
    _path(home, load_id).unlink(missing_ok=True)


def _path(home: Path, load_id: str) -> Path:
    return home / "held" / f"{load_id}.csv"
