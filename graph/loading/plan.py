"""Compare checked rows with the graph: what is new, what differs, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from graph.loading import survivorship
from graph.loading.columns import Coded, plain
from graph.loading.names import LABEL as PEOPLE
from graph.loading.names import Names
from graph.loading.store import PAGE, Begun, Store, pages
from graph.model import cypher_builder
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import NODE_TRAIL
from graph.model.sheets import SINGLE
from graph.runner import Params
from graph.staging.stage import EdgeKind, Staged

Column = Coded | list[Any]
Step = tuple[str, Params]
"""One statement with its columns."""


@dataclass(frozen=True)
class Stamp:
    """What every row of a load carries."""

    load: str
    source: str
    as_of: date


@dataclass
class Tally:
    """Counts of nodes or relationships of one type in a plan.

    Attributes:
        new: Not known before.
        changed: Known, but something differs now.
        same: Known, and nothing has to be written.
        older: Known from a later row of the same source, which wins.
        id_only: Those of the new ones for which only the id is known.
        source_only: Known, and unchanged except for the record of what each source says.
        ended: Relationships that the source had and now leaves blank.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    id_only: int = 0
    source_only: int = 0
    ended: int = 0

    @property
    def written(self) -> bool:
        """Whether any of these has to be written."""
        return self.new + self.changed + self.source_only + self.ended > 0


@dataclass
class Plan:
    """The writes of a load, made page by page, and their counts."""

    stamp: Stamp
    nodes: dict[str, Tally] = field(default_factory=dict)
    edges: dict[str, Tally] = field(default_factory=dict)

    @property
    def touched(self) -> list[str]:
        """Labels and relationship types of which anything is written, even if only another source."""
        return sorted(name for tallies in (self.nodes, self.edges) for name, tally in tallies.items() if tally.written)


class Planner:
    """Makes the write statements for staged rows; every page is compared with the graph first."""

    def __init__(self, store: Store, stamp: Stamp, before: Begun, names: Names) -> None:
        """Plan for one load.

        Args:
            store: Reads the graph.
            stamp: What every row of this load carries.
            before: What was written before.
            names: Takes note of the names and addresses that the graph will refer to.
        """
        self._store = store
        self._stamp = stamp
        self._before = before
        self._names = names
        self.plan = Plan(stamp)

    def steps(self, staged: Staged) -> Iterator[Step]:
        """Nodes before relationships, types in model order, rows by key, so that two loads lock in the same order."""
        for label in NODES:
            if label == PEOPLE and label in staged.nodes:
                # All of them before the first is written: the vault has to know their names by then.
                people = list(self._node_steps(label, self._names.seal(staged.nodes[label])))
                self._names.planned = True
                yield from people
            elif label in staged.nodes:
                yield from self._node_steps(label, staged.nodes[label])
        for kind in cypher_builder.sourced_edges():
            if kind in staged.cleared and self._before.begun:
                yield from self._clear(kind, sorted(staged.cleared[kind]))
            if kind in staged.edges:
                yield from self._edge_steps(kind, staged.edges[kind])

    def _node_steps(self, label: str, frame: pd.DataFrame) -> Iterator[Step]:
        tally = self.plan.nodes.setdefault(label, Tally())
        frame = frame.sort_values(NODES[label].key)
        ordered = [plain(frame[name]) for name in (NODES[label].key, *cypher_builder.node_columns(label))]
        for page in pages(list(zip(*ordered, strict=True))):
            there = {} if self._before.empty else self._store.nodes(label, [row[0] for row in page])
            new: list[list[Any]] = []
            changed: list[list[Any]] = []
            for key, *values in page:
                if key not in there:
                    tally.id_only += bool(values) and all(value is None for value in values)
                    self._note(label, key, [values])
                    new.append([key, [self._stamp.source], self._stamp.load, self._stamp.as_of, None, *values])
                    continue
                kept = self._merge(label, key, there[key], values, tally)
                if kept is not None:
                    changed.append([key, *kept])
            tally.new += len(new)
            names = ["key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
            if new:
                yield cypher_builder.create_nodes(label), _params(names, new)
            if changed:
                yield cypher_builder.set_nodes(label), _params(names, changed)

    def _merge(self, label: str, key: str, there: list[Any], values: list[Any], tally: Tally) -> list[Any] | None:
        """A node's new bookkeeping and properties, or None if nothing has to be written."""
        sources, _, stated, kept, *shown = there
        claims = survivorship.parse(label, kept, sources, stated, shown)
        own = claims.get(self._stamp.source)
        if own is not None and (own[1] == values or own[0] > self._stamp.as_of):
            same = own[1] == values
            tally.same += same
            tally.older += not same
            self._note(label, key, [shown, *(said for _, said in claims.values())])
            return None
        claims[self._stamp.source] = (self._stamp.as_of, values)
        latest = max(day for day, _ in claims.values())
        settled = survivorship.settle(claims)
        self._note(label, key, [settled, *(said for _, said in claims.values())])
        if settled == shown:
            tally.source_only += 1
        else:
            tally.changed += 1
        return [sorted(claims), self._stamp.load, latest, survivorship.dump(label, claims), *settled]

    def _note(self, label: str, key: str, rows: list[list[Any]]) -> None:
        if label == PEOPLE:
            self._names.note(key, rows)

    def _edge_steps(self, kind: EdgeKind, frame: pd.DataFrame) -> Iterator[Step]:
        tally = self.plan.edges.setdefault(kind[0], Tally())
        columns = _edge_columns(kind, frame)
        for first in range(0, len(frame), PAGE):
            stop = min(first + PAGE, len(frame))
            if not self._before.begun:
                tally.new += stop - first
                yield self._create(kind, columns, first, stop)
                continue
            found = self._compare(kind, [_rows(column, first, stop) for column in columns.values()], tally)
            if found.replaced:
                yield cypher_builder.delete_edges(*kind), {"id": found.replaced}
            if found.new:
                made = pd.DataFrame(found.new, columns=list(columns), dtype=object)
                yield self._create(kind, _edge_columns(kind, made), 0, len(made))
            if found.changed:
                names = ["id", *cypher_builder.edge_columns(kind[0])]
                yield cypher_builder.set_edges(*kind), {**_params(names, found.changed), **self._stamped}
            if found.starts and RELATIONSHIPS[kind[0]].marks:
                yield cypher_builder.mark_starts(*kind[:2]), {"key": sorted(found.starts), "load": self._stamp.load}

    def _clear(self, kind: EdgeKind, starts: list[str]) -> Iterator[Step]:
        """End what this source said of some nodes and now leaves blank; what a later row of it says stays."""
        tally = self.plan.edges.setdefault(kind[0], Tally())
        for page in pages(starts):
            stored = self._store.edges(kind, self._stamp.source, list(page))
            gone = [element for element, _, _, stated, *_ in stored if stated <= self._stamp.as_of]
            tally.ended += len(gone)
            if gone:
                yield cypher_builder.delete_edges(*kind), {"id": gone}

    def _create(self, kind: EdgeKind, columns: dict[str, Column], first: int, stop: int) -> Step:
        params: dict[str, Any] = {**self._stamped, "source": self._stamp.source}
        for name, column in columns.items():
            if isinstance(column, Coded):
                values, params[name] = column.page(first, stop)
                params[f"{name}s" if name in ("start", "end") else f"{name}_values"] = values
            else:
                params[name] = column[first:stop]
        return cypher_builder.create_edges(*kind), params

    @property
    def _stamped(self) -> dict[str, Any]:
        return {"load": self._stamp.load, "stated": self._stamp.as_of}

    def _compare(self, kind: EdgeKind, page: list[list[Any]], tally: Tally) -> _Difference:
        """Compare a page of relationships with those that this source has in the graph."""
        columns = cypher_builder.edge_columns(kind[0])
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
                result.starts.add(start)
            elif found[2] == values:
                tally.same += 1
            elif found[1] > self._stamp.as_of:
                tally.older += 1
            elif same is not None:
                tally.changed += 1
                result.changed.append([found[0], *values])
                result.starts.add(start)
            else:
                tally.changed += 1
                result.starts.add(start)
                result.replaced.append(found[0])
                result.new.append([start, end, *values])
        return result


@dataclass
class _Difference:
    """Relationships of a page to create, set (by element id) and delete (element ids); and where they start."""

    new: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    starts: set[str] = field(default_factory=set)


def _edge_columns(kind: EdgeKind, frame: pd.DataFrame) -> dict[str, Column]:
    """Columns of relationships, sorted by their ends."""
    start, end = Coded.of(frame["start"], ordered=True), Coded.of(frame["end"], ordered=True)
    order = np.lexsort((end.codes, start.codes))
    columns: dict[str, Column] = {"start": start.take(order), "end": end.take(order)}
    coded = cypher_builder.coded_columns(kind[0])
    for name in cypher_builder.edge_columns(kind[0]):
        cells = frame[name].iloc[order]
        columns[name] = Coded.of(cells) if name in coded else plain(cells)
    return columns


def _rows(column: Column, first: int, stop: int) -> list[Any]:
    return column.rows(first, stop) if isinstance(column, Coded) else column[first:stop]


def _params(names: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
