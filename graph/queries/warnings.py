"""Warnings from the server's plan about names that are not in the graph: most often typos."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import NodeType, RelationshipType
from graph.runner import Plan
from graph.suggest import did_you_mean, ended

_KINDS = {"01N50": "label", "01N51": "relationship type", "01N52": "property"}
"""Status codes of notifications about names that the database does not know."""


def plan_warnings(plan: Plan) -> tuple[str, ...]:
    """A sentence for each label, relationship type and property in a statement that is not in the graph."""
    return tuple(dict.fromkeys(_sentences(plan)))


def _sentences(plan: Plan) -> Iterator[str]:
    for note in plan.notifications:
        kind = _KINDS.get(note[:5])
        named = re.search(r"`([^`]+)`", note)
        if kind is None or named is None:
            continue
        words = _words(kind)
        if named[1] in words:
            yield f"The {kind} {named[1]} is not used in the graph yet."
        else:
            yield ended(f"There is no {kind} {named[1]!r}{did_you_mean(named[1], words)}")


def _words(kind: str) -> list[str]:
    """Every name of a kind that the model has."""
    if kind == "label":
        return list(NODES)
    if kind == "relationship type":
        return list(RELATIONSHIPS)
    types: list[NodeType | RelationshipType] = [*NODES.values(), *RELATIONSHIPS.values()]
    return sorted({prop.name for each in types for prop in each.all_properties if not prop.restricted})
