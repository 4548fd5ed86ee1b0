"""What a step of deriving is, and what it works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from graph.model.cypher_builder import statement
from graph.profile.calendar import Sessions
from graph.profile.profile import Profile
from graph.queries.dependencies import Names, changes, mentions
from graph.runner import Counters, Runner

# Rows in one statement: the server's best trade of memory against round trips, measured.
BATCH = 10_000

T = TypeVar("T")


@dataclass
class Work:
    """One run of deriving: the door to the graph, the profile, the date, and what was read already.

    Attributes:
        load: Id of the last published load; None in a graph that was not loaded by Loopline.
        folder: Where what was read once is kept for the next time; None keeps nothing.
        counters: What was written since the current step began.
        told: Which contact was counted, as a kept network says it of itself, since the current step began.
        reads: Names of what was read since the current step began (`graph.queries.dependencies`).
        changed: Names of what was written since then.
    """

    runner: Runner
    profile: Profile
    as_of: date
    load: str | None = None
    folder: Path | None = None
    counters: Counters = field(default_factory=Counters)
    told: dict[str, str] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    _kept: dict[Callable[..., Any], tuple[Any, Names]] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a step: nothing was read, written or told yet."""
        self.counters, self.told, self.reads, self.changed = Counters(), {}, set(), set()

    @cached_property
    def sessions(self) -> Sessions:
        """Counts days in session up to the as-of date."""
        return self.profile.sessions(self.as_of)

    @cached_property
    def loaded(self) -> frozenset[str]:
        """Names of the sheets that were ever loaded, those with a header and no rows among them."""
        found = self.runner.read(statement("derive/run/loaded")).rows[0]
        return frozenset([*found["sheets"], *found["signs"]])

    @property
    def has_contact(self) -> bool:
        """Whether anything was ever loaded that says who is in contact with whom."""
        return not self.loaded.isdisjoint({"contacts", "meetings"})

    def keep(self, make: Callable[[Work], T]) -> T:
        """Make something once a run: what several steps need is read once. What it tells is noted for each of them."""
        if make not in self._kept:
            outer, self.reads = self.reads, set()
            try:
                self._kept[make] = make(self), frozenset(self.reads)
            finally:
                self.reads = outer
        value: T
        value, reads = self._kept[make]
        self.reads |= reads
        self.told.update(getattr(value, "told", {}))
        return value

    @contextmanager
    def reading(self, *parts: str) -> Iterator[None]:
        """What is read inside counts as if these part files were read, though a file kept of them may do instead."""
        outer, self.reads = self.reads, set()
        try:
            yield
        finally:
            self.reads = outer.union(*(mentions(statement(f"derive/{part}")) for part in parts))

    def found(self, part: str, **params: Any) -> list[Any]:  # noqa: ANN401 - parameters as Cypher takes them
        """The one collected column `found` of a part file; reading columns is 15 times faster than reading records."""
        rows = self.rows(part, **params)
        return rows[0]["found"] if rows else []

    def rows(self, part: str, **params: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
        """All records of a part file."""
        text = statement(f"derive/{part}")
        self.reads |= mentions(text)
        return self.runner.read(text, params).rows

    def write(self, part: str, columns: Mapping[str, Sequence[Any]], **params: Any) -> None:  # noqa: ANN401 - as above
        """Run a part file over columns, a batch at a time; nothing is sent when there are no rows."""
        text = statement(f"derive/{part}")
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

    def renew(
        self, folder: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> tuple[int, list[Sequence[Any]]]:
        """Make the nodes of a step say exactly these rows; only what differs is written.

        Args:
            folder: Of the part files: `read` collects nodes, each as its values in the order of `names`, of which the
                last ones may be left out; `sweep` takes away ids; `write` creates and sets.
            names: What the values of a row are, the id first.
            rows: One a node; of several with one id, the last.

        Returns:
            How many nodes there are now, and the rows of those that are new.
        """
        wanted = {row[0]: row for row in rows}
        there = {row[0]: tuple(map(_fixed, row)) for row in self.found(f"{folder}/read")}
        self.write(f"{folder}/sweep", {names[0]: sorted(there.keys() - wanted.keys())})
        new = [row for node, row in wanted.items() if node not in there]
        other = [row for node, row in wanted.items() if node in there and there[node] != row[: len(there[node])]]
        self.write(f"{folder}/write", columns(names, [*new, *other]), load=self.load)
        return len(wanted), new


def _fixed(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Step:
    """One ordered step of deriving.

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
