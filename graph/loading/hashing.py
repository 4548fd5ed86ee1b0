"""The canonical hash of a graph: the facts from the sources, regardless of the order in which they were loaded.

It covers sourced nodes and relationships, ordered by key. It leaves out loads and other bookkeeping, the as-of dates of
rows, and everything derived. Two graphs with the same facts from the same sources have the same hash.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from graph.loading.names import LABEL as PEOPLE
from graph.loading.names import SEALED
from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.schema import Origin
from graph.runner import Runner
from graph.vault.vault import Vault

PAGE = 20_000


def graph_hash(runner: Runner, vault: Vault | None = None) -> str:
    """The hash as 64 hexadecimal digits; an empty graph has one too.

    Args:
        runner: The graph.
        vault: Gives the names and addresses that the graph holds only as keyed hashes; without it, these count.
    """
    digest = hashlib.sha256()
    for label, node in NODES.items():
        if node.origin is Origin.SOURCED:
            _nodes(runner, label, digest.update, vault)
    for kind in cypher_builder.sourced_edges():
        _edges(runner, kind, digest.update)
    return digest.hexdigest()


def _nodes(runner: Runner, label: str, update: Any, vault: Vault | None) -> None:  # noqa: ANN401 - hashlib's bound method
    after = ""
    while True:
        found = runner.read(cypher_builder.every_node(label), {"after": after, "size": PAGE}).column("found")[0]
        if not found:
            return
        for row in found:
            update(_line(label, _named(row, vault) if label == PEOPLE else row))
        after = found[-1][0]


def _named(row: list[Any], vault: Vault | None) -> list[Any]:
    """A person's row, alike whether names lie in the graph or in the vault."""
    columns = dict(zip(("key", "sources", "ended_on", *cypher_builder.node_columns(PEOPLE)), row, strict=True))
    for name, key in SEALED.items():
        digest = columns.pop(key)
        if columns[name] is None and digest is not None:
            columns[name] = (vault.text(row[0], digest) if vault else None) or digest
    return list(columns.values())


def _edges(runner: Runner, kind: tuple[str, str, str], update: Any) -> None:  # noqa: ANN401 - hashlib's bound method
    after = ""
    while True:
        rows = runner.read(cypher_builder.every_edge(*kind), {"after": after, "size": PAGE}).rows
        if not rows or rows[0]["last"] is None:
            return
        for line in sorted(_line(":".join(kind), row) for row in rows[0]["found"]):
            update(line)
        after = rows[0]["last"]


def _line(name: str, row: list[Any]) -> bytes:
    plain = [value.isoformat() if isinstance(value, date | datetime) else value for value in row]
    return (name + json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
