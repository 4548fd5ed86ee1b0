"""What a load was given, as one file's content: rows as read, profile, source and date.

It is a zip of `load.json` and one Parquet table for each array or frame; the sealed file around it encrypts.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from graph.errors import LooplineError
from graph.problem import Problem
from graph.profile.profile import Profile
from graph.staging.absent import Mode
from graph.staging.date_order import DateOrder
from graph.staging.extract import Extract, FileRows, SheetRows

_VERSION = 1
_FACTS = "load.json"
_GROUP = 200_000
"""Rows that are converted at once, which bounds the memory that a copy takes."""


@dataclass(frozen=True)
class LoadInput:
    """Everything that a load depends on, besides the graph and the key of people's ids.

    Attributes:
        source: Name of the source.
        as_of: The date that the files describe.
        extract: What the loader read.
        profile: The profile that the files were read with.
        mode: Whether the files tell all that the source knows.
        approved: Why somebody agreed to it when it was held; empty if it was not.
        loaded_at: When it was loaded for the first time; None before that, and in files of earlier versions.
    """

    source: str
    as_of: date
    extract: Extract
    profile: Profile
    mode: Mode = Mode.FULL
    approved: str = ""
    loaded_at: datetime | None = None


def pack(given: LoadInput) -> memoryview:
    """The content of a file."""
    extract = given.extract
    facts: dict[str, Any] = {
        "version": _VERSION,
        "source": given.source,
        "as_of": given.as_of.isoformat(),
        "mode": str(given.mode),
        "approved": given.approved,
        "loaded_at": given.loaded_at.isoformat() if given.loaded_at else None,
        "profile": given.profile.as_text(),
        "profile_origin": given.profile.origin,
        "files": [{"file": each.file, "comma": each.comma, "lent": each.used is not None} for each in extract.files],
        "sheets": [
            {
                "sheet": each.sheet,
                "columns": list(each.frame.columns),
                "size": len(each.frame),
                "headers": each.headers,
                "fed": each.at is not None,
            }
            for each in extract.sheets
        ],
        "problems": [[row, asdict(problem)] for row, problem in extract.problems],
        "mapping": extract.mapping,
        "dropped": extract.dropped,
        "notes": [str(note) for note in extract.notes],
        "date_order": extract.date_order,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(_FACTS, json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for at, file in enumerate(extract.files):
            used = {} if file.used is None else {"used": file.used}
            _put(archive, f"files/{at}", {"line": file.lines, "copy": file.copies, **used})
        for at, rows in enumerate(extract.sheets):
            _put(
                archive,
                f"sheets/{at}/cells",
                {str(name): cells.to_numpy(dtype=object) for name, cells in rows.frame.items()},
            )
            _put(archive, f"sheets/{at}/rows", {"row": rows.rows, **({} if rows.at is None else {"at": rows.at})})
            _put(archive, f"sheets/{at}/lost", {"row": rows.lost})
    return content.getbuffer()


def unpack(content: bytes | memoryview) -> LoadInput:
    """What `pack` was given.

    Raises:
        LooplineError: It was written by a newer version, or its profile can't be used by this one.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        facts = json.loads(archive.read(_FACTS).decode("utf-8", "surrogatepass"))
        if facts["version"] != _VERSION:
            raise LooplineError(
                "The kept input of a load was written by a newer version of Loopline.",
                "Use that version.",
            )
        files = []
        for at, file in enumerate(facts["files"]):
            found = _get(archive, f"files/{at}")
            used = found["used"] if file["lent"] else None
            files.append(FileRows(file["file"], found["line"], found["copy"], file["comma"], used))
        sheets = []
        for at, rows in enumerate(facts["sheets"]):
            cells = _get(archive, f"sheets/{at}/cells")
            frame = pd.DataFrame(cells, columns=rows["columns"], index=range(rows["size"]), dtype=object)
            numbers = _get(archive, f"sheets/{at}/rows")
            sheets.append(
                SheetRows(
                    rows["sheet"],
                    frame,
                    numbers["row"],
                    rows["headers"],
                    numbers["at"] if rows["fed"] else None,
                    _get(archive, f"sheets/{at}/lost")["row"],
                )
            )
    extract = Extract(
        tuple(files),
        tuple(sheets),
        tuple((row, Problem(**problem)) for row, problem in facts["problems"]),
        facts["mapping"],
        {file: tuple(headers) for file, headers in facts["dropped"].items()},
        tuple(facts["notes"]),
        DateOrder(facts["date_order"]) if facts["date_order"] else None,
    )
    profile = Profile.from_text(facts["profile"], facts["profile_origin"])
    # Loads of versions that recorded no mode ended nothing.
    mode = Mode(facts.get("mode", Mode.DELTA))
    loaded_at = datetime.fromisoformat(facts["loaded_at"]) if facts.get("loaded_at") else None
    as_of = date.fromisoformat(facts["as_of"])
    return LoadInput(facts["source"], as_of, extract, profile, mode, facts.get("approved", ""), loaded_at)


def _put(archive: zipfile.ZipFile, name: str, columns: dict[str, np.ndarray]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {column: _type(values) for column, values in columns.items()}
    numbers = [column for column, kind in types.items() if pa.types.is_integer(kind)]
    with (
        archive.open(name, "w", force_zip64=True) as out,
        pq.ParquetWriter(
            out,
            pa.schema(types),
            compression="zstd",
            use_dictionary=[column for column in types if column not in numbers],
            # Line numbers count up, so their differences take next to no room.
            column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        ) as writer,
    ):
        size = max(map(len, columns.values()), default=0)
        for start in range(0, size, _GROUP):
            part = {column: values[start : start + _GROUP] for column, values in columns.items()}
            writer.write_table(pa.table({column: _array(values, types[column]) for column, values in part.items()}))


def _type(values: np.ndarray) -> Any:  # noqa: ANN401 - an Arrow type; the library has no types
    import pyarrow as pa

    if values.dtype != object:
        return pa.from_numpy_dtype(values.dtype)
    try:
        for start in range(0, len(values), _GROUP):
            pa.array(values[start : start + _GROUP], type=pa.string())
    except UnicodeEncodeError:  # a cell that is no valid text was set aside, and is still a cell of the file
        return pa.binary()
    return pa.string()


def _array(values: np.ndarray, kind: Any) -> Any:  # noqa: ANN401 - of Arrow; the library has no types
    import pyarrow as pa

    if pa.types.is_binary(kind):
        values = np.array([None if text is None else text.encode("utf-8", "surrogatepass") for text in values], object)
    return pa.array(values, type=kind)


def _get(archive: zipfile.ZipFile, name: str) -> dict[str, np.ndarray]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(archive.read(name)))
    found = {}
    for column in table.column_names:
        values = table.column(column).to_numpy()
        if pa.types.is_binary(table.schema.field(column).type):
            texts = [None if text is None else text.decode("utf-8", "surrogatepass") for text in values]
            values = np.array(texts, dtype=object)
        found[column] = values
    return found
