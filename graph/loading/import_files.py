"""Nodes and relationships as the files that Neo4j's importer reads, made from the statements that would create them.

What a node or a relationship carries is decided where those statements are made; here only their columns are written.
Texts are quoted and blanks are not, so that an empty text is told from none.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from graph.loading.differences import Step
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind
from graph.server.importer import SEPARATOR, Table

_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "double",
    Kind.WHOLE: "long",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
    Kind.MOMENT: "datetime",
    Kind.TEXTS: "string[]",
}
"""Names that the importer has for the types of values."""


class ImportFiles:
    """Writes the files of one import into a private folder; use it as a context, which closes them."""

    def __init__(self, folder: Path) -> None:
        """Write into a folder, which must be there and empty.

        Attributes:
            breaks: Whether a text has a line break in it.
        """
        self._folder = folder
        self._open: dict[str | EdgeKind, _File] = {}
        self._stack = ExitStack()
        self.breaks = False

    def __enter__(self) -> ImportFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def tables(self) -> list[Table]:
        """What was written so far: nodes first."""
        found = [file.table() for file in self._open.values()]
        return sorted(found, key=lambda table: (table.ends, table.name, str(table.data)))

    def add(self, step: Step) -> list[Step]:
        """Write what a statement would create.

        Returns:
            What has to be sent to the server after the import: a statement that creates nothing, and for nodes of
            which a list can't stand in a file the one that sets their properties.
        """
        text, params = step
        if (label := _node_makers().get(text)) is not None:
            return self._add_nodes(label, dict(params))
        if (kind := _edge_makers().get(text)) is not None:
            self._add_edges(kind, params)
            return []
        return [step]

    def carry(self, labels: Sequence[str], properties: dict[str, Any]) -> None:
        """Write a node of Loopline's own records as it is."""
        (label,) = labels
        kinds = _kinds(label)
        columns: dict[str, Any] = {
            _header(name, kinds[name], label if name == NODES[label].key else ""): _array(
                kinds[name], [properties.get(name)]
            )
            for name in kinds
        }
        self._write(label, label, columns, ends=False)

    def _add_nodes(self, label: str, params: dict[str, Any]) -> list[Step]:
        kinds, key = _kinds(label), NODES[label].key
        lists = [name for name in params if kinds.get(name) is Kind.TEXTS]
        odd = [at for at in range(len(params["key"])) if any(_is_odd(params[name][at]) for name in lists)]
        columns: dict[str, Any] = {_header(key, Kind.TEXT, label): _array(Kind.TEXT, params["key"])}
        for name, values in params.items():
            if name == "key":
                continue
            given = values
            if name in lists and odd:
                given = [None if _is_odd(value) else value for value in values]
            columns[_header(name, kinds[name])] = _array(kinds[name], given)
        self._write(label, label, columns, ends=False)
        left = {name: [values[at] for at in odd] for name, values in params.items()}
        return [(cypher_builder.set_nodes(label), left)] if odd else []

    def _add_edges(self, kind: EdgeKind, params: Any) -> None:  # noqa: ANN401 - a statement's columns
        import pyarrow as pa

        kinds, size = _kinds(kind[0]), len(params["start"])
        columns: dict[str, Any] = {}
        for side, name, label in (("START", "start", kind[1]), ("END", "end", kind[2])):
            columns[f":{side}_ID({label})"] = _array(Kind.TEXT, params[f"{name}s"]).take(pa.array(params[name]))
        coded = cypher_builder.coded_columns(kind[0])
        for name in ("source", "load", "stated"):
            columns[_header(name, kinds[name])] = _array(kinds[name], [params[name]]).take(pa.array([0] * size))
        for name in cypher_builder.edge_columns(kind[0]):
            if name in coded:
                cells = _array(kinds[name], params[f"{name}_values"]).take(pa.array(params[name]))
            else:
                cells = _array(kinds[name], params[name])
            columns[_header(name, kinds[name])] = cells
        self._write(kind, kind[0], columns, ends=True)

    def _write(self, which: str | EdgeKind, name: str, columns: dict[str, Any], *, ends: bool) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        records = pa.table(columns)
        for cells in columns.values():
            if not self.breaks and pa.types.is_string(cells.type):
                self.breaks = bool(pc.any(pc.match_substring_regex(cells, "[\r\n]")).as_py())
        if which not in self._open:
            stem = which if isinstance(which, str) else "-".join(which)
            self._open[which] = _File(self._folder, stem, name, records.schema, self._stack, ends=ends)
        self._open[which].write(records)


class _File:
    """One file of records, with its header in another one."""

    def __init__(self, folder: Path, stem: str, name: str, schema: Any, stack: ExitStack, *, ends: bool) -> None:  # noqa: ANN401 - of Arrow, which has no types
        import pyarrow.csv as pacsv

        self._header, self._data = folder / f"{stem}.header.csv", folder / f"{stem}.csv"
        self._name, self._ends, self._count = name, ends, 0
        with _private(self._header) as header:
            header.write(",".join(schema.names).encode() + b"\n")
        options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
        out = stack.enter_context(_private(self._data))
        self._out = stack.enter_context(pacsv.CSVWriter(out, schema, write_options=options))

    def write(self, records: Any) -> None:  # noqa: ANN401 - a table of Arrow, which has no types
        self._out.write_table(records)
        self._count += len(records)

    def table(self) -> Table:
        return Table(self._name, self._header, self._data, self._count, ends=self._ends)


def _private(path: Path) -> Any:  # noqa: ANN401 - a file open for bytes
    """A new file that only its owner can read from the start."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _header(name: str, kind: Kind, label: str = "") -> str:
    """The head of a column; that of the key of a label's nodes says so, and relationships refer to it."""
    return f"{name}:ID({label})" if label else f"{name}:{_TYPES[kind]}"


def _is_odd(value: list[str] | None) -> bool:
    """Whether a list can't be told from another one, or from none, in a file."""
    return value is not None and (not value or any(not item or SEPARATOR in item for item in value))


def _array(kind: Kind, values: Iterable[Any]) -> Any:  # noqa: ANN401 - of Arrow, which has no types
    import pyarrow as pa

    if kind is Kind.TEXTS:
        values = [None if value is None else SEPARATOR.join(value) for value in values]
    elif kind is Kind.MOMENT:
        values = [None if value is None else value.isoformat() for value in values]
    types = {
        Kind.NUMBER: pa.float64(),
        Kind.WHOLE: pa.int64(),
        Kind.FLAG: pa.bool_(),
        Kind.DATE: pa.date32(),
    }
    return pa.array(values, type=types.get(kind, pa.string()))


@cache
def _kinds(name: str) -> dict[str, Kind]:
    """Types of values of a label's or a type's properties."""
    described = NODES[name] if name in NODES else RELATIONSHIPS[name]
    return {prop.name: prop.kind for prop in described.all_properties}


@cache
def _node_makers() -> dict[str, str]:
    return {cypher_builder.create_nodes(label): label for label in NODES}


@cache
def _edge_makers() -> dict[str, EdgeKind]:
    return {cypher_builder.create_edges(*kind): kind for kind in cypher_builder.sourced_edges()}
