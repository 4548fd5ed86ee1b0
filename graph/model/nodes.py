"""The graph: every label, relationship type and property, declared once.

Constraints, indexes, the writer's statements, the checks of query files and the schema documentation are generated
from here. Adding a node or relationship type is one entry in `sourced`, `derived` or `bookkeeping`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.model.bookkeeping import BOOKKEEPING_NODES
from graph.model.derived import DERIVED_NODES, DERIVED_RELATIONSHIPS
from graph.model.schema import ENDED, NodeType, Origin, RelationshipType
from graph.model.sourced import SOURCED_NODES, SOURCED_RELATIONSHIPS
from graph.model.tenses import also_type, former_label, former_type, upcoming_type

_FORMER_NODES = tuple(
    replace(node, label=former_label(node.label), origin=Origin.HISTORY) for node in SOURCED_NODES if not node.event
)

NODES: dict[str, NodeType] = {
    node.label: node for node in (*SOURCED_NODES, *_FORMER_NODES, *DERIVED_NODES, *BOOKKEEPING_NODES)
}

# OF and the two ends of a Link join sourced and derived nodes under one type each: the pair of labels tells them apart.
_MIXED_RELATIONSHIPS = (
    RelationshipType(
        "OF",
        (
            ("Assessment", "Unit"),
            ("Assessment", "Team"),
            ("Collection", "Team"),
            ("Link", "Unit"),
            ("Line", "Unit"),
            ("Silo", "Unit"),
            ("Silo", "Team"),
            ("UnitPair", "Unit"),
            ("Cut", "Role"),
            ("StageMix", "Innovation"),
            ("KeySet", "Role"),
        ),
    ),
)


def is_sourced(start: str, end: str) -> bool:
    """Whether a relationship between these labels comes from a source rather than from derivation."""
    return NODES[start].origin is Origin.SOURCED and NODES[end].origin is Origin.SOURCED


def _lasting(rel: RelationshipType) -> tuple[tuple[str, str], ...]:
    """The pairs of labels between which a type is a state, which ends, rather than what happened on a day."""
    sourced = rel.origin is Origin.SOURCED and not rel.event
    return tuple(pair for pair in rel.ends if sourced and is_sourced(*pair) and not NODES[pair[0]].event)


def _in_other_tenses() -> Iterator[RelationshipType]:
    """What has ended, has not begun or is said once more, of every type that is a state between two labels."""
    for rel in (*SOURCED_RELATIONSHIPS, *_MIXED_RELATIONSHIPS):
        if not (pairs := _lasting(rel)):
            continue
        own = tuple(prop for prop in rel.properties if prop.name not in {ended.name for ended in ENDED})
        yield replace(
            rel, type=former_type(rel.type), ends=pairs, properties=(*own, *ENDED), origin=Origin.HISTORY, marks=""
        )
        for name in (upcoming_type(rel.type), also_type(rel.type)):
            yield replace(rel, type=name, ends=pairs, origin=Origin.HISTORY, marks="")


RELATIONSHIPS: dict[str, RelationshipType] = {
    rel.type: rel
    for rel in (*SOURCED_RELATIONSHIPS, *_MIXED_RELATIONSHIPS, *_in_other_tenses(), *DERIVED_RELATIONSHIPS)
}


def lasting(kind: tuple[str, str, str]) -> bool:
    """Whether a relationship (type, start label, end label) is a state, which ends, rather than an event."""
    return kind[1:] in _lasting(RELATIONSHIPS[kind[0]])


def is_passing(name: str, column: str) -> bool:
    """Whether a property of a label or type is blank again once what it tells of is over."""
    properties = NODES[name].properties if name in NODES else RELATIONSHIPS[name].properties
    return any(prop.passing for prop in properties if prop.name == column)


def in_all_tenses(name: str) -> list[str]:
    """A label or type with the names of its other tenses, as far as it has any."""
    names = (name, former_label(name), former_type(name), upcoming_type(name), also_type(name))
    return [each for each in names if each in NODES or each in RELATIONSHIPS]
