"""Cypher statements: from files under `cypher/`, or one-liners generated from the model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import graph
from graph.model.nodes import NODES, RELATIONSHIPS, lasting
from graph.model.schema import ENDED, NODE_TRAIL, Kind, Origin
from graph.model.tenses import also_type, former_label, former_type, upcoming_type

EdgeKind = tuple[str, str, str]
"""Type, start label and end label of a relationship."""

CYPHER = Path(graph.__file__).resolve().parent.parent / "cypher"


@cache
def statement(name: str) -> str:
    """The statement of a file under `cypher/parts/`, such as `load/begin`, without its comment lines and semicolon."""
    text = (CYPHER / "parts" / f"{name}.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    return "\n".join(lines).strip().removesuffix(";").strip()


def schema() -> dict[str, dict[str, str]]:
    """By label and name, the statements that create uniqueness constraints and indexes of all node types."""
    statements: dict[str, dict[str, str]] = {}
    for node in NODES.values():
        begin = node.label.lower()
        name = f"{begin}_{node.key}"
        found = {name: f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.{node.key} IS UNIQUE"}
        for prop in node.indexes:
            name = f"{begin}_{prop}"
            found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{prop})"
        statements[node.label] = found
    return statements


def labels(label: str) -> str:
    """A label as a pattern that also finds nodes that no source states any more."""
    former = former_label(label)
    return f"{label}|{former}" if former in NODES else label


def types(kind: EdgeKind) -> str:
    """A type as a pattern that also finds what has ended, has not begun or is said once more."""
    others = (former_type(kind[0]), upcoming_type(kind[0]), also_type(kind[0]))
    return "|".join((kind[0], *others)) if lasting(kind) else kind[0]


def node_columns(label: str) -> list[str]:
    """Names of a node type's own sourced properties, without its key."""
    return [prop.name for prop in NODES[label].properties if not prop.derived]


def edge_columns(kind: str) -> list[str]:
    """Names of a relationship type's own properties."""
    return [prop.name for prop in RELATIONSHIPS[kind].properties]


def identity_of(kind: EdgeKind) -> list[int]:
    """Positions of the own properties that, with both ends, identify a relationship of one source."""
    columns = edge_columns(kind[0])
    return [columns.index(name) for name in RELATIONSHIPS[kind[0]].identity]


def fillable(kind: str) -> list[str]:
    """Properties that another source can fill: not those that identify, nor the last day, which blank leaves open."""
    rel = RELATIONSHIPS[kind]
    return [prop.name for prop in rel.properties if prop.name not in rel.identity and not prop.ends]


def own(name: str) -> str:
    """What a relationship's own source says of a property, as an expression of `r`."""
    return f"CASE WHEN NOT coalesce('{name}' IN r.filled, false) THEN r.`{name}` END"


def own_values(kind: EdgeKind) -> list[str]:
    """What a relationship's own source says of each of its properties, as expressions of `r`."""
    filled = fillable(kind[0]) if lasting(kind) else []
    return [own(name) if name in filled else f"r.`{name}`" for name in edge_columns(kind[0])]


def create_nodes(label: str) -> str:
    """Create nodes from columns: `$key` and one list per property."""
    pairs = ", ".join(f"`{name}`: ${name}[i]" for name in _node_all(label))
    return f"UNWIND range(0, size($key) - 1) AS i CREATE (n:{label} {{{NODES[label].key}: $key[i], {pairs}}})"


def set_nodes(label: str) -> str:
    """Set all sourced properties of existing nodes, from columns."""
    sets = ", ".join(f"n.`{name}` = ${name}[i]" for name in _node_all(label))
    return f"UNWIND range(0, size($key) - 1) AS i MATCH (n:{labels(label)} {{{NODES[label].key}: $key[i]}}) SET {sets}"


def end_nodes(label: str) -> str:
    """Record that load `$load` ended the nodes `$key`, as of `$day`."""
    key = NODES[label].key
    return f"UNWIND $key AS key MATCH (n:{label} {{{key}: key}}) SET n.ended = $load, n.ended_on = $day"


def read_nodes(label: str) -> str:
    """Read nodes by `$keys`, in any tense, each as a list: key, bookkeeping, properties."""
    names = [NODES[label].key, *NODE_TRAIL, *node_columns(label)]
    listed = ", ".join(f"n.`{name}`" for name in names)
    return f"UNWIND $keys AS k MATCH (n:{labels(label)} {{{NODES[label].key}: k}}) RETURN collect([{listed}]) AS found"


def own_nodes(label: str) -> str:
    """Keys of the nodes that a source states and no load has ended, each with whether no other source does."""
    pattern = f"(n:{labels(label)}) WHERE n.ended IS NULL AND $source IN n.sources"
    return f"MATCH {pattern} RETURN collect([n.{NODES[label].key}, size(n.sources) = 1]) AS found"


def present_nodes(label: str) -> str:
    """The `$keys` for which a node exists that no load has ended."""
    key = NODES[label].key
    pattern = f"(n:{labels(label)} {{{key}: k}}) WHERE n.ended IS NULL"
    return f"UNWIND $keys AS k MATCH {pattern} RETURN collect(n.{key}) AS found"


def ever_nodes(label: str) -> str:
    """The `$keys` for which there is or was a node."""
    key = NODES[label].key
    return f"UNWIND $keys AS k MATCH (n:{labels(label)} {{{key}: k}}) RETURN collect(n.{key}) AS found"


def every_key(label: str) -> str:
    """All keys of a label's nodes that no load has ended."""
    return f"MATCH (n:{labels(label)}) WHERE n.ended IS NULL RETURN collect(n.{NODES[label].key}) AS found"


def present_values(label: str, name: str) -> str:
    """The `$keys` that are values of this property on any node of a label."""
    return f"UNWIND $keys AS k MATCH (n:{label} {{`{name}`: k}}) RETURN collect(DISTINCT k) AS found"


def known_values(label: str, name: str) -> str:
    """All distinct values of a label's property, sorted."""
    return (
        f"MATCH (n:{label}) WHERE n.`{name}` IS NOT NULL WITH DISTINCT n.`{name}` AS value ORDER BY value "
        "RETURN collect(value) AS found"
    )


def coded_columns(kind: str) -> list[str]:
    """Properties of a relationship type whose values repeat, so that they are sent as positions in `$<name>_values`."""
    return [prop.name for prop in RELATIONSHIPS[kind].properties if prop.kind in (Kind.TEXT, Kind.DATE)]


def create_edges(kind: str, start: str, end: str) -> str:
    """Create relationships from columns: `$start` and `$end` are positions in the ids `$starts` and `$ends`.

    Each node is looked up once, not once for each of its relationships. A missing id gives a null node, on which CREATE
    fails, so that it can't shift the others.
    """
    coded = coded_columns(kind)
    values = {name: f"${name}_values[${name}[i]]" if name in coded else f"${name}[i]" for name in edge_columns(kind)}
    constant = "source: $source, load: $load, stated: $stated"
    pairs = ", ".join([constant, *(f"`{name}`: {value}" for name, value in values.items())])
    one, other = (f"(n:{labels(label)} {{{NODES[label].key}: id}})" for label in (start, end))
    return (
        f"UNWIND $starts AS id OPTIONAL MATCH {one} WITH collect([n]) AS starts "
        f"UNWIND $ends AS id OPTIONAL MATCH {other} WITH starts, collect([n]) AS ends "
        "UNWIND range(0, size($start) - 1) AS i WITH starts[$start[i]][0] AS a, ends[$end[i]][0] AS b, i "
        f"CREATE (a)-[:{kind} {{{pairs}}}]->(b)"
    )


def set_edges(kind: str, start: str, end: str) -> str:
    """Set properties of relationships named by `$id` to what their source says; what a load had ended holds again."""
    values = [f"r.`{name}` = ${name}[i]" for name in edge_columns(kind)]
    again = [f"r.{prop.name} = null" for prop in ENDED if prop.name not in edge_columns(kind)]
    again = ["r.filled = null", *again] if lasting((kind, start, end)) else []
    sets = ", ".join(["r.load = $load", "r.stated = $stated", *values, *again])
    return f"UNWIND range(0, size($id) - 1) AS i MATCH {_by_id(kind, start, end, '$id[i]')} SET {sets}"


def end_edges(kind: str, start: str, end: str) -> str:
    """Record that load `$load` ended the relationships `$id`, as of `$day`."""
    return f"UNWIND $id AS id MATCH {_by_id(kind, start, end, 'id')} SET r.ended = $load, r.until = $day"


def delete_edges(kind: str, start: str, end: str) -> str:
    """Delete relationships named by `$id`."""
    return f"UNWIND $id AS id MATCH {_by_id(kind, start, end, 'id')} DELETE r"


def delete_nodes(label: str) -> str:
    """Delete the nodes `$key` with what is derived from them."""
    return f"UNWIND $key AS key MATCH (n:{labels(label)} {{{NODES[label].key}: key}}) DETACH DELETE n"


def delete_every(label: str) -> str:
    """Delete nodes of a label with all their relationships, `$most` at a time."""
    return f"MATCH (n:{label}) WITH n LIMIT $most DETACH DELETE n"


def delete_edges_of(kind: str, start: str, end: str) -> str:
    """Delete relationships that `$source` states, in any tense, `$most` at a time."""
    pattern = f"(:{labels(start)})-[r:{types((kind, start, end))} {{source: $source}}]->(:{labels(end)})"
    return f"MATCH {pattern} WITH r LIMIT $most DELETE r"


def restored_columns(kind: EdgeKind) -> list[str]:
    """What a relationship carries besides its ends and its source, from columns, when it is made again as it was."""
    own = edge_columns(kind[0])
    past = [prop.name for prop in ENDED if prop.name not in own] if lasting(kind) else []
    return ["load", "stated", *past, *own]


def restore_edges(kind: str, start: str, end: str) -> str:
    """Make relationships again as they were, from columns; those that have another tense are turned afterwards."""
    columns = ", ".join(f"`{name}`: ${name}[i]" for name in restored_columns((kind, start, end)))
    a, b = (
        f"({name}:{labels(label)} {{{NODES[label].key}: ${side}[i]}})"
        for name, label, side in (("a", start, "start"), ("b", end, "end"))
    )
    return (
        f"UNWIND range(0, size($start) - 1) AS i MATCH {a} MATCH {b} "
        f"CREATE (a)-[:{kind} {{source: $source, {columns}}}]->(b)"
    )


def over_between(kind: str, start: str, end: str) -> str:
    """Relationships of loads to `$load` whose own last day came after `$since`, until `$until`; blank if none has."""
    return _own_day_between((kind, start, end), former_type(kind), 1)


def begun_between(kind: str, start: str, end: str) -> str:
    """The same of the first day, of those that still hold."""
    return _own_day_between((kind, start, end), kind, 0)


def _own_day_between(kind: EdgeKind, tense: str, which: int) -> str:
    life = RELATIONSHIPS[kind[0]].life
    if not life or not lasting(kind):
        return ""
    day, (a, b) = f"r.`{life[which]}`", (NODES[label].key for label in kind[1:])
    pattern = f"(a:{labels(kind[1])})-[r:{tense}]->(b:{labels(kind[2])})"
    within = f"r.ended IS NULL AND r.load <= $load AND {day} > $since AND {day} <= $until"
    return f"MATCH {pattern} WHERE {within} RETURN collect([a.{a}, b.{b}, {day}]) AS found"


def mark_starts(kind: str, start: str) -> str:
    """Record on the nodes `$key` that load `$load` changed their outgoing relationships."""
    name = RELATIONSHIPS[kind].marks
    return f"UNWIND $key AS k MATCH (n:{labels(start)} {{{NODES[start].key}: k}}) SET n.{name} = $load"


def read_edges(kind: str, start: str, end: str) -> str:
    """Read one source's relationships that leave `$keys`: id, both ends, its trail, properties.

    Its trail: as-of date, type, the load that ended it, the load that stated it, the day from which it has ended.

    What a load has ended is history, and is not read; except what one of the loads `$again` ended, which is replaced.
    """
    first = f"UNWIND $keys AS k MATCH (a:{labels(start)} {{{NODES[start].key}: k}})"
    return f"{first}{_own(kind, start, end)}"


def _own(kind: str, start: str, end: str) -> str:
    each = (kind, start, end)
    names = ["elementId(r)", f"a.{NODES[start].key}", f"b.{NODES[end].key}", "r.stated", "type(r)", "r.ended", "r.load"]
    listed = ", ".join([*names, "r.until", *own_values(each)])
    standing = " WHERE r.ended IS NULL OR r.ended IN $again" if lasting(each) else ""
    return f"-[r:{types(each)} {{source: $source}}]->(b:{labels(end)}){standing} RETURN collect([{listed}]) AS found"


def _by_id(kind: str, start: str, end: str, which: str) -> str:
    return f"(:{labels(start)})-[r:{types((kind, start, end))}]->(:{labels(end)}) WHERE elementId(r) = {which}"


def every_node(label: str) -> str:
    """All nodes of a sourced label as lists, for the hash; `$after` and `$size` page through them by key."""
    key = NODES[label].key
    listed = ", ".join(f"n.`{name}`" for name in [key, "sources", "ended_on", *node_columns(label)])
    return (
        f"MATCH (n:{labels(label)}) WHERE n.{key} > $after WITH n ORDER BY n.{key} LIMIT $size "
        f"RETURN collect([{listed}]) AS found"
    )


def every_edge(kind: str, start: str, end: str) -> str:
    """All relationships that leave a page of start nodes, for the hash."""
    a, b = NODES[start].key, NODES[end].key
    each = (kind, start, end)
    tense = ["type(r)", "r.until"] if lasting(each) else []
    listed = ", ".join([f"a.{a}", f"b.{b}", "r.source", *tense, *(f"r.`{name}`" for name in edge_columns(kind))])
    return (
        f"MATCH (a:{labels(start)}) WHERE a.{a} > $after WITH a ORDER BY a.{a} LIMIT $size "
        f"WITH collect(a) AS page UNWIND page AS a OPTIONAL MATCH (a)-[r:{types(each)}]->(b:{labels(end)}) "
        f"RETURN page[-1].{a} AS last, [x IN collect(CASE WHEN r IS NULL THEN null ELSE [{listed}] END) "
        "WHERE x IS NOT NULL] AS found"
    )


def sourced_edges() -> list[EdgeKind]:
    """Every (type, start label, end label) that comes from sources."""
    return [
        (kind.type, start, end)
        for kind in RELATIONSHIPS.values()
        for start, end in kind.ends
        if kind.origin is Origin.SOURCED and all(NODES[label].origin is Origin.SOURCED for label in (start, end))
    ]


def _node_all(label: str) -> list[str]:
    return [*NODE_TRAIL, *node_columns(label)]
