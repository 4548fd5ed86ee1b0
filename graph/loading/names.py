"""Names and addresses of a load's people on their way to the vault, or to the graph where the operator keeps them.

The graph refers to a name by a keyed hash; the vault knows the text behind each hash. So that no hash ever lacks its
text, the vault is written twice: before the graph, with what it had and what comes, and after it, with just what the
graph then refers to. Between the two it lists the people concerned; a load that finds such a list compares them with
the graph first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd

from graph.errors import LooplineError
from graph.loading import survivorship
from graph.loading.store import Store, pages
from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.schema import NODE_TRAIL
from graph.runner import Counters, Runner
from graph.settings import Settings
from graph.vault.key import VARIABLE, PersonKey, key_for_loads
from graph.vault.vault import Vault, vault_file
from graph.wording import say_count

LABEL = "Person"
SEALED = {prop.name: prop.sealed_as for prop in NODES[LABEL].properties if prop.sealed_as}
"""Properties with names and addresses, and what stands for each in the graph."""

_COLUMNS = cypher_builder.node_columns(LABEL)
_CLEAR = {name: _COLUMNS.index(name) for name in SEALED}
_KEYS = {name: _COLUMNS.index(key) for name, key in SEALED.items()}

Row = list[Any]
"""A person's properties, in the order of the node type's columns."""


class Names:
    """Names and addresses of the people of one graph.

    Attributes:
        key: The key of people's ids and names.
        vault: Where the texts are.
        in_graph: Whether they are kept in the graph instead.
        planned: Whether the plan for people is made, so that the vault can be written.
    """

    def __init__(self, key: PersonKey, vault: Vault, *, in_graph: bool) -> None:
        self.key = key
        self.vault = vault
        self.in_graph = in_graph
        self.planned = False
        self._given: dict[str, dict[str, tuple[str, str]]] = {}
        self._new: dict[str, list[tuple[str, str]]] = {}
        self._stale: dict[str, Collection[str]] = {}
        self._was: dict[str, str] = {}
        self._again = False  # a renamed person has got another text since the vault was written

    def check(self, store: Store) -> None:
        """Check that the graph was filled with the same key.

        Raises:
            LooplineError: It was not: everybody would get another id, and no name could be found again.
        """
        known = store.person_keys() - {""}
        if known and self.key.check not in known:
            raise LooplineError(
                f"The ids and names of people in this graph were made with another key than the one in "
                f"{self.key.origin}. Nothing was loaded.",
                f"Use the key of the earlier loads: set {VARIABLE}, or copy person.key from the data folder that made "
                "them. If that key is lost, load everything again into a new data folder (LOOPLINE_HOME).",
            )

    def seal(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of people as the graph holds them: with hashes and no texts, or the other way round."""
        sealed = frame.copy()
        ids = frame[NODES[LABEL].key].to_numpy(dtype=object)
        for name, key in SEALED.items():
            sealed[key] = pd.Series([None] * len(frame), index=frame.index, dtype=object)
            if self.in_graph:
                continue
            sealed[key], sealed[name] = sealed[name], sealed[key]
            digests = sealed[key].to_numpy(dtype=object, copy=True)
            for at in np.flatnonzero(sealed[key].notna().to_numpy()):
                person, text = ids[at], digests[at]
                digests[at] = self.vault.digest(person, name, text)
                self._given.setdefault(person, {})[digests[at]] = (name, text)
            sealed[key] = pd.Series(digests, index=frame.index, dtype=object)
        return sealed

    def note(self, person: str, rows: Iterable[Row]) -> None:
        """Note what the graph will say of a person: what each source gives, and what is shown."""
        needed, given = _digests(rows), self._given.pop(person, {})
        if needed == given.keys() and self.vault.has_just(person, given.values()):
            return
        there = self.vault.texts(person)
        comes = self._texts_of(self._was[person], person) | given if person in self._was else given
        if new := [each for digest, each in comes.items() if digest in needed and digest not in there]:
            self._new[person] = new
            self._again = self._again or person in self._was
        if not there.keys() <= needed:
            self._stale[person] = needed

    def known(self, store: Store, people: Collection[str]) -> dict[str, set[str]]:
        """The names that are known of people, by their ids: in the vault, or in the graph."""
        found = {}
        for page in pages(sorted(people)):
            nodes = store.nodes(LABEL, page)
            for person in page:
                rows = said(nodes[person]) if person in nodes else []
                names = {text for name, text in self.vault.texts(person).values() if name == "name"}
                found[person] = names | {values[_CLEAR["name"]] for values in rows} - {None}
        return found

    def bring_back(self, person: str, rows: Iterable[Row], texts: Collection[tuple[str, str]]) -> None:
        """Note what the graph will say again of a person, with the texts behind it; no rows for one who goes."""
        if texts:
            self._new[person] = list(texts)
        self._stale[person] = _digests(rows)
        self.planned = True

    def forget(self) -> None:
        """Forget what was noted of a load that is not written."""
        self.planned = False
        self._given, self._new, self._stale, self._was = {}, {}, {}, {}

    def save(self) -> None:
        """Write to the vault what comes, beside what it has; called before the graph is written."""
        self.planned = False
        changed = self._new.keys() | self._stale.keys()
        if changed <= self.vault.unsettled and not self._again:
            return
        self._again = False
        for person, new in self._new.items():
            self.vault.add(person, new)
        self.vault.unsettled |= changed
        self.vault.save()

    def finish(self) -> None:
        """Leave in the vault exactly what the graph refers to; called after the graph is written."""
        self.save()
        if not (self._new or self._stale):
            return
        for person, needed in self._stale.items():
            self.vault.keep(person, needed)
        self._settled()

    def settle(self, store: Store) -> None:
        """Compare with the graph the people whom a load that did not finish has left behind."""
        if not self.vault.unsettled:
            return
        for page in pages(sorted(self.vault.unsettled)):
            there = store.nodes(LABEL, page)
            for person in page:
                self.vault.keep(person, _digests(said(there[person])) if person in there else ())
        self._settled()

    def _settled(self) -> None:
        """Vault and graph agree."""
        self._new, self._stale, self._was = {}, {}, {}
        self.vault.unsettled.clear()
        self.vault.save()

    def lacking(self, store: Store) -> bool:
        """Whether the graph refers to names of which this vault has none, because they were loaded elsewhere."""
        return not self.in_graph and not len(self.vault) and store.any_sealed()

    def move(self, runner: Runner, store: Store, written: Counters) -> str:
        """Move names and addresses that lie where they no longer belong: in the graph, or in the vault.

        Returns:
            What was moved, as a sentence; empty if nothing was.
        """
        people = store.sealed_people() if self.in_graph else store.named_people() if store.any_named() else []
        moved: list[Row] = []
        for page in pages(people):
            for person, node in store.nodes(LABEL, page).items():
                row, texts = self._moved(person, node)
                if row[1:] != node:
                    moved.append(row)
                    self._new[person], self._stale[person] = texts, _digests(said(row[1:]))
        if not moved:
            return ""
        self.save()
        for rows in pages(moved):
            written.add(runner.write_all([(cypher_builder.set_nodes(LABEL), _params(rows))]))
        self.finish()
        where = f"from {self.vault.path} into the graph" if self.in_graph else f"from the graph to {self.vault.path}"
        return f"Names and addresses of {say_count(len(moved), 'person', 'people')} were moved {where}."

    def follow(self, store: Store, pairs: list[list[str]]) -> list[tuple[str, dict[str, Any]]]:
        """What has to be written before people get other ids: the hashes that belong to the new ones.

        Args:
            store: Reads the graph.
            pairs: Old and new id of each person.
        """
        steps = []
        there = store.present(LABEL, [new for _, new in pairs])
        for page in pages(pairs):
            nodes = store.nodes(LABEL, [old for old, _ in page])
            rows = []
            for old, new in page:
                texts = self.vault.texts(old)
                if texts:
                    self._stale[old] = ()
                if texts and new not in there:
                    rows.append(self._renamed(old, new, nodes[old], texts))
            if rows:
                steps.append((cypher_builder.set_nodes(LABEL), _params(rows)))
        self.save()
        return steps

    def _renamed(self, old: str, new: str, node: Row, texts: Mapping[str, tuple[str, str]]) -> Row:
        """A node under its old id, with the hashes of the new one."""
        self._new[new] = list(texts.values())
        return [old, *self.retold(old, new, node)]

    def rename(self, pairs: Mapping[str, str]) -> None:
        """Note that people get other ids, and their names and addresses with them.

        Args:
            pairs: New ids by old ones.
        """
        for old, new in pairs.items():
            if texts := self.vault.texts(old):
                self._was[new], self._new[new], self._stale[old] = old, list(texts.values()), ()
                self.planned = True

    def retold(self, old: str, new: str, node: Row) -> Row:
        """A node as the store reads it under one id of a person, with the hashes of another id."""
        texts = self._texts_of(old, new)
        digests = {self.vault.digest(old, *each): digest for digest, each in texts.items()}

        def change(values: Row) -> Row:
            for at in _KEYS.values():
                values[at] = digests.get(values[at], values[at])
            return values

        return survivorship.changed(LABEL, node, change) if digests else node

    def _texts_of(self, old: str, new: str) -> dict[str, tuple[str, str]]:
        """A person's texts by the hashes that they have under another id."""
        return {self.vault.digest(new, *each): each for each in self.vault.texts(old).values()}

    def _moved(self, person: str, node: Row) -> tuple[Row, list[tuple[str, str]]]:
        """A node with its names and addresses where they belong, and those that go to the vault."""
        texts: list[tuple[str, str]] = []
        known = self.vault.texts(person)

        def change(values: Row) -> Row:
            for name in SEALED:
                clear, key = _CLEAR[name], _KEYS[name]
                if self.in_graph and values[key] in known:
                    values[clear], values[key] = known[values[key]][1], None
                elif not self.in_graph and values[clear] is not None:
                    texts.append((name, values[clear]))
                    values[key], values[clear] = self.vault.digest(person, name, values[clear]), None
            return values

        return _changed(person, node, change), texts


@contextmanager
def names_for(settings: Settings, doing: str) -> Iterator[Names]:
    """The names of a data folder's graph, for one load at a time.

    Args:
        settings: The data folder.
        doing: What the load does, for whoever has to wait.

    Raises:
        LooplineError: The key or the vault can't be read, or another load is at work.
    """
    from graph.noted_lock import load_lock

    with load_lock(settings.home, doing):
        key = take_key(settings)
        yield Names(key, Vault.open(vault_file(settings), key), in_graph=settings.names == "graph")


def take_key(settings: Settings) -> PersonKey:
    """The data folder's key, made at the first load; from now on this process hashes ids with it.

    Raises:
        LooplineError: It is lost, or can't be read or written.
    """
    return key_for_loads(settings, lambda: _is_new(settings))


def _is_new(settings: Settings) -> bool:
    """Whether nothing was loaded into this graph before."""
    from graph.connection import connect
    from graph.server.home import ServerHome

    if settings.uri is None and not ServerHome.of(settings.home).store.exists():
        return True
    with connect(settings) as runner:
        return not Store(runner).loads()


def said(node: Row) -> list[Row]:
    """What each source says of a person, and what is shown, from a node as the store reads it."""
    sources, _, stated, kept, _, _, *shown = node
    claims = survivorship.parse(LABEL, kept, sources, stated, shown)
    return [shown, *(values for _, values in claims.values())]


def _digests(rows: Iterable[Row]) -> set[str]:
    return {values[at] for values in rows for at in _KEYS.values() if values[at] is not None}


def _changed(person: str, node: Row, change: Any) -> Row:  # noqa: ANN401 - a function of a row
    """A node's row, key first, with a change to what each source says and to what is shown."""
    return [person, *survivorship.changed(LABEL, node, change)]


def _params(rows: Collection[Row]) -> dict[str, Any]:
    names = ["key", *NODE_TRAIL, *_COLUMNS]
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
