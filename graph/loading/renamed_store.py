"""The graph as a load reads it that renames nodes: under their new ids, before they are written and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.loading import survivorship
from graph.loading.store import Store
from graph.model.cypher_builder import EdgeKind, edge_columns, node_columns, sourced_edges
from graph.model.nodes import NODES
from graph.model.renaming_cypher import COMPOSED, edge_ids, edges_with, keys_at, keys_with, node_ids
from graph.model.schema import Origin
from graph.runner import Runner

Row = list[Any]
Pairs = dict[str, dict[str, str]]
"""By label, old ids, each with the new one."""


class RenamedStore(Store):
    """Reads nodes and relationships as if these nodes had their new ids already.

    Attributes:
        pairs: By label, keys of all nodes that change, each with the new one: those that are renamed, those whose key
            is made of their ids, and those that name them in a property, which keep their own.
        retold: Gives what a renamed node says under its new id, where that depends on the id.
    """

    def __init__(self, runner: Runner, source: str, renamed: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(runner, source)
        self._plain = Store(runner, source)
        self._ids: Pairs = {label: dict(ids) for label, ids in renamed.items()}
        self._own: Pairs = {}
        self.retold: Callable[[str, str, str, Row], Row] = lambda label, old, new, row: row  # noqa: ARG005
        self.pairs = self._ids | self._composed()
        self._own = {label: {new: old for old, new in ids.items()} for label, ids in self.pairs.items()}
        self.pairs |= self._naming()

    def _composed(self) -> Pairs:
        """Keys that are made of renamed ids."""
        found: Pairs = {}
        for label, sheet in COMPOSED.items():
            columns = {end.column: end.label for edge in sheet.edges for end in (edge.start, edge.end) if end.column}
            columns |= node_ids(label)
            keys = {
                key
                for kind in sourced_edges()
                if kind[1] == label and kind[2] in self._ids
                for key in self._collected(keys_at(*kind), {"keys": sorted(self._ids[kind[2]])})
            }
            for key in keys:
                parts = key.rsplit("|", len(sheet.key) - 1)
                ids = (self._ids.get(columns.get(name, ""), {}) for name in sheet.key)
                new = "|".join(each.get(part, part) for each, part in zip(ids, parts, strict=True))
                if new != key:
                    found.setdefault(label, {})[key] = new
        return found

    def _naming(self) -> Pairs:
        """Nodes that keep their key and name a renamed one."""
        found: Pairs = {}
        for label, node in NODES.items():
            if node.origin is not Origin.SOURCED or label in COMPOSED:
                continue
            for name, of in node_ids(label).items():
                if ids := self._ids.get(of):
                    keys = self._collected(keys_with(label, name), {"keys": sorted(ids)})
                    found[label] = {**found.get(label, {}), **{key: key for key in keys}}
        return found

    def naming_edges(self) -> dict[tuple[EdgeKind, str], list[Row]]:
        """Relationships that name a renamed node: both ends as they stand, source, the old and the new id."""
        found: dict[tuple[EdgeKind, str], list[Row]] = {}
        for kind in sourced_edges():
            for name, of in edge_ids(kind[0]).items():
                if ids := self._ids.get(of):
                    rows = self._collected(edges_with(*kind, name), {"keys": sorted(ids)})
                    found[kind, name] = [[*row, ids[row[-1]]] for row in rows]
        return {key: sorted(rows) for key, rows in found.items() if rows}

    def as_it_was(self, label: str, olds: Sequence[str]) -> dict[str, Row]:
        """Nodes by old key, as they stand."""
        return self._plain.nodes(label, olds)

    def retell(self, label: str, old: str, row: Row) -> Row:
        """What a node says after its own id and those of others have changed."""
        named = {name: self._ids[of] for name, of in node_ids(label).items() if of in self._ids}
        if named:
            places = [(node_columns(label).index(name), ids) for name, ids in named.items()]

            def change(values: Row) -> Row:
                for at, ids in places:
                    values[at] = ids.get(values[at], values[at])
                return values

            row = survivorship.changed(label, row, change)
        new = self.new_key(label, old)
        return row if new == old else self.retold(label, old, new, row)

    def new_key(self, label: str, key: str) -> str:
        """The key that a node has with this load."""
        return self.pairs.get(label, {}).get(key, key)

    def _both(self, label: str, keys: Iterable[str]) -> list[str]:
        """Keys as they are asked for, and the old ones of those that are new."""
        asked, own = list(keys), self._own.get(label, {})
        return [*asked, *(own[key] for key in asked if key in own)]

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones the graph holds."""
        return self._renamed(label, ids, super().present)

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones the graph holds or held."""
        return self._renamed(label, ids, super().ever)

    def _renamed(self, label: str, ids: Iterable[str], ask: Callable[[str, Iterable[str]], set[str]]) -> set[str]:
        wanted = set(ids)
        return {self.new_key(label, key) for key in ask(label, self._both(label, wanted))} & wanted

    def every(self, label: str) -> set[str]:
        """All ids of a label that the graph holds."""
        return {self.new_key(label, key) for key in super().every(label)}

    def stated(self, label: str) -> dict[str, bool]:
        """Ids of the nodes that the source states, and whether it is the only one."""
        return {self.new_key(label, key): alone for key, alone in super().stated(label).items()}

    def by_address(self, keys: Iterable[str]) -> dict[str, str]:
        """Ids of the people who have these addresses, by address id."""
        return {key: self.new_key("Person", person) for key, person in super().by_address(keys).items()}

    def described(self, ids: Iterable[str], source: str) -> set[str]:
        """Of these people the ones of whom another source tells."""
        return {self.new_key("Person", key) for key in super().described(self._both("Person", ids), source)}

    def states(self) -> set[str]:
        """Ids of the units of level state."""
        return {self.new_key("Unit", key) for key in super().states()}

    def parents(self) -> dict[str, str]:
        """Parent unit by unit; if there are several, the last by id."""
        return {self.new_key("Unit", unit): self.new_key("Unit", parent) for unit, parent in super().parents().items()}

    def places(self) -> dict[str, dict[str, str]]:
        """By label, the unit of each team, person, role and unit."""
        return {
            label: {self.new_key(label, key): self.new_key("Unit", unit) for key, unit in found.items()}
            for label, found in super().places().items()
        }

    def nodes(self, label: str, keys: Sequence[str]) -> dict[str, Row]:
        """Nodes by key, each a list: the bookkeeping of `graph.model.schema.NODE_TRAIL`, then its properties."""
        found = super().nodes(label, self._both(label, keys))
        pairs = self.pairs.get(label, {})
        return {
            self.new_key(label, key): self.retell(label, key, row) if key in pairs else row
            for key, row in found.items()
        }

    def edges(self, kind: EdgeKind, again: Sequence[int], starts: Sequence[str]) -> list[Row]:
        """The source's relationships that leave these nodes, as `Store.edges` gives them."""
        rows = super().edges(kind, again, self._both(kind[1], starts))
        skip = len(("element", "start", "end", "stated", "type", "ended", "load", "until"))
        named = [
            (skip + edge_columns(kind[0]).index(name), self._ids[of])
            for name, of in edge_ids(kind[0]).items()
            if of in self._ids
        ]
        for row in rows:
            row[1], row[2] = self.new_key(kind[1], row[1]), self.new_key(kind[2], row[2])
            for at, ids in named:
                row[at] = ids.get(row[at], row[at])
        return rows

    def standing_at(self, kind: EdgeKind, keys: Sequence[str], *, outgoing: bool) -> list[Row]:
        """What any source states and no load has ended, of nodes at one end; see `read_at`."""
        rows = super().standing_at(kind, self._both(kind[1 if outgoing else 2], keys), outgoing=outgoing)
        return [[row[0], self.new_key(kind[1], row[1]), self.new_key(kind[2], row[2]), *row[3:]] for row in rows]
