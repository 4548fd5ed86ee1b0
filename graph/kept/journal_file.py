"""A load's journal as one file's content: a zip of `journal.json` and one Parquet table for each type."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.errors import LooplineError
from graph.loading.journal import Journal

_VERSION = 2
"""Of a journal with ids that were renamed or merged; others are of version 1."""
_FACTS = "journal.json"
_PLAIN = ("load", "number", "source", "begun", "whole", "repeated", "joined")
_RENAMED = ("renamed", "reworded", "moved")
_TABLES = ("created", "before", "made", "was", "starts", *_RENAMED)
_SINGLE = ("created", "starts")
"""Tables of one column."""


def pack_journal(journal: Journal) -> memoryview:
    """The content of a file."""
    facts: dict[str, Any] = {
        "version": _VERSION if any(getattr(journal, name) for name in _RENAMED) else 1,
        **{name: getattr(journal, name) for name in _PLAIN},
        "as_of": journal.as_of.isoformat(),
        "again": list(journal.again),
        "told": {"-".join(kind): count for kind, count in journal.told.items()},
        "texts": journal.texts,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(_FACTS, json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for part in _TABLES:
            for name, rows in getattr(journal, part).items():
                if rows:
                    path = f"{part}/{name if isinstance(name, str) else '-'.join(name)}"
                    archive.writestr(path, _table([[row] for row in sorted(rows)] if part in _SINGLE else rows))
    return content.getbuffer()


def unpack_journal(content: bytes | memoryview) -> Journal:
    """What `pack_journal` was given.

    Raises:
        LooplineError: It was written by a newer version.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        facts = json.loads(archive.read(_FACTS).decode("utf-8", "surrogatepass"))
        if facts["version"] not in (1, _VERSION):
            raise LooplineError("What a load changed was noted by a newer version of Loopline.", "Use that version.")
        tables: dict[str, dict[Any, Any]] = {part: defaultdict(list) for part in _TABLES}
        for path in archive.namelist():
            part, _, name = path.partition("/")
            if not name:
                continue
            kind: Any = name if part in {"created", "before", "renamed"} else tuple(name.split("-"))
            rows = _rows(archive.read(path))
            found = [key for (key,) in rows] if part in _SINGLE else rows
            tables[part][kind] = set(found) if part == "starts" else found
    given: dict[str, Any] = {
        **{name: facts[name] for name in _PLAIN},
        "as_of": date.fromisoformat(facts["as_of"]),
        "again": tuple(facts["again"]),
        "told": defaultdict(int, {tuple(kind.split("-")): count for kind, count in facts["told"].items()}),
        "texts": {person: [(name, text) for name, text in texts] for person, texts in facts["texts"].items()},
    }
    return Journal(**given | tables)


def _table(rows: Sequence[list[Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {str(at): list(values) for at, values in enumerate(zip(*rows, strict=True))}
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def _rows(content: bytes) -> list[list[Any]]:
    import pyarrow.parquet as pq

    columns = [column.to_pylist() for column in pq.read_table(io.BytesIO(content)).columns]
    return [list(row) for row in zip(*columns, strict=True)]
