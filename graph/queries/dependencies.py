"""What a statement depends on and what it changes, by the names of the model that it mentions.

A name is a label, a relationship type, or a property with its label or type, such as `Team.covered`; it is `*.covered`
if the statement does not show whose property it is. A type that leaves nodes of several labels is named like a property
of the node that it leaves, such as `Silo.OF`. The analysis is conservative: it may report more dependencies than there
are, so that at worst something is recomputed without need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.queries.cypher_text import blank, uses

Names = frozenset[str]

ANYTHING = "*"
"""The name for a statement that does not show what it removes: anything may have changed."""

_CLAUSE = re.compile(
    r"(?<![\w:.|&$])(OPTIONAL|MATCH|WHERE|WITH|UNWIND|CREATE|MERGE|ON\s+(?:CREATE|MATCH)|SET|REMOVE|DETACH|DELETE|CALL|FOREACH|RETURN|UNION)\b",
    re.IGNORECASE,
)
_SET = re.compile(r"\b(\w+)\.(\w+)\s*=(?!=)")
_REMOVED = re.compile(r"\b(\w+)\.(\w+)")
_LABELLED = re.compile(r"\b\w+((?::\w+)+)")
_WHOLE = re.compile(r"(?:^|,)\s*(\w+)\s*\+?=", re.MULTILINE)
_WORD = re.compile(r"\w+")
_PATTERN = re.compile(r"\(([^()]*)\)\s*(<?)-\s*\[([^\]]*)\]\s*-(>?)\s*(?=\(([^()]*)\))")
_NODE = re.compile(r"\s*(\w*)\s*(?::\s*([\w|&]+))?")
# A reassigned name may refer to anything, whatever it was elsewhere in the statement.
_GIVEN = re.compile(r"\bAS\s+(\w+)", re.IGNORECASE)
_PROJECTED = re.compile(r"\b(\w+)\s*\{[^{}]*\}\s+AS\s+(\w+)", re.IGNORECASE)


_SHARED = frozenset(kind for kind, each in RELATIONSHIPS.items() if len({start for start, _ in each.ends}) > 1)
"""Types that leave nodes of several labels."""


@cache
def mentions(text: str) -> Names:
    """Names of what a statement reads, or writes."""
    statement = _Statement(text)
    names = statement.named(text)
    for var, name in statement.uses.properties:
        names |= statement.owned(var, name)
    return frozenset(names)


@cache
def changes(text: str) -> Names:
    """Names of what a statement creates, sets or removes; empty if it only reads."""
    statement = _Statement(text)
    names: set[str] = set()
    for clause, part in _clauses(statement.plain):
        if clause in _WRITES:
            names |= _WRITES[clause](statement, part) or {ANYTHING}
    return frozenset(names)


def _set(statement: _Statement, part: str, pattern: re.Pattern[str] = _SET) -> set[str]:
    """Properties and labels that are set or removed."""
    names: set[str] = set()
    for var, name in pattern.findall(part):
        names |= statement.owned(var, name)
    for var in _WHOLE.findall(part):
        names |= touched(statement.known(var)) or {ANYTHING}
    for labels in _LABELLED.findall(part):
        names |= touched(_WORD.findall(labels))
    return names


def _deleted(statement: _Statement, part: str) -> set[str]:
    """Nodes and relationships that are deleted, with the relationships attached to them."""
    names: set[str] = set()
    for var in _WORD.findall(part):
        names |= statement.deleted(var) or {ANYTHING}
    return names


def touched(types: Iterable[str]) -> Names:
    """Names that change when facts of these labels and relationship types are added or changed."""
    names: set[str] = set()
    for name in types:
        owner = NODES.get(name) or RELATIONSHIPS.get(name)
        names |= {f"{name}.{prop.name}" for prop in (owner.all_properties if owner else ())}
        names |= {f"{start}.{name}" for start, _ in RELATIONSHIPS[name].ends} if name in _SHARED else {name}
    return frozenset(names)


def meet(changed: Collection[str], mentioned: Collection[str]) -> bool:
    """Whether anything that changed is mentioned."""
    if ANYTHING in changed or not set(changed).isdisjoint(mentioned):
        return True
    unowned = {name[1:] for name in mentioned if name.startswith("*.")}
    anyones = {name[1:] for name in changed if name.startswith("*.")}
    return any(name[name.index(".") :] in unowned for name in changed if "." in name) or any(
        name[name.index(".") :] in anyones for name in mentioned if "." in name
    )


def _clauses(plain: str) -> Iterator[tuple[str, str]]:
    """Each clause's keyword with what follows it, up to the next."""
    starts = list(_CLAUSE.finditer(plain))
    for at, start in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(plain)
        yield start[0].upper(), plain[start.end() : end]


class _Statement:
    """A statement, and what its variables refer to."""

    def __init__(self, text: str) -> None:
        self.plain, self.uses = blank(text), uses(text)
        given = _GIVEN.findall(self.plain)
        # A projection of one variable still refers to that variable.
        self._of = {name: var for var, name in _PROJECTED.findall(self.plain) if given.count(name) == 1}
        self._again = set(given) - self._of.keys()

    def known(self, var: str) -> set[str]:
        """Labels or types of a variable, as far as the statement shows them."""
        var = self._of.get(var, var)
        return self.uses.labels.get(var, set()) | self.uses.types.get(var, set())

    def owned(self, var: str, name: str) -> set[str]:
        """A property with each label or type that it may belong to."""
        owners = self.known(var)
        return {f"{owner}.{name}" for owner in (owners | {"*"} if var in self._again or not owners else owners)}

    def named(self, part: str) -> set[str]:
        """Labels, types and the properties of patterns in a part of the statement."""
        found = uses(part)
        types = set().union(*found.types.values())
        names = set().union(*found.labels.values()) | types - _SHARED
        for kind in types & _SHARED:
            names |= self._left(part, kind)
        return names | {f"{owner}.{name}" for owners, name in found.maps for owner in owners}

    def deleted(self, var: str) -> set[str]:
        """What is deleted with a variable: its node or relationship, and relationships that may be attached to it."""
        names: set[str] = set()
        for owner in self.known(var):
            names |= self._left(self.plain, owner) if owner in _SHARED else {owner}
            for kind, each in RELATIONSHIPS.items():
                hung = {start for start, end in each.ends if owner in (start, end)}
                names |= {f"{start}.{kind}" for start in hung} if kind in _SHARED else {kind} if hung else set()
        return names

    def _left(self, part: str, kind: str) -> set[str]:
        """A type by the labels of the nodes that it leaves."""
        plain, starts, seen = blank(part), set[str](), 0
        for left, inward, edge, outward, right in _PATTERN.findall(plain):
            if re.search(rf"\b{kind}\b", edge):
                seen += 1
                starts |= {"*"} if bool(inward) is bool(outward) else self._labels(right if inward else left)
        return {f"{start}.{kind}" for start in (starts if seen == len(re.findall(rf"\b{kind}\b", plain)) else {"*"})}

    def _labels(self, node: str) -> set[str]:
        found = _NODE.match(node)
        var, inline = (found[1], set(_WORD.findall(found[2] or ""))) if found else ("", set())
        labels = inline | (self.known(var) if var else set())
        return labels | {"*"} if var in self._again or not labels else labels


_WRITES: dict[str, Callable[[_Statement, str], set[str]]] = {
    "CREATE": _Statement.named,
    "MERGE": _Statement.named,
    "SET": _set,
    "REMOVE": partial(_set, pattern=_REMOVED),
    "DELETE": _deleted,
}
"""What each writing clause changes; anything, if it does not show what."""
