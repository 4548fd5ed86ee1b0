"""Comparing checked rows with the graph: what is new, what differs, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from graph import statements
from graph.loading import claims
from graph.loading.store import PAGE, Store, pages
from graph.model import NODES, RELATIONSHIPS
from graph.runner import Params
from graph.schema import NODE_TRAIL
from graph.sheets import SINGLE
from graph.staging.stage import EdgeKind, Staged

Step = tuple[str, Params]
"""One statement of the writer with its columns."""


@dataclass(frozen=True)
class Stamp:
    """What every row of a load carries."""

    load: str
    source: str
    as_of: date


@dataclass
class Tally:
    """Counts of nodes or relationships of one type in a plan."""

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0


@dataclass
class Plan:
    """A load's writes, made page by page, and what they amount to."""

    stamp: Stamp
    nodes: dict[str, Tally] = field(default_factory=dict)
    edges: dict[str, Tally] = field(default_factory=dict)


class Planner:
    """Makes the writer's steps for staged rows; every page is compared with the graph before it is planned."""

    def __init__(self, store: Store, stamp: Stamp, *, begun: bool) -> None:
        """Plan for one load.

        Args:
            store: Asks the graph.
            stamp: What every row of this load carries.
            begun: Something of this source may be in the graph, so its relationships have to be compared.
        """
        self._store = store
        self._stamp = stamp
        self._begun = begun
        self.plan = Plan(stamp)

    def steps(self, staged: Staged) -> Iterator[Step]:
        """Nodes before relationships, types in the model's order, rows by key: two loads lock in the same order."""
        for label in NODES:
            if label in staged.nodes:
                yield from self._node_steps(label, staged.nodes[label])
        for kind in statements.sourced_edges():
            if kind in staged.edges:
                yield from self._edge_steps(kind, staged.edges[kind])

    def _node_steps(self, label: str, frame: pd.DataFrame) -> Iterator[Step]:
        tally = self.plan.nodes.setdefault(label, Tally())
        ordered = _columns(frame.sort_values(NODES[label].key), [NODES[label].key, *statements.node_columns(label)])
        for page in pages(list(zip(*ordered, strict=True))):
            there = self._store.nodes(label, [row[0] for row in page])
            new: list[list[Any]] = []
            changed: list[list[Any]] = []
            for key, *values in page:
                if key not in there:
                    new.append([key, [self._stamp.source], self._stamp.load, self._stamp.as_of, None, *values])
                    continue
                kept = self._merge(label, there[key], values, tally)
                if kept is not None:
                    changed.append([key, *kept])
            tally.new += len(new)
            tally.changed += len(changed)
            names = ["key", *NODE_TRAIL, *statements.node_columns(label)]
            if new:
                yield statements.create_nodes(label), _params(names, new)
            if changed:
                yield statements.set_nodes(label), _params(names, changed)

    def _merge(self, label: str, there: list[Any], values: list[Any], tally: Tally) -> list[Any] | None:
        """A node's new bookkeeping and properties, or None where nothing is to be written."""
        sources, _, stated, kept, *shown = there
        said = claims.parse(label, kept, sources, stated, shown)
        mine = said.get(self._stamp.source)
        if mine is not None and mine[1] == values:
            tally.same += 1
            return None
        if mine is not None and mine[0] > self._stamp.as_of:
            tally.older += 1
            return None
        said[self._stamp.source] = (self._stamp.as_of, values)
        latest = max(day for day, _ in said.values())
        return [sorted(said), self._stamp.load, latest, claims.dump(label, said), *claims.settle(said)]

    def _edge_steps(self, kind: EdgeKind, frame: pd.DataFrame) -> Iterator[Step]:
        tally = self.plan.edges.setdefault(kind[0], Tally())
        names = ["start", "end", *statements.edge_columns(kind[0])]
        ordered = _columns(frame.sort_values(["start", "end"]), names)
        constants = {"source": self._stamp.source, "load": self._stamp.load, "stated": self._stamp.as_of}
        for first in range(0, len(frame), PAGE):
            page = [column[first : first + PAGE] for column in ordered]
            if not self._begun:
                tally.new += len(page[0])
                yield statements.create_edges(*kind), {**dict(zip(names, page, strict=True)), **constants}
                continue
            found = self._compare(kind, page, tally)
            if found.replaced:
                yield statements.delete_edges(*kind), {"id": found.replaced}
            if found.new:
                yield statements.create_edges(*kind), {**_params(names, found.new), **constants}
            if found.changed:
                yield statements.set_edges(*kind), {**_params(["id", *names[2:]], found.changed), **constants}

    def _compare(self, kind: EdgeKind, page: list[list[Any]], tally: Tally) -> _Difference:
        """Tell a page of relationships from those that this source has in the graph."""
        columns = statements.edge_columns(kind[0])
        identity = [columns.index(name) for name in RELATIONSHIPS[kind[0]].identity]
        stored = self._store.edges(kind, self._stamp.source, sorted(set(page[0])))
        there = {
            (start, end, *(values[at] for at in identity)): (element, stated, values)
            for element, start, end, stated, *values in stored
        }
        others = {start: (element, stated, None) for element, start, _, stated, *_ in stored} if kind in SINGLE else {}
        result = _Difference()
        for start, end, *values in zip(*page, strict=True):
            same = there.get((start, end, *(values[at] for at in identity)))
            found = same or others.get(start)
            if found is None:
                tally.new += 1
                result.new.append([start, end, *values])
            elif found[2] == values:
                tally.same += 1
            elif found[1] > self._stamp.as_of:
                tally.older += 1
            elif same is not None:
                tally.changed += 1
                result.changed.append([found[0], *values])
            else:
                tally.changed += 1
                result.replaced.append(found[0])
                result.new.append([start, end, *values])
        return result


@dataclass
class _Difference:
    """Relationships of a page to be created, to be set (by element id) and to be deleted (element ids)."""

    new: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def _columns(frame: pd.DataFrame, names: list[str]) -> list[list[Any]]:
    """Columns as lists with None for every blank."""
    return [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in names]


def _params(names: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
