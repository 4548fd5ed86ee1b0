"""What differs between two loads: the journals of the loads between them, as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from graph.loading.changed_cells import Cell, Record, changed_cells, under_new_ids
from graph.loading.journal import BACK, CHANGED, ENDED, NEW, WITHDRAWN, Journal, Key
from graph.loading.store import Store, pages
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import NODES, lasting
from graph.runner import Runner

_HOLDS: EdgeKind = ("HOLDS", "Person", "Role")


@dataclass(frozen=True)
class Difference:
    """A record that differs between two loads.

    Attributes:
        change: `new`, `ended`, `back` or `changed`.
        kind: The label; or the type and the labels of both ends.
        key: What identifies it.
        source: Who says so; blank where only the date has moved.
        load: Number of the last load that changed it; None where only the date has moved.
        on: As-of date of that load, or the record's own first or last day.
        cells: Of a changed record, the properties in which it differs.
    """

    change: str
    kind: str | EdgeKind
    key: Key
    source: str
    load: int | None
    on: date
    cells: tuple[Cell, ...] = ()


@dataclass
class Comparison:
    """What differs between two loads.

    Attributes:
        differences: States, in the model's order; what came and went in between is left out.
        events: How many events were told of in between, by label or type.
        vacated: Ids of roles that are still there, that somebody held at the earlier load, and nobody at the later one.
        filled: Ids of roles that nobody held at the earlier load, and somebody at the later one.
        first: Sources whose first load lies in between: all of their relationships are new, and are not listed.
    """

    differences: list[Difference] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    vacated: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)


@dataclass
class _Fate:
    """What became of one record over some loads: whether it stood before and stands after."""

    before: bool
    after: bool
    ever: bool
    source: str
    load: int
    on: date

    @property
    def change(self) -> str:
        """The word for it; blank for what came and went."""
        if self.before and self.after:
            return CHANGED
        if self.before:
            return ENDED
        return (BACK if self.ever else NEW) if self.after else ""


_Fates = dict[Record, _Fate]
_Of = TypeVar("_Of")


def compare(
    runner: Runner, between: Sequence[Journal], later: Sequence[Journal], since: date, until: date
) -> Comparison:
    """Compare two loads.

    Args:
        runner: The graph.
        between: What the loads after the earlier one changed, up to the later one, in their order; at least one.
        later: What the loads after the later one changed, in their order.
        since: As-of date of the earlier load.
        until: As-of date of the later load.
    """
    found = Comparison(first=[journal.source for journal in between if not journal.begun])
    fates = _fates(between, found.events)
    changed = [record for record, fate in fates.items() if fate.change == CHANGED]
    cells = changed_cells(runner, changed, between, later)
    for journal in later:
        fates, cells = _renamed(fates, journal), _renamed(cells, journal)
    found.differences = _differences(fates, cells)
    known = {(each.kind, each.key[:2]): each for each in found.differences}
    for change, kind, key, on in _turned(runner, since, until, between[-1].number):
        noted = known.get((kind, key))
        if noted is not None and (noted.change, change) in {(CHANGED, ENDED), (NEW, ENDED)}:
            found.differences.remove(noted)
        if noted is None or (noted.change, change) == (CHANGED, ENDED):
            found.differences.append(Difference(change, kind, key, "", None, on))
    found.differences = _in_order(found.differences)
    found.vacated, found.filled = _posts(runner, found.differences, _fates(later, Counter()))
    return found


def changes_of(journal: Journal) -> list[Difference]:
    """What one load changes: states, in the model's order."""
    return _in_order(_differences(_fates([journal], Counter()), {}))


def _differences(fates: _Fates, cells: Mapping[Record, tuple[Cell, ...]]) -> list[Difference]:
    return [
        Difference(fate.change, record[0], record[2], fate.source, fate.load, fate.on, cells.get(record, ()))
        for record, fate in fates.items()
        if fate.change
    ]


def _in_order(differences: Iterable[Difference]) -> list[Difference]:
    order = {kind: at for at, kind in enumerate((*NODES, *cypher_builder.sourced_edges()))}
    return sorted(differences, key=lambda each: (order[each.kind], each.change, each.key))


def labels_of(
    store: Store, differences: Iterable[Difference], roles: Iterable[str] = ()
) -> dict[tuple[str, str], str | None]:
    """Names of units and teams and titles of roles in differences, and of further roles, by label and id."""
    ids: dict[str, set[str]] = defaultdict(set)
    for each in differences:
        labels = (each.kind,) if isinstance(each.kind, str) else each.kind[1:]
        for label, key in zip(labels, each.key, strict=False):
            ids[label].add(key)
    ids["Role"] |= set(roles)
    return {
        (label, key): name
        for label, column in (("Unit", "name"), ("Team", "name"), ("Role", "title"))
        for key, name in store.named(label, ids[label], column).items()
    }


def _fates(journals: Iterable[Journal], events: Counter[str]) -> _Fates:
    fates: _Fates = {}
    for journal in journals:
        fates = _renamed(fates, journal)
        for told, count in journal.told.items():
            events[told[0]] += count
        for kind, key, how in journal.records():
            if _is_event(kind):
                events[kind if isinstance(kind, str) else kind[0]] += how == NEW
                continue
            if how == WITHDRAWN:
                continue
            stood = how in {CHANGED, ENDED}
            # Nodes are shared by sources, relationships are not.
            identity = (kind, "" if isinstance(kind, str) else journal.source, key)
            fate = fates.setdefault(
                identity, _Fate(stood, stood, how != NEW, journal.source, journal.number, journal.as_of)
            )
            fate.after = how in {NEW, CHANGED, BACK}
            fate.source, fate.load, fate.on = journal.source, journal.number, journal.as_of
    return fates


def _renamed(records: dict[Record, _Of], journal: Journal) -> dict[Record, _Of]:
    """What is known of records, under the ids that they have after a load."""
    return {under_new_ids(record, journal): of for record, of in records.items()} if journal.renamed else records


def _is_event(kind: str | EdgeKind) -> bool:
    return NODES[kind].event if isinstance(kind, str) else not lasting(kind)


def _turned(runner: Runner, since: date, until: date, load: int) -> Iterator[tuple[str, str | EdgeKind, Key, date]]:
    """What began or ended by its own date, without a load saying so."""
    if since >= until:
        return
    params = {"since": since, "until": until, "load": load}
    for change, made in ((ENDED, cypher_builder.over_between), (NEW, cypher_builder.begun_between)):
        for kind in cypher_builder.sourced_edges():
            text = made(*kind)
            for start, end, on in runner.read(text, params).column("found")[0] if text else ():
                yield change, kind, (start, end), on


def _posts(runner: Runner, differences: Iterable[Difference], later: _Fates) -> tuple[list[str], list[str]]:
    """Roles whose last holder went, and roles that got a holder; a role that has ended itself is no vacancy."""
    ended = {each.key[0] for each in differences if each.kind == "Role" and each.change == ENDED}
    held = [each for each in differences if each.kind == _HOLDS and each.change != CHANGED and each.key[1] not in ended]
    roles = sorted({each.key[1] for each in held})
    holders: dict[str, set[str]] = {role: set() for role in roles}
    for page in pages(roles):
        for person, role in runner.read(cypher_builder.statement("load/holders"), {"keys": list(page)}).column("found")[
            0
        ]:
            holders[role].add(person)
    for (kind, _, key), fate in later.items():
        if kind == _HOLDS and key[1] in holders and fate.before != fate.after:
            (holders[key[1]].add if fate.before else holders[key[1]].discard)(key[0])
    vacated, filled = [], []
    for role in roles:
        came = {each.key[0] for each in held if each.key[1] == role and each.change != ENDED}
        went = {each.key[0] for each in held if each.key[1] == role and each.change == ENDED}
        before = (holders[role] - came) | went
        if before and not holders[role]:
            vacated.append(role)
        elif holders[role] and not before:
            filled.append(role)
    return vacated, filled
