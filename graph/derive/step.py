"""The `Step` type, and the `Work` object that steps use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from graph.model.cypher_builder import statement
from graph.model.derived_cypher import (
    derived_columns,
    derived_ends,
    read_derived,
    read_ties,
    set_derived,
    sweep_derived,
    sweep_ties,
    tie_columns,
    write_derived,
    write_ties,
)
from graph.model.nodes import NODES
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile
from graph.queries.dependencies import Names, changes, mentions
from graph.runner import Counters, Runner

# Rows in one statement: the best balance of memory and round trips, as measured.
BATCH = 10_000

T = TypeVar("T")
Row = tuple[Any, ...]


@dataclass
class Work:
    """One derivation run: the graph, the profile, the date, and what was already read.

    Attributes:
        load: Id of the last published load; None in a graph that was not loaded by Loopline.
        folder: Where data is cached for the next run; None for no cache.
        counters: What was written since the current step began.
        basis: Which contact was counted since the current step began, as described by the networks it used.
        reads: Names of what was read since the current step began (`graph.queries.dependencies`).
        changed: Names of what was written since then.
    """

    runner: Runner
    profile: Profile
    as_of: date
    load: str | None = None
    folder: Path | None = None
    counters: Counters = field(default_factory=Counters)
    basis: dict[str, str] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    _kept: dict[Callable[..., Any], tuple[Any, Names]] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a step: reset what was read, written and counted."""
        self.counters, self.basis, self.reads, self.changed = Counters(), {}, set(), set()

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """Counts days in session up to the as-of date."""
        return self.profile.calendar(self.as_of)

    @cached_property
    def loaded(self) -> frozenset[str]:
        """Names of the sheets that have been loaded, with a header at least; and `strangers`, as the query says."""
        found = self.runner.read(statement("derive/run/loaded")).rows[0]
        return frozenset([*found["sheets"], *found["signs"]])

    @property
    def has_contact(self) -> bool:
        """Whether any contact data has been loaded."""
        return not self.loaded.isdisjoint({"contacts", "meetings"})

    def keep(self, make: Callable[[Work], T]) -> T:
        """Make something once per run for all steps that need it. Its basis is recorded for each step."""
        if make not in self._kept:
            outer, self.reads = self.reads, set()
            try:
                self._kept[make] = make(self), frozenset(self.reads)
            finally:
                self.reads = outer
        value: T
        value, reads = self._kept[make]
        self.reads |= reads
        self.basis.update(getattr(value, "basis", {}))
        return value

    @contextmanager
    def reading(self, *parts: str) -> Iterator[None]:
        """What is read inside counts as reading these part files, even if it comes from the cache."""
        outer, self.reads = self.reads, set()
        try:
            yield
        finally:
            self.reads = outer.union(*(mentions(statement(f"derive/{part}")) for part in parts))

    def found(self, part: str, **params: Any) -> list[Any]:  # noqa: ANN401 - parameters as Cypher takes them
        """The one collected column `found` of a part file; this is 15 times faster than reading records."""
        return self._collected(statement(f"derive/{part}"), params)

    def rows(self, part: str, **params: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
        """All records of a part file."""
        text = statement(f"derive/{part}")
        self.reads |= mentions(text)
        return self.runner.read(text, params).rows

    def _collected(self, text: str, params: Mapping[str, Any] | None = None) -> list[Any]:
        self.reads |= mentions(text)
        rows = self.runner.read(text, params or {}).rows
        return rows[0]["found"] if rows else []

    def write(self, text: str, columns: Mapping[str, Sequence[Any]], **params: Any) -> None:  # noqa: ANN401 - as above
        """Run a statement over columns, a batch at a time; nothing is sent when there are no rows."""
        size = len(next(iter(columns.values())))
        for start in range(0, size, BATCH):
            batch = {name: values[start : start + BATCH] for name, values in columns.items()}
            self.run(text, {**params, **batch})

    def run(self, text: str, params: Mapping[str, Any]) -> None:
        """Run one statement that writes."""
        done = self.runner.write(text, params)
        self.counters.add(done)
        if done.total:
            self.changed |= changes(text)

    def stored(self, label: str, step: str = "") -> dict[str, Row]:
        """What a step wrote on the nodes of a label at the last run, by key; dates as text."""
        return {row[0]: tuple(map(_fixed, row[1:])) for row in self._collected(read_derived(label, step))}

    def renew(self, label: str, rows: Iterable[Row]) -> int:
        """Make the derived nodes of a label, with their ends, match exactly these rows; only differences are written.

        Args:
            label: Of the nodes.
            rows: One per node; of several with one key, the last. First its key, then its values in the order of
                `derived_columns`, then for each of `derived_ends` the ids at which it ends; where the relationship has
                properties, (id, values) instead of an id.

        Returns:
            How many nodes there are now.
        """
        names, ends = derived_columns(label), derived_ends(label)
        width = 1 + len(names)
        wanted = {row[0]: row for row in rows}
        stored = self.stored(label)
        changed = {key for key, row in wanted.items() if stored.get(key) != tuple(map(_text, row[1:width]))}
        ties = [_ties(wanted.values(), width + at) for at in range(len(ends))]
        stale = [self._differences(label, kind, end, rows) for (kind, end), rows in zip(ends, ties, strict=True)]
        if any(prop.name == "load" for prop in NODES[label].properties):
            changed |= {row[0] for removed, new in stale for row in (*removed, *new) if row[0] in wanted}
        self.write(sweep_derived(label), {"key": sorted(stored.keys() - wanted.keys())})
        fresh = [row[:width] for key, row in wanted.items() if key in changed]
        self.write(write_derived(label), columns(("key", *names), fresh), load=self.load)
        for (kind, end), (removed, new) in zip(ends, stale, strict=True):
            self._tie(label, kind, end, [row for row in removed if row[0] in wanted], new)
        return len(wanted)

    def update(self, label: str, step: str, rows: Iterable[Row]) -> None:
        """Set what a step writes on nodes that exist, where it differs.

        Args:
            label: Of the nodes.
            step: Name of the step.
            rows: Key, then values in the order of `derived_columns(label, step)`.
        """
        stored = self.stored(label, step)
        changed = [row for row in rows if stored.get(row[0]) != tuple(map(_text, row[1:]))]
        self.write(set_derived(label, step), columns(("key", *derived_columns(label, step)), changed), load=self.load)

    def renew_ties(self, start: str, kind: str, end: str, rows: Iterable[Row]) -> None:
        """Make the relationships of a derived type match exactly these rows: start, end, own properties."""
        self._tie(start, kind, end, *self._differences(start, kind, end, set(rows)))

    def _differences(self, start: str, kind: str, end: str, wanted: set[Row]) -> tuple[list[Row], list[Row]]:
        """Obsolete pairs and new rows; one whose properties changed is in both."""
        stored = set(map(tuple, self._collected(read_ties(start, kind, end))))
        removed = {row[:2] for row in stored - wanted}
        return sorted(removed), sorted(row for row in wanted if row not in stored or row[:2] in removed)

    def _tie(self, start: str, kind: str, end: str, removed: Sequence[Row], new: Sequence[Row]) -> None:
        self.write(sweep_ties(start, kind, end), columns(("key", "end"), removed))
        self.write(write_ties(start, kind, end), columns(("key", "end", *tie_columns(kind)), new))


def _ties(rows: Iterable[Row], at: int) -> set[Row]:
    """(start, end, own properties) of the ends at one place of rows."""
    return {(row[0], *(end if isinstance(end, tuple) else (end,))) for row in rows for end in row[at]}


def _fixed(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    return tuple(value) if isinstance(value, list) else value


def _text(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    """A value the way it is read back."""
    return value.isoformat() if isinstance(value, date) else _fixed(value)


@dataclass(frozen=True)
class Step:
    """One ordered derivation step.

    Attributes:
        name: As query files name it in `needs`.
        needs: Steps that must have run before.
        version: Changes with the method, so that results of an older one are told apart.
        compute: Derives and writes; returns how many facts of its kind the graph now holds.
    """

    name: str
    needs: tuple[str, ...]
    version: str
    compute: Callable[[Work], int]


def columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows as one list a name, which is how values travel to the server."""
    turned = [list(values) for values in zip(*rows, strict=True)]
    return dict(zip(names, turned or [[] for _ in names], strict=True))
