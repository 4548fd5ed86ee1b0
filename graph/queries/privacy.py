"""Does a query return personal data? Decided from its text, on the safe side: when in doubt, it counts as personal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.nodes import NODES, is_restricted
from graph.queries.cypher_text import Uses, blank, returned, uses

_RESTRICTED = frozenset(prop.name for node in NODES.values() for prop in node.all_properties if prop.restricted)
_EVERYTHING = re.compile(r"\bproperties\s*\(|\{\s*\.\*|,\s*\.\*", re.IGNORECASE)
_PROJECTED = re.compile(r"\b(?P<var>[A-Za-z_]\w*)\s*\{(?P<names>[^{}]*)\}")
_INDEXED = re.compile(r"(?P<before>\b\w+|[)\]])\s*\[\s*(?P<content>[^\]\s][^\]]*)\]")
_PLACE = re.compile(r"[-\d\s]+|[-\w\s$]*\.\.[-\w\s$]*")
# Words after which a bracket begins a list.
_BEFORE_LISTS = frozenset(
    {"AND", "AS", "BY", "CASE", "DISTINCT", "ELSE", "END", "IN", "NOT", "ON", "OR", "RETURN", "THEN", "UNWIND"}
    | {"WHEN", "WHERE", "WITH", "XOR"}
)


def personal_data(text: str, *, shipped: bool = False) -> Iterator[str]:
    """What in a statement would return names, addresses or whole Person nodes, one sentence each.

    Args:
        text: A statement.
        shipped: It is a reviewed query of ours, in which a variable may be a list index.
    """
    used = uses(text)
    plain = blank(text)
    for var, name in sorted(used.properties | set(_projections(plain))):
        if _is_personal(used, var, name):
            hint = "" if used.labels.get(var) else f"; give {var} a label, as in ({var}:Team)"
            yield f"{var}.{name} is personal data{hint}"
    for labels, name in sorted(used.maps, key=str):
        if any(label in NODES and is_restricted(label, name) for label in labels):
            yield f"{name} in a pattern is personal data"
    if _EVERYTHING.search(plain):
        yield "properties() and .* return personal data along with the rest; name the properties"
    if any(_is_lookup(found["before"], found["content"], shipped) for found in _INDEXED.finditer(plain)):
        yield "a property looked up by a key can't be checked; write variable.property"


def whole_people(text: str) -> Iterator[str]:
    """Columns that would return a whole Person node."""
    used = uses(text)
    people = [var for var, labels in used.labels.items() if var and "Person" in labels]
    for expression, name in returned(text):
        for var in people:
            inside = re.sub(rf"\bcount\s*\(\s*(DISTINCT\s+)?{var}\s*\)", "", blank(expression), flags=re.IGNORECASE)
            if re.search(rf"\b{var}\b(?!\s*\.)", inside):
                yield f"column {name or expression} returns whole Person nodes"


def _is_lookup(before: str, content: str, shipped: bool) -> bool:  # noqa: FBT001 - passed on
    """Whether a bracket looks up something other than a list index."""
    place = re.fullmatch(r"\w+", content) if shipped else None
    return before.upper() not in _BEFORE_LISTS and not (place or _PLACE.fullmatch(content))


def _is_personal(used: Uses, var: str, name: str) -> bool:
    if name not in _RESTRICTED:
        return False
    labels = used.labels.get(var)
    if labels:
        return any(label in NODES and is_restricted(label, name) for label in labels)
    return var not in used.types


def _projections(plain: str) -> Iterator[tuple[str, str]]:
    for found in _PROJECTED.finditer(plain):
        # A subquery looks like a projection; only in a projection does an entry start with a dot.
        for name in re.findall(r"(?:^|,)\s*\.\s*(\w+)", found["names"]):
            yield found["var"], name
