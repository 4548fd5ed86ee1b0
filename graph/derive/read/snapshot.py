"""A snapshot file of all contacts next to the database, so that an unchanged graph is never read twice.

One Arrow file, readable by its owner only, since it shows who is in contact with whom. It records what it was read
from: the database's loads, their sizes, and the as-of date. Only the latest is kept.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from graph.derive.read.pages import People
from graph.derive.read.records import Meetings
from graph.derive.read.rows import Rows

VERSION = 2
_NAME = "contacts.arrow"
_PARTS = {"people": People, "rows": Rows, "meetings": Meetings}


@dataclass(frozen=True)
class Kept:
    """The data read, and where it came from.

    Attributes:
        standing: What identifies the state of the graph's contacts: its published loads in order, each with its number,
            and the counts of each kind.
        as_of: The date that people and meetings are of; rows of contact are of any.
    """

    standing: dict[str, Any]
    as_of: date
    people: People
    rows: Rows
    meetings: Meetings


def store(folder: Path, kept: Kept) -> None:
    """Replace the snapshot atomically; a full or read-only disk only costs time."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = folder / f"{_NAME}.{os.getpid()}.half"
        try:
            _write(half, kept)
            half.replace(folder / _NAME)
        finally:
            half.unlink(missing_ok=True)


def _write(path: Path, kept: Kept) -> None:
    import pyarrow as pa

    metadata = json.dumps([VERSION, kept.standing, kept.as_of.isoformat()])
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        for part, kind in _PARTS.items():
            parts = getattr(kept, part)
            table = pa.table({field.name: getattr(parts, field.name) for field in fields(kind)})
            with pa.ipc.new_stream(file, table.schema.with_metadata({"kept": metadata})) as stream:
                stream.write_table(table)


def fetch(folder: Path) -> Kept | None:
    """Read the snapshot; None if there is none, or where it can't be read: then the graph is."""
    import pyarrow as pa

    try:
        with pa.memory_map(str(folder / _NAME)) as file:
            tables = [pa.ipc.open_stream(file).read_all() for _ in _PARTS]
            version, standing, as_of = json.loads(tables[0].schema.metadata[b"kept"])
            if version != VERSION:
                return None
            # Copies: the file may be replaced while the arrays are in use.
            parts = {
                part: kind(**{field.name: np.array(table.column(field.name)) for field in fields(kind)})
                for (part, kind), table in zip(_PARTS.items(), tables, strict=True)
            }
            return Kept(standing, date.fromisoformat(as_of), **parts)
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None
