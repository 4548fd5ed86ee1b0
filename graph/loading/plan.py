"""Compare checked rows with the graph: what is new, what differs, what stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from graph.loading import survivorship
from graph.loading.columns import plain
from graph.loading.differences import Differences, Stamp, Step, Tally
from graph.loading.journal import BACK, CHANGED, ENDED, Journal
from graph.loading.names import LABEL as PEOPLE
from graph.loading.names import Names
from graph.loading.renaming import Merging, rename
from graph.loading.store import Begun, Store, pages
from graph.model import cypher_builder
from graph.model.nodes import NODES, in_all_tenses, lasting
from graph.model.schema import NODE_TRAIL
from graph.staging.absent import Absence, EdgeKind
from graph.staging.alias_rows import ALIAS
from graph.staging.stage import Staged

_ENDED = NODE_TRAIL.index("ended")


@dataclass
class Plan:
    """The writes of a load, made page by page, and their counts.

    Attributes:
        stamp: What every row of the load carries.
        nodes: Counts by label.
        edges: Counts by type.
        emptied: By label or type and column, how many cells were filled and are blank now, and how many are filled.
        differing: By label or type, how many changed records differ in each column.
    """

    stamp: Stamp
    nodes: dict[str, Tally] = field(default_factory=dict)
    edges: dict[str, Tally] = field(default_factory=dict)
    emptied: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    differing: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def note_changed(self, name: str, before: list[Any], now: list[Any], columns: Sequence[str]) -> None:
        """Count the columns in which a changed record differs."""
        cells = zip(columns, before, now, strict=True)
        self.differing[name].update(column for column, old, new in cells if old != new)

    def note_emptied(self, name: str, before: list[Any], now: list[Any], columns: Sequence[str]) -> None:
        """Count the cells of a changed record that were filled and are blank."""
        for column, old, new in zip(columns, before, now, strict=True):
            if old is not None and new is None:
                blank, filled = self.emptied.get((name, column), (0, 0))
                self.emptied[name, column] = (blank + 1, filled)

    def note_filled(self, name: str, frame: pd.DataFrame) -> None:
        """Count the filled cells of columns in which others were emptied."""
        for (of, column), (blank, filled) in self.emptied.items():
            if of == name and column in frame.columns:
                self.emptied[of, column] = (blank, filled + int(frame[column].notna().sum()))

    @property
    def touched(self) -> list[str]:
        """Labels and relationship types, in all tenses, of which anything is written, even if only another source.

        With a node that begins or ends, all that hangs on it does.
        """
        names = {name for tallies in (self.nodes, self.edges) for name, tally in tallies.items() if tally.written}
        hung = {label for label, tally in self.nodes.items() if tally.ended or tally.new}
        names |= {kind[0] for kind in cypher_builder.sourced_edges() if lasting(kind) and hung & set(kind[1:])}
        return sorted(name for plain in names for name in in_all_tenses(plain))


class Planner:
    """Makes the write statements for staged rows; every page is compared with the graph first."""

    def __init__(self, store: Store, stamp: Stamp, before: Begun, names: Names) -> None:
        """Plan for one load.

        Args:
            store: Reads the graph.
            stamp: What every row of this load carries.
            before: What was written before.
            names: Takes note of the names and addresses that the graph will refer to.

        Attributes:
            plan: What the steps made so far do.
            journal: The same, record by record.
        """
        self._store = store
        self._stamp = stamp
        self._before = before
        self._names = names
        self.plan = Plan(stamp)
        self.journal = Journal(stamp.load, stamp.number, stamp.source, stamp.as_of, before.begun, before.again)
        self._differences = Differences(
            store, stamp, before, (self.plan.note_emptied, self.plan.note_changed), self.journal
        )

    def steps(self, staged: Staged) -> Iterator[Step]:
        """Nodes before relationships, types in model order, rows by key, so that two loads lock in the same order."""
        # First what tells of the ids: a load that was cut off in between goes on from there.
        if ALIAS in staged.nodes:
            yield from self._node_steps(ALIAS, staged.nodes[ALIAS])
        yield from rename(self._store, self._names, self.journal)
        for label in NODES:
            if label == ALIAS:
                continue
            if label == PEOPLE and label in staged.nodes:
                # All of them before the first is written: the vault has to know their names by then.
                people = list(self._node_steps(label, self._names.seal(staged.nodes[label])))
                self._names.planned = True
                yield from people
            elif label in staged.nodes:
                yield from self._node_steps(label, staged.nodes[label])
            yield from self._missing_steps(label, staged.absence)
        for kind in cypher_builder.sourced_edges():
            tally = self.plan.edges.setdefault(kind[0], Tally()) if self._says(kind, staged) else Tally()
            if self._before.begun and lasting(kind):
                yield from self._differences.of_states(kind, staged, tally)
                if kind in staged.edges:
                    self.plan.note_filled(kind[0], staged.edges[kind])
            elif kind in staged.edges:
                yield from self._differences.of_events(kind, staged.edges[kind], tally)
        merging = Merging(self._store, self._stamp, staged.aliases.merged, self.journal)
        yield from merging.steps(self._differences.ended)

    def _node_steps(self, label: str, frame: pd.DataFrame) -> Iterator[Step]:
        tally = self.plan.nodes.setdefault(label, Tally())
        frame = frame.sort_values(NODES[label].key)
        ordered = [plain(frame[name]) for name in (NODES[label].key, *cypher_builder.node_columns(label))]
        for page in pages(list(zip(*ordered, strict=True))):
            there = {} if self._before.empty else self._store.nodes(label, [row[0] for row in page])
            new: list[list[Any]] = []
            changed: list[list[Any]] = []
            for key, *values in page:
                if key not in there or there[key][_ENDED] is not None:
                    if key in there and survivorship.is_bare(values):
                        tally.same += 1  # an id in a log does not bring anybody back
                        continue
                    tally.id_only += survivorship.is_bare(values)
                    self._note(label, key, [values])
                    row = [key, [self._stamp.source], self._stamp.number, self._stamp.as_of, None, None, None, *values]
                    if key in there:
                        self._note_before(BACK, label, key, there[key])
                        changed.append(row)
                    else:
                        self.journal.created[label].append(key)
                        new.append(row)
                    tally.new += 1
                    continue
                kept = self._merge(label, key, there[key], values, tally)
                if kept is not None:
                    self._note_before(CHANGED, label, key, there[key])
                    changed.append([key, *kept])
            names = ["key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
            if new:
                yield cypher_builder.create_nodes(label), _params(names, new)
            if changed:
                yield cypher_builder.set_nodes(label), _params(names, changed)
        self.plan.note_filled(label, frame)

    def _merge(self, label: str, key: str, there: list[Any], values: list[Any], tally: Tally) -> list[Any] | None:
        """A node's new bookkeeping and properties, or None if nothing has to be written."""
        sources, _, stated, kept, _, _, *shown = there
        claims = survivorship.parse(label, kept, sources, stated, shown)
        own = claims.get(self._stamp.source)
        if own is not None and (own[1] == values or own[0] > self._stamp.as_of):
            same = own[1] == values
            tally.same += same
            tally.older += not same
            self._note(label, key, [shown, *(said for _, said in claims.values())])
            return None
        if own is not None:
            self.plan.note_emptied(label, own[1], values, cypher_builder.node_columns(label))
        claims[self._stamp.source] = (self._stamp.as_of, values)
        return self._settled(label, key, claims, shown, tally)

    def _settled(self, label: str, key: str, claims: survivorship.Claims, shown: list[Any], tally: Tally) -> list[Any]:
        """A node's bookkeeping and properties as these claims make them."""
        latest = max(day for day, _ in claims.values())
        settled = survivorship.settle(claims)
        self._note(label, key, [settled, *(said for _, said in claims.values())])
        if settled == shown:
            tally.source_only += 1
        else:
            tally.changed += 1
            self.plan.note_changed(label, shown, settled, cypher_builder.node_columns(label))
        return [sorted(claims), self._stamp.number, latest, survivorship.dump(label, claims), None, None, *settled]

    def _missing_steps(self, label: str, absence: Absence) -> Iterator[Step]:
        """End the nodes that only this source stated; of the others, what it said no longer counts."""
        unsaid = sorted(absence.unsaid.get(label, ()))
        if not (unsaid or absence.gone.get(label)):
            return
        tally = self.plan.nodes.setdefault(label, Tally())
        for page in pages(unsaid):
            rows = []
            for key, there in self._store.nodes(label, list(page)).items():
                self._note_before(CHANGED, label, key, there)
                sources, _, stated, kept, _, _, *shown = there
                claims = survivorship.parse(label, kept, sources, stated, shown)
                del claims[self._stamp.source]
                rows.append([key, *self._settled(label, key, claims, shown, tally)])
            names = ["key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
            yield cypher_builder.set_nodes(label), _params(names, rows)
        gone = sorted(absence.gone[label])
        tally.ended += len(gone)
        for page in pages(gone):
            for key, there in self._store.nodes(label, list(page)).items():
                self._note_before(ENDED, label, key, there)
            params = {"key": list(page), "load": self._stamp.number, "day": self._stamp.as_of}
            yield cypher_builder.end_nodes(label), params

    def _says(self, kind: EdgeKind, staged: Staged) -> bool:
        """Whether the load says anything of a kind of relationship."""
        return kind in staged.edges or kind in staged.cleared or kind in staged.absence.told

    def _note_before(self, how: str, label: str, key: str, there: list[Any]) -> None:
        """Note in the journal a node as it was, with what its hashes stand for."""
        self.journal.note_node(how, label, key, there)
        if label == PEOPLE:
            self.journal.texts[key] = list(self._names.vault.texts(key).values())

    def _note(self, label: str, key: str, rows: list[list[Any]]) -> None:
        if label == PEOPLE:
            self._names.note(key, rows)


def _params(names: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
