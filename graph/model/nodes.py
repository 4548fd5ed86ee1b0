"""The graph: every label, relationship type and property, declared once.

Constraints, indexes, the writer's statements, the checks of query files and the schema documentation are generated
from here. Adding a node or relationship type is one entry in `sourced`, `derived` or `bookkeeping`.
"""

from __future__ import annotations

from graph.model.bookkeeping import BOOKKEEPING_NODES
from graph.model.derived import DERIVED_NODES, DERIVED_RELATIONSHIPS
from graph.model.schema import NodeType, Origin, RelationshipType
from graph.model.sourced import SOURCED_NODES, SOURCED_RELATIONSHIPS

NODES: dict[str, NodeType] = {node.label: node for node in (*SOURCED_NODES, *DERIVED_NODES, *BOOKKEEPING_NODES)}

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

RELATIONSHIPS: dict[str, RelationshipType] = {
    rel.type: rel for rel in (*SOURCED_RELATIONSHIPS, *_MIXED_RELATIONSHIPS, *DERIVED_RELATIONSHIPS)
}


def is_sourced(start: str, end: str) -> bool:
    """Whether a relationship between these labels comes from a source rather than from derivation."""
    return NODES[start].origin is Origin.SOURCED and NODES[end].origin is Origin.SOURCED
