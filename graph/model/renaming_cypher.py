"""Statements that give nodes other ids, and move what hangs on them, generated from the model."""

from __future__ import annotations

from graph.model.cypher_builder import EdgeKind, edge_columns, identity_of, labels, node_columns, own_values, types
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import NODE_TRAIL
from graph.model.sheets import SHEETS

COMPOSED = {sheet.node: sheet for sheet in SHEETS.values() if sheet.node and len(sheet.key) > 1}
"""Sheets whose rows' keys are made of several columns, by label."""


def node_ids(label: str) -> dict[str, str]:
    """Properties of a node type that are ids of others, each with their label."""
    return {prop.name: prop.id_of for prop in NODES[label].properties if prop.id_of in NODES}


def edge_ids(kind: str) -> dict[str, str]:
    """The same of a relationship type."""
    return {prop.name: prop.id_of for prop in RELATIONSHIPS[kind].properties if prop.id_of in NODES}


def rename_nodes(label: str) -> str:
    """Give the nodes `$was` the ids `$key`, and all that they say from columns, in one statement."""
    key = NODES[label].key
    sets = ", ".join(f"n.`{name}` = ${name}[i]" for name in (*NODE_TRAIL, *node_columns(label)))
    return (
        f"UNWIND range(0, size($key) - 1) AS i MATCH (n:{labels(label)} {{{key}: $was[i]}}) "
        f"SET n.{key} = $key[i], {sets}"
    )


def keys_at(kind: str, start: str, end: str) -> str:
    """Keys of the nodes that a relationship leads from to `$keys`."""
    pattern = f"(b:{labels(end)} {{{NODES[end].key}: k}})<-[:{types((kind, start, end))}]-(a:{labels(start)})"
    return f"UNWIND $keys AS k MATCH {pattern} RETURN collect(DISTINCT a.{NODES[start].key}) AS found"


def keys_with(label: str, name: str) -> str:
    """Keys of the nodes that give one of `$keys` in a property."""
    pattern = f"(n:{labels(label)}) WHERE n.`{name}` IN $keys"
    return f"MATCH {pattern} RETURN collect(n.{NODES[label].key}) AS found"


def edges_with(kind: str, start: str, end: str, name: str) -> str:
    """Relationships that give one of `$keys` in a property: both ends, source, and what they give."""
    a, b = NODES[start].key, NODES[end].key
    pattern = f"(a:{labels(start)})-[r:{types((kind, start, end))}]->(b:{labels(end)}) WHERE r.`{name}` IN $keys"
    return f"MATCH {pattern} RETURN collect([a.{a}, b.{b}, r.source, r.`{name}`]) AS found"


def reword_edges(kind: str, start: str, end: str, name: str) -> str:
    """Give `$now` in a property where relationships give `$was`, from columns with ends and source."""
    ends = (
        f"({side}:{labels(label)} {{{NODES[label].key}: ${column}[i]}})"
        for side, label, column in (("a", start, "start"), ("b", end, "end"))
    )
    one, other = ends
    return (
        f"UNWIND range(0, size($start) - 1) AS i MATCH {one}-[r:{types((kind, start, end))} {{source: $source[i]}}]->"
        f"{other} WHERE r.`{name}` = $was[i] SET r.`{name}` = $now[i]"
    )


def read_at(kind: str, start: str, end: str, *, outgoing: bool) -> str:
    """Read what any source states of the nodes `$keys` and no load has ended, from one end.

    Each is a list: id, both ends, as-of date, type, the load that stated it, the day from which it ends, source,
    properties.
    """
    side = "a" if outgoing else "b"
    key = NODES[start if outgoing else end].key
    names = ["elementId(r)", f"a.{NODES[start].key}", f"b.{NODES[end].key}", "r.stated", "type(r)", "r.load", "r.until"]
    listed = ", ".join([*names, "r.source", *own_values((kind, start, end))])
    pattern = f"(a:{labels(start)})-[r:{types((kind, start, end))}]->(b:{labels(end)})"
    return f"MATCH {pattern} WHERE {side}.{key} IN $keys AND r.ended IS NULL RETURN collect([{listed}]) AS found"


def move_edges(kind: str, start: str, end: str) -> str:
    """Make relationships at other ends, from columns: both ends, source, properties; stated by `$load`.

    The server refuses it where an end is missing: what moves must not be lost.
    """
    a, b = (
        f"({side}:{labels(label)} {{{NODES[label].key}: ${column}[i]}})"
        for side, label, column in (("a", start, "start"), ("b", end, "end"))
    )
    pairs = ", ".join(f"`{name}`: ${name}[i]" for name in edge_columns(kind))
    said = "source: $source[i], load: $load, stated: $stated[i]" + (f", {pairs}" if pairs else "")
    ends = f"OPTIONAL MATCH {a} OPTIONAL MATCH {b}"
    return f"UNWIND range(0, size($start) - 1) AS i {ends} CREATE (a)-[:{kind} {{{said}}}]->(b)"


def unmove_edges(kind: str, start: str, end: str) -> str:
    """Delete relationships that `$load` stated, from columns: both ends, source, and what identifies them."""
    return f"{_found((kind, start, end))} AND r.load = $load DELETE r"


def unend_edges(kind: str, start: str, end: str) -> str:
    """Let relationships hold again that `$load` ended, from the same columns and the day on which each was to end."""
    return f"{_found((kind, start, end))} AND r.ended = $load SET r.ended = null, r.until = $until_was[i]"


def _found(kind: EdgeKind) -> str:
    """Relationships by ends, source and identity; a blank is like a blank."""
    a, b = (
        f"({side}:{labels(label)} {{{NODES[label].key}: ${column}[i]}})"
        for side, label, column in (("a", kind[1], "start"), ("b", kind[2], "end"))
    )
    columns = edge_columns(kind[0])
    same = [
        f"(r.`{columns[at]}` = ${columns[at]}[i] OR coalesce(r.`{columns[at]}`, ${columns[at]}[i]) IS NULL)"
        for at in identity_of(kind)
    ]
    where = " AND ".join(["r.source = $source[i]", *same])
    return f"UNWIND range(0, size($start) - 1) AS i MATCH {a}-[r:{types(kind)}]->{b} WHERE {where}"
