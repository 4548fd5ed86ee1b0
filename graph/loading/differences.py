"""Compare a load's relationships with those that its source has in the graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from graph.loading.columns import Coded, plain
from graph.loading.journal import BACK, CHANGED, ENDED, WITHDRAWN, Journal
from graph.loading.store import PAGE, Begun, Store, pages
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import RELATIONSHIPS
from graph.model.sheets import SINGLE
from graph.model.tenses import former_type, upcoming_type
from graph.runner import Params
from graph.staging.stage import Staged

Column = Coded | list[Any]
Step = tuple[str, Params]
"""One statement with its columns."""


NoteCells = Callable[[str, list[Any], list[Any], list[str]], None]
"""Called for a changed record with its type, its values before and now, and their columns."""


@dataclass(frozen=True)
class Stamp:
    """What every row of a load carries.

    Attributes:
        load: Id of the load.
        number: Its number, which facts carry.
        source: Name of the source.
        as_of: The date that its files describe.
    """

    load: str
    number: int
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
        ended: Known from this source, which no longer states them: they become history.
        hung: Those of the ended ones that end with a record at one of their ends.
        withdrawn: Relationships that had not begun and are no longer stated: they go.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    id_only: int = 0
    source_only: int = 0
    ended: int = 0
    hung: int = 0
    withdrawn: int = 0

    @property
    def written(self) -> bool:
        """Whether any of these has to be written."""
        return self.new + self.changed + self.source_only + self.ended + self.withdrawn > 0


@dataclass
class _Difference:
    """Relationships of a page to create, set, end and withdraw (by id); and where they start."""

    new: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)
    ended: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    withdrawn: list[str] = field(default_factory=list)
    starts: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _There:
    """A relationship in the graph, of this load's source."""

    element: str
    start: str
    end: str
    stated: date
    type: str
    ended: int | None
    load: int
    until: date | None
    values: list[Any]

    def as_it_was(self, how: str) -> list[Any]:
        """The row of a journal."""
        return [how, self.start, self.end, self.load, self.stated, self.ended, self.until, *self.values]


class Differences:
    """Makes the statements for relationships: all of a new source, and only differences of one that has loads."""

    def __init__(self, store: Store, stamp: Stamp, before: Begun, note: Sequence[NoteCells], journal: Journal) -> None:
        """Compare for one load.

        Args:
            store: Reads the graph.
            stamp: What every row of this load carries.
            before: What was written before.
            note: Takes note of cells that differ.
            journal: Takes note of what changes.

        Attributes:
            ended: Relationships that the steps made so far end.
        """
        self._store = store
        self._stamp = stamp
        self._before = before
        self._note = note
        self._journal = journal
        self._every: dict[str, set[str]] = {}
        self.ended: set[str] = set()

    def of_events(self, kind: EdgeKind, frame: pd.DataFrame, tally: Tally) -> Iterator[Step]:
        """Events, and all relationships of a source that has written nothing yet: page by page."""
        columns = _columns(kind, frame)
        for first in range(0, len(frame), PAGE):
            stop = min(first + PAGE, len(frame))
            if not self._before.begun:
                tally.new += stop - first
                yield self._create(kind, columns, first, stop)
                continue
            rows = [_rows(column, first, stop) for column in columns.values()]
            stored = self._stored(kind, sorted(set(rows[0])))
            yield from self._steps(kind, self._compare(kind, rows, stored, tally), list(columns))

    def of_states(self, kind: EdgeKind, staged: Staged, tally: Tally) -> Iterator[Step]:
        """States: what the load gives, and what it leaves out, by the nodes where they start."""
        frame, told = staged.edges.get(kind), kind in staged.absence.told
        columns = _columns(kind, frame) if frame is not None else {}
        given = _rows(columns["start"], 0, len(frame)) if frame is not None else []
        starts = set(given) | staged.cleared.get(kind, set())
        if told:
            if kind[1] not in self._every:
                self._every[kind[1]] = self._store.every(kind[1])
            starts |= self._every[kind[1]] | staged.absence.leaving(kind[1])
        for page in pages(sorted(starts)):
            first, stop = bisect_left(given, page[0]), bisect_right(given, page[-1])
            rows = [_rows(column, first, stop) for column in columns.values()] or [[], []]
            stored = self._stored(kind, page)
            found = self._compare(kind, rows, stored, tally)
            self._leave_out(kind, rows, stored, staged, found, tally)
            yield from self._steps(kind, found, list(columns))

    def _stored(self, kind: EdgeKind, starts: Collection[str]) -> list[_There]:
        read = self._store.edges(kind, self._before.again, list(starts))
        return [
            _There(element, start, end, stated, tense, ended, load, until, values)
            for element, start, end, stated, tense, ended, load, until, *values in read
        ]

    def _compare(self, kind: EdgeKind, rows: list[list[Any]], stored: list[_There], tally: Tally) -> _Difference:
        """What is new and what has changed in a page of relationships."""
        identity = cypher_builder.identity_of(kind)
        # Of two that are alike, the one that holds: what was merged may have had the same in the past.
        last = sorted(stored, key=lambda each: (each.ended is None, each.type != former_type(kind[0])))
        there = {(each.start, each.end, *(each.values[at] for at in identity)): each for each in last}
        later = {each.start for each in stored if kind in SINGLE and each.stated > self._stamp.as_of}
        result = _Difference()
        for start, end, *values in zip(*rows, strict=True):
            found = there.get((start, end, *(values[at] for at in identity)))
            if found is None and start not in later:
                tally.new += 1
                self._journal.note_new(kind, start, end, [values[at] for at in identity])
                result.new.append([start, end, *values])
                result.starts.add(start)
            elif found is None or (found.values != values and found.stated > self._stamp.as_of):
                tally.older += 1
            elif found.values == values and found.ended is None:
                tally.same += 1
            else:
                tally.changed += 1
                if found.ended is None:
                    for note in self._note:
                        note(kind[0], found.values, values, cypher_builder.edge_columns(kind[0]))
                self._journal.was[kind].append(found.as_it_was(CHANGED if found.ended is None else BACK))
                result.changed.append([found.element, *values])
                result.starts.add(start)
        return result

    def _leave_out(
        self,
        kind: EdgeKind,
        rows: list[list[Any]],
        stored: list[_There],
        staged: Staged,
        found: _Difference,
        tally: Tally,
    ) -> None:
        """End what the load no longer states: where it lists all, where it leaves an id blank or gives another one."""
        identity = cypher_builder.identity_of(kind)
        given = {(start, end, *(values[at] for at in identity)) for start, end, *values in zip(*rows, strict=True)}
        asked = None if kind in staged.absence.told else staged.cleared.get(kind, set())
        if asked is not None and kind in SINGLE:
            asked = asked | set(rows[0])
        gone = [staged.absence.leaving(label) for label in kind[1:]]
        life = RELATIONSHIPS[kind[0]].life
        until = cypher_builder.edge_columns(kind[0]).index(life[1]) if life else None
        for each in stored:
            key = (each.start, each.end, *(each.values[at] for at in identity))
            over = until is not None and (each.values[until] or date.max) <= self._stamp.as_of
            known = key in given or each.ended is not None or each.stated > self._stamp.as_of
            if known or (asked is not None and each.start not in asked):
                continue
            if staged.absence.spares(kind, each.start, each.end):
                continue
            if each.type == upcoming_type(kind[0]):
                tally.withdrawn += 1
                self._journal.was[kind].append(each.as_it_was(WITHDRAWN))
                found.withdrawn.append(each.element)
            elif not (over and each.type == former_type(kind[0])):
                tally.ended += 1
                self._journal.was[kind].append(each.as_it_was(ENDED))
                tally.hung += each.start in gone[0] or each.end in gone[1]
                found.ended[_day(kind, each, staged, self._stamp.as_of)].append(each.element)
                self.ended.add(each.element)

    def _steps(self, kind: EdgeKind, found: _Difference, columns: list[str]) -> Iterator[Step]:
        if found.withdrawn:
            yield cypher_builder.delete_edges(*kind), {"id": found.withdrawn}
        for day, elements in found.ended.items():
            yield cypher_builder.end_edges(*kind), {"id": elements, "load": self._stamp.number, "day": day}
        if found.new:
            made = pd.DataFrame(found.new, columns=columns, dtype=object)
            yield self._create(kind, _columns(kind, made), 0, len(made))
        if found.changed:
            names = ["id", *cypher_builder.edge_columns(kind[0])]
            lists = (list(column) for column in zip(*found.changed, strict=True))
            yield cypher_builder.set_edges(*kind), {**dict(zip(names, lists, strict=True)), **self._stamped}
        if found.starts and RELATIONSHIPS[kind[0]].marks:
            yield cypher_builder.mark_starts(*kind[:2]), {"key": sorted(found.starts), "load": self._stamp.load}

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
        return {"load": self._stamp.number, "stated": self._stamp.as_of}


def end_day(kind: EdgeKind, values: Sequence[Any], day: date) -> date:
    """The day from which a relationship has ended, if a load says that it has since `day`: not before it began."""
    life = RELATIONSHIPS[kind[0]].life
    began = values[cypher_builder.edge_columns(kind[0]).index(life[0])] if life else None
    return max(day, began or day)


def _day(kind: EdgeKind, each: _There, staged: Staged, as_of: date) -> date:
    """The day from which a relationship has ended: where one of its ends is part of another node, since then."""
    merged = staged.absence.merged
    days = (merged.get(label, {}).get(key) for label, key in ((kind[1], each.start), (kind[2], each.end)))
    return end_day(kind, each.values, min((day for day in days if day is not None), default=as_of))


def _columns(kind: EdgeKind, frame: pd.DataFrame) -> dict[str, Column]:
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
