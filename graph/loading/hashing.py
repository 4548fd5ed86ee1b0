"""The canonical hash of a graph: the facts from the sources, regardless of the order in which they were loaded.

It covers sourced nodes and relationships, ordered by key. It leaves out loads and other bookkeeping, the as-of dates of
rows, and everything derived. Two graphs with the same facts from the same sources have the same hash.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.schema import Origin
from graph.runner import Runner

PAGE = 20_000


def graph_hash(runner: Runner) -> str:
    """The hash as 64 hexadecimal digits; an empty graph has one too."""
    digest = hashlib.sha256()
    for label, node in NODES.items():
        if node.origin is Origin.SOURCED:
            _nodes(runner, label, digest.update)
    for kind in cypher_builder.sourced_edges():
        _edges(runner, kind, digest.update)
    return digest.hexdigest()


def _nodes(runner: Runner, label: str, update: Any) -> None:  # noqa: ANN401 - hashlib's bound method
    after = ""
    while True:
        found = runner.read(cypher_builder.every_node(label), {"after": after, "size": PAGE}).column("found")[0]
        if not found:
            return
        for row in found:
            update(_line(label, row))
        after = found[-1][0]


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
