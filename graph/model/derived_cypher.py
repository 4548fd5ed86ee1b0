"""Statements that read and write derived facts, one line each, generated from the model.

A property or relationship type that names a `step` is written by that step; all others of a derived node by the step
that creates the node. Values are passed as columns, `$key` first. Names are unquoted, so that
`graph.queries.dependencies` can analyze these statements as it does files.
"""

from __future__ import annotations

from functools import cache

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind, Origin, Property


def derived_columns(label: str, step: str = "") -> tuple[str, ...]:
    """Names of the properties that a step writes, in the order of the model; without a step, that of the node.

    `load` is left out: it is not a value of a row, but the load that last changed it.
    """
    return tuple(prop.name for prop in _written(label, step) if prop.name != "load")


@cache
def derived_ends(label: str) -> tuple[tuple[str, str], ...]:
    """(type, end label) of the relationships that are written together with a derived node, in model order."""
    if NODES[label].origin is not Origin.DERIVED:
        return ()
    return tuple(
        (rel.type, end) for rel in RELATIONSHIPS.values() for start, end in rel.ends if start == label and not rel.step
    )


def tie_columns(kind: str) -> tuple[str, ...]:
    """Names of a relationship type's own properties."""
    return tuple(prop.name for prop in RELATIONSHIPS[kind].properties)


@cache
def read_derived(label: str, step: str = "") -> str:
    """Read all nodes of a label as lists: key, then `derived_columns`; dates as text, which travels faster."""
    kinds = {prop.name: prop.kind for prop in NODES[label].properties}
    listed = [
        f"toString(n.{name})" if kinds[name] is Kind.DATE else f"n.{name}" for name in derived_columns(label, step)
    ]
    return f"MATCH (n:{label}) RETURN collect([{', '.join([f'n.{NODES[label].key}', *listed])}]) AS found"


@cache
def write_derived(label: str) -> str:
    """Create or set nodes from columns; a new one starts with the first values of what later steps write."""
    key = NODES[label].key
    first = ", ".join(
        f"n.{prop.name} = {_literal(prop.first)}" for prop in NODES[label].properties if prop.first is not None
    )
    return (
        f"UNWIND range(0, size($key) - 1) AS i MERGE (n:{label} {{{key}: $key[i]}}) "
        f"{f'ON CREATE SET {first} ' if first else ''}SET {_sets(label)}"
    )


@cache
def set_derived(label: str, step: str) -> str:
    """Set what a step writes on nodes that exist, from columns."""
    match = f"MATCH (n:{label} {{{NODES[label].key}: $key[i]}})"
    return f"UNWIND range(0, size($key) - 1) AS i {match} SET {_sets(label, step)}"


@cache
def sweep_derived(label: str) -> str:
    """Delete the nodes `$key` with their relationships."""
    return f"UNWIND $key AS key MATCH (n:{label} {{{NODES[label].key}: key}}) DETACH DELETE n"


@cache
def read_ties(start: str, kind: str, end: str) -> str:
    """Read all relationships of a type between two labels as lists: start, end, own properties."""
    own = "".join(f", r.{name}" for name in tie_columns(kind))
    listed = f"a.{NODES[start].key}, b.{NODES[end].key}{own}"
    return f"MATCH (a:{start})-[r:{kind}]->(b:{end}) RETURN collect([{listed}]) AS found"


@cache
def write_ties(start: str, kind: str, end: str) -> str:
    """Create relationships from columns: `$key`, `$end` and one list per property."""
    own = ", ".join(f"{name}: ${name}[i]" for name in tie_columns(kind))
    return f"{_both(start, end)} CREATE (a)-[:{kind}{f' {{{own}}}' if own else ''}]->(b)"


@cache
def sweep_ties(start: str, kind: str, end: str) -> str:
    """Delete the relationships of a type between the pairs `$key` and `$end`."""
    a, b = NODES[start].key, NODES[end].key
    return (
        "UNWIND range(0, size($key) - 1) AS i "
        f"MATCH (a:{start} {{{a}: $key[i]}})-[r:{kind}]->(b:{end} {{{b}: $end[i]}}) DELETE r"
    )


def _both(start: str, end: str) -> str:
    a, b = NODES[start].key, NODES[end].key
    return f"UNWIND range(0, size($key) - 1) AS i MATCH (a:{start} {{{a}: $key[i]}}) MATCH (b:{end} {{{b}: $end[i]}})"


def _written(label: str, step: str) -> tuple[Property, ...]:
    node = NODES[label]
    return tuple(
        prop for prop in node.properties if prop.step == step and (prop.derived or node.origin is Origin.DERIVED)
    )


def _sets(label: str, step: str = "") -> str:
    return ", ".join(
        f"n.{prop.name} = $load" if prop.name == "load" else f"n.{prop.name} = ${prop.name}[i]"
        for prop in _written(label, step)
    )


def _literal(value: bool | int) -> str:  # noqa: FBT001 - a value to write
    return str(value).lower()
