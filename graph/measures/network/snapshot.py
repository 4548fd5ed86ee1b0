"""Records of contact in a file beside the database, so that an unchanged graph is never read twice.

One Arrow file, readable by its owner alone: who is in contact with whom is nobody else's business. Its name is made of
what the records depend on: the database, its loads, how much it holds, and the as-of date. Only the newest is kept.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.measures.network.records import Meetings, Records

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = "1"
_PEOPLE = ("people", "units", "here")
_ROWS = ("start", "end", "age", "count", "channel")
_MET = ("meeting", "person", "age", "size")


def name_of(standing: Any, as_of: date) -> str:  # noqa: ANN401 - whatever tells one state of the graph from another
    """Name of the file for a state of the graph."""
    said = repr((VERSION, standing, as_of.isoformat()))
    return f"contacts-{hashlib.sha256(said.encode()).hexdigest()[:24]}.arrow"


def store(folder: Path, name: str, records: Records) -> None:
    """Write a snapshot, whole or not at all, and take older ones away; a full or closed disk only costs the time."""
    import pyarrow as pa

    tables = {
        "people": pa.table({name: getattr(records, name) for name in _PEOPLE}),
        "rows": pa.table({name: getattr(records, name) for name in _ROWS}),
        "met": pa.table({name: getattr(records.meetings, name) for name in _MET}),
    }
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = folder / f"{name}.{os.getpid()}.half"
        try:
            _write(half, tables)
            half.replace(folder / name)
        finally:
            half.unlink(missing_ok=True)
        for old in folder.glob("contacts-*.arrow"):
            if old.name != name:
                old.unlink(missing_ok=True)


def _write(path: Path, tables: dict[str, pa.Table]) -> None:
    import pyarrow as pa

    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        for table in tables.values():
            with pa.ipc.new_stream(file, table.schema) as stream:
                stream.write_table(table)


def fetch(folder: Path, name: str, as_of: date) -> Records | None:
    """Read a snapshot; None where there is none, or where it can't be read: then the graph is."""
    import pyarrow as pa

    path = folder / name
    try:
        with pa.memory_map(str(path)) as file:
            people, rows, met = (pa.ipc.open_stream(file).read_all() for _ in range(3))
            columns = {
                **{name: _column(people, name) for name in _PEOPLE},
                **{name: _column(rows, name) for name in _ROWS},
            }
            return Records(as_of, **columns, meetings=Meetings(**{name: _column(met, name) for name in _MET}))
    except (OSError, pa.ArrowInvalid, KeyError):
        return None


def _column(table: pa.Table, name: str) -> np.ndarray:
    # A copy: the file may be replaced while the arrays are in use.
    return np.array(table.column(name).to_numpy())
