"""What a load changes, and what was there before: from it the load is taken back, and loads are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model.cypher_builder import EdgeKind, identity_of
from graph.model.nodes import lasting

Row = list[Any]
Key = tuple[str, ...]
"""A node's id; or the ids of a relationship's start and end, and what else identifies it."""

NEW, CHANGED, ENDED, BACK, WITHDRAWN = "new", "changed", "ended", "back", "withdrawn"
"""What became of a record: it is new, differs now, has ended, holds again, or was planned and goes."""


@dataclass
class Journal:
    """The changes of one load.

    Attributes:
        load: Id of the load.
        number: Its number, which facts carry.
        source: Name of the source.
        as_of: The date that its files describe.
        begun: Whether the source had loads before; else all of its relationships are new, and are not listed.
        again: Numbers of loads of the same date, which this one replaces.
        whole: Whether all changes are here: a load that was cut off and finished later knows only the rest.
        repeated: Whether the load had been published before, with other loads since.
        joined: Whether people got other ids, which can't be told apart afterwards.
        created: Keys of new nodes, by label.
        before: Nodes that were there, by label: what became of them, key, bookkeeping, properties as they were.
        made: New relationships that are states, by kind: both ends and what else identifies them.
        told: How many new relationships are events, such as contacts, by kind; of millions only the number is kept.
        starts: Where those begin, by kind: there they are found by the load's number.
        was: Relationships that were there, by kind: what became of them, both ends, the load that stated them, its
            date, the load that had ended them, the day, properties as they were.
        renamed: Nodes that got another key, or name one that did, by label: new key, old key, bookkeeping and
            properties as they were. All other keys here are new ones.
        reworded: Relationships that name such a node, by kind: property, both ends, source, the old and the new id.
        moved: Relationships that went over to other ends, by kind: source, both ends, both new ends, whether one was
            made there, the day on which it was to end, properties.
        texts: Names and addresses, by property, of people in `before` and, by old id, of renamed ones.
    """

    load: str
    number: int
    source: str
    as_of: date
    begun: bool
    again: tuple[int, ...] = ()
    whole: bool = True
    repeated: bool = False
    joined: bool = False
    created: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    before: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    made: dict[EdgeKind, list[Row]] = field(default_factory=lambda: defaultdict(list))
    told: dict[EdgeKind, int] = field(default_factory=lambda: defaultdict(int))
    starts: dict[EdgeKind, set[str]] = field(default_factory=lambda: defaultdict(set))
    was: dict[EdgeKind, list[Row]] = field(default_factory=lambda: defaultdict(list))
    renamed: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    reworded: dict[EdgeKind, list[Row]] = field(default_factory=lambda: defaultdict(list))
    moved: dict[EdgeKind, list[Row]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def note_node(self, how: str, label: str, key: str, there: Sequence[Any]) -> None:
        """Note a node as it was."""
        self.before[label].append([how, key, *there])

    def note_new(self, kind: EdgeKind, start: str, end: str, identity: Sequence[Any]) -> None:
        """Note a new relationship."""
        if lasting(kind):
            self.made[kind].append([start, end, *identity])
        else:
            self.told[kind] += 1
            self.starts[kind].add(start)

    def records(self) -> Iterator[tuple[str | EdgeKind, Key, str]]:
        """Every listed record with its label or kind, what identifies it, and what became of it."""
        for label, keys in self.created.items():
            yield from ((label, (key,), NEW) for key in keys)
        for label, rows in self.before.items():
            yield from ((label, (row[1],), row[0]) for row in rows)
        for kind, rows in self.made.items():
            yield from ((kind, tuple(map(str, row)), NEW) for row in rows)
        for kind, rows in self.was.items():
            identity = identity_of(kind)
            for how, start, end, *rest in rows:
                yield kind, (start, end, *(str(rest[4 + at]) for at in identity)), how
        for kind, rows in self.moved.items():
            identity = identity_of(kind)
            for _, start, end, new_start, new_end, made, _, *values in rows:
                what = [str(values[at]) for at in identity]
                yield kind, (start, end, *what), ENDED
                if made:
                    yield kind, (new_start, new_end, *what), NEW

    def counts(self) -> dict[str, dict[str, dict[str, int]]]:
        """How many nodes, by label, and relationships, by type, are new, changed, ended, back or withdrawn."""
        nodes: dict[str, Counter[str]] = defaultdict(Counter)
        edges: dict[str, Counter[str]] = defaultdict(Counter)
        for kind, _, how in self.records():
            if isinstance(kind, str):
                nodes[kind][how] += 1
            else:
                edges[kind[0]][how] += 1
        for kind, count in self.told.items():
            edges[kind[0]][NEW] += count
        return {
            "nodes": {label: dict(found) for label, found in nodes.items()},
            "relationships": {kind: dict(found) for kind, found in edges.items()},
        }

    @property
    def size(self) -> int:
        """How many records there are."""
        listed = (self.created, self.before, self.made, self.was, self.renamed, self.moved)
        return sum(len(rows) for kept in listed for rows in kept.values()) + sum(self.told.values())
