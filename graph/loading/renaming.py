"""The steps of a load that give nodes other ids, or make one node of two, and those that take this back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from graph.loading.differences import Stamp, Step, end_day
from graph.loading.journal import Journal
from graph.loading.names import LABEL as PEOPLE
from graph.loading.names import Names, said
from graph.loading.renamed_store import RenamedStore
from graph.loading.store import Store, pages
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import NODES, lasting
from graph.model.renaming_cypher import move_edges, rename_nodes, reword_edges, unend_edges, unmove_edges
from graph.model.schema import NODE_TRAIL
from graph.model.sheets import SINGLE
from graph.model.tenses import former_type
from graph.staging.alias_rows import ALIASED
from graph.staging.aliases import Aliases

Merged = Mapping[str, Mapping[str, tuple[str, date]]]


def store_under(store: Store, aliases: Aliases, names: Names) -> Store:
    """The graph as a load reads it: under the ids that its nodes get with it."""
    if not aliases.renamed:
        return store
    view = store.under(aliases.renamed)
    view.retold = lambda label, old, new, row: names.retold(old, new, row) if label == PEOPLE else row
    return view


def rename(store: Store, names: Names, journal: Journal) -> Iterator[Step]:
    """Give nodes their new ids, before anything is compared.

    Each statement is whole by itself. What names a node comes before the node, so that a load that was cut off in
    between finds the rest.
    """
    if not isinstance(store, RenamedStore):
        return
    for (kind, name), given in store.naming_edges().items():
        now = [[store.new_key(kind[1], row[0]), store.new_key(kind[2], row[1]), *row[2:]] for row in given]
        journal.reworded[kind] += [[name, *row] for row in now]
        yield reword_edges(*kind, name), _columns(["start", "end", "source", "was", "now"], given)
    for label in sorted(NODES, key=ALIASED.__contains__):
        pairs = store.pairs.get(label, {})
        if label == PEOPLE:
            names.rename(pairs)
        columns = ["was", "key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
        for page in pages(sorted(pairs)):
            rows = []
            for old, row in sorted(store.as_it_was(label, page).items()):
                journal.renamed[label].append([pairs[old], old, *row])
                if label == PEOPLE:
                    journal.texts[old] = list(names.vault.texts(old).values())
                rows.append([old, pairs[old], *store.retell(label, old, row)])
            if rows:
                yield rename_nodes(label), _columns(columns, rows)


def unrename(journal: Journal) -> Iterator[Step]:
    """Give nodes their old ids again, and what they said under them; the last of all when a load is taken back."""
    for kind, reworded in journal.reworded.items():
        for name in sorted({row[0] for row in reworded}):
            rows = [row[1:] for row in reworded if row[0] == name]
            yield reword_edges(*kind, name), _columns(["start", "end", "source", "now", "was"], rows)
    for label in NODES:
        columns = ["was", "key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
        for page in pages(journal.renamed.get(label, [])):
            yield rename_nodes(label), _columns(columns, page)


def unname(journal: Journal, names: Names) -> set[str]:
    """Note what the vault will know again of renamed people; their new ids."""
    for new, old, *row in journal.renamed.get(PEOPLE, []):
        names.bring_back(old, said(row), journal.texts.get(old, ()))
        names.bring_back(new, (), ())
    return {row[0] for row in journal.renamed.get(PEOPLE, [])}


class Merging:
    """Moves what hangs on nodes that are part of others now, from any source, where the load itself did not."""

    def __init__(self, store: Store, stamp: Stamp, merged: Merged, journal: Journal) -> None:
        self._store = store
        self._stamp = stamp
        self._merged = merged
        self._journal = journal

    def steps(self, done: Collection[str]) -> Iterator[Step]:
        """Statements for each kind of relationship.

        Args:
            done: Relationships that the comparison has ended.
        """
        for kind in cypher_builder.sourced_edges():
            if lasting(kind) and (self._merged.get(kind[1]) or self._merged.get(kind[2])):
                yield from self._of(kind, done)

    def _of(self, kind: EdgeKind, done: Collection[str]) -> Iterator[Step]:
        identity = cypher_builder.identity_of(kind)
        columns = cypher_builder.edge_columns(kind[0])
        there = {
            (source, start, end, *(values[at] for at in identity))
            for _, start, end, _, tense, _, _, source, *values in self._at(kind, new=True)
            if tense != former_type(kind[0])  # what is over does not say what holds
        }
        there |= {(self._stamp.source, *row) for row in self._journal.made.get(kind, [])}
        ended: dict[date, list[str]] = defaultdict(list)
        made: list[list[Any]] = []
        for element, start, end, stated, tense, _, until, source, *values in self._at(kind, new=False):
            if element in done or tense == former_type(kind[0]) or (kind in SINGLE and start in self._ids(kind[1])):
                continue  # what a record says of itself ends with it
            now = [self._new(kind[1], start), self._new(kind[2], end)]
            key = (source, *now, *(values[at] for at in identity))
            moves = key not in there and not (kind[1] == kind[2] and now[0] == now[1])
            ended[end_day(kind, values, self._day(kind, start, end))].append(element)
            self._journal.moved[kind].append([source, start, end, *now, moves, until, *values])
            if moves:
                there.add(key)
                made.append([source, *now, stated, *values])
        # In this order, a load that was cut off in between finds what is still to be ended.
        if made:
            names = ["source", "start", "end", "stated", *columns]
            yield move_edges(*kind), {**_columns(names, made), "load": self._stamp.number}
        for day, elements in sorted(ended.items()):
            yield cypher_builder.end_edges(*kind), {"id": elements, "load": self._stamp.number, "day": day}

    def _at(self, kind: EdgeKind, *, new: bool) -> list[list[Any]]:
        found: dict[str, list[Any]] = {}
        for label, outgoing in ((kind[1], True), (kind[2], False)):
            merged = self._merged.get(label, {})
            keys = {into for into, _ in merged.values()} if new else set(merged)
            if keys:
                rows = self._store.standing_at(kind, sorted(keys), outgoing=outgoing)
                found.update({row[0]: row for row in rows})
        return sorted(found.values(), key=lambda row: (row[1], row[2], row[7], repr(row[8:])))

    def _ids(self, label: str) -> Collection[str]:
        return self._merged.get(label, {}).keys()

    def _new(self, label: str, key: str) -> str:
        found = self._merged.get(label, {}).get(key)
        return found[0] if found else key

    def _day(self, kind: EdgeKind, start: str, end: str) -> date:
        found = (self._merged.get(label, {}).get(key) for label, key in ((kind[1], start), (kind[2], end)))
        return min(day for _, day in filter(None, found))


def unmerge(journal: Journal) -> Iterator[Step]:
    """Take back what was moved."""
    for kind, rows in journal.moved.items():
        names = ["source", "start", "end", *cypher_builder.edge_columns(kind[0])]
        load = {"load": journal.number}
        if made := [[row[0], *row[3:5], *row[7:]] for row in rows if row[5]]:
            yield unmove_edges(*kind), {**_columns(names, made), **load}
        was = [[*row[:3], *row[7:], row[6]] for row in rows]
        yield unend_edges(*kind), {**_columns([*names, "until_was"], was), **load}


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
