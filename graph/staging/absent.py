"""What a load does not say any more: the sheets that tell all that holds, and what is missing from them.

A full load tells all that its source knows. A node of that source that its sheet leaves out is no longer stated, and no
row of the load can refer to it. A row that was set aside is not missing: what it was about stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np

from graph.model.nodes import NODES, lasting
from graph.model.sheets import SHEETS, SINGLE
from graph.staging import checks
from graph.staging.aliases import Aliases
from graph.staging.extract import Extract
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.referred import Known

EdgeKind = tuple[str, str, str]
"""Type, start label and end label of a relationship."""


class Mode(StrEnum):
    """What a load says of what it leaves out."""

    FULL = "full"
    DELTA = "delta"


class Stated(Known, Protocol):
    """What staging needs to know from the graph, of one source in particular."""

    def stated(self, label: str) -> dict[str, bool]:
        """Ids of the nodes that this load's source states, and whether it is the only one."""
        ...

    def told_elsewhere(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label of which another source knows more than the id, out of these."""
        ...

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are or were in the graph, out of these."""
        ...

    def aliases(self) -> list[list[str]]:
        """Kind, old and new id of each alias that earlier loads gave."""
        ...

    def under(self, renamed: Mapping[str, Mapping[str, str]]) -> Stated:
        """The same graph, with these ids of each label renamed already."""
        ...


def rosters(extract: Extract) -> frozenset[str]:
    """The sheets of a load that list all there is of something.

    A log lists those who were in contact, not everybody: rows that also tell of an event are no list.
    """
    told = np.zeros(len(extract.copies), dtype=bool)  # the last stands for the number -1
    for rows in extract.sheets:
        if SHEETS[rows.sheet].event:
            told[rows.rows] = told[rows.lost] = True
    found = set()
    for rows in extract.sheets:
        own = rows.rows[rows.rows >= 0]
        from_events = len(own) > 0 and bool(told[own].all())
        if not SHEETS[rows.sheet].event and not from_events:
            found.add(rows.sheet)
    return frozenset(found)


def readable(
    lists: frozenset[str], parsed: list[ParsedSheet], extract: Extract, quarantine: Quarantine
) -> frozenset[str]:
    """The lists that say something: of a file with rows of which none can be read, nobody knows what it leaves out."""
    silent = {
        sheet.sheet.name
        for sheet, rows in zip(parsed, extract.sheets, strict=True)
        if (len(sheet.frame) or len(rows.lost)) and not sheet.alive(quarantine).any()
    }
    return lists - silent


@dataclass
class Absence:
    """What a load leaves out.

    Attributes:
        known: By label that is listed, ids of nodes that the source stated before.
        gone: By label, ids of nodes that this source leaves out now, and of which no other knows more than the id.
        unsaid: By label, ids of nodes that it leaves out, and of which another source tells.
        merged: By label, ids among the gone that are part of another node, with the day from which they are.
        lists: Names of the sheets that list all there is of something.
        silent: Names of those that would, if any of their rows could be read.
        told: Kinds of relationships of which the load lists all.
        unread: By kind, ids of starts of which it is not known what the load says.
        unread_ends: The same of ends, where the start itself can't be read.
    """

    known: dict[str, set[str]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    unsaid: dict[str, set[str]] = field(default_factory=dict)
    merged: dict[str, dict[str, date]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    told: set[EdgeKind] = field(default_factory=set)
    unread: dict[EdgeKind, set[str]] = field(default_factory=dict)
    unread_ends: dict[EdgeKind, set[str]] = field(default_factory=dict)

    def leaving(self, label: str) -> set[str]:
        """Ids of nodes of a label that end, or that a load which was cut off has ended already."""
        return self.gone.get(label, set()) | self.merged.get(label, {}).keys()

    def spares(self, kind: EdgeKind, start: str, end: str) -> bool:
        """Whether it is not known what the load says of a relationship."""
        return start in self.unread.get(kind, ()) or end in self.unread_ends.get(kind, ())


def missing_nodes(parsed: list[ParsedSheet], lists: frozenset[str], known: Stated, aliases: Aliases) -> Absence:
    """The nodes that a load's lists leave out, and those that are merged into others; rows set aside count as given."""
    absence = Absence(lists=lists)
    for name in sorted(lists):
        label = SHEETS[name].node
        if not label or NODES[label].event:
            continue
        given = set(aliases.aside.get(label, ()))
        for sheet in parsed:
            if sheet.sheet.node == label:
                given.update(checks.keys(sheet.sheet, sheet.frame).dropna())
        merged = aliases.merged.get(label, {})
        stated = {key: alone for key, alone in known.stated(label).items() if key not in merged}
        absence.known[label] = set(stated)
        missing = set() if label in aliases.unread else stated.keys() - given
        # A log knows an id, and does not know who is there.
        absence.unsaid[label] = known.told_elsewhere(label, [key for key in missing if not stated[key]])
        absence.gone[label] = missing - absence.unsaid[label]
    for label, merged in aliases.merged.items():
        absence.merged[label] = {old: day for old, (_, day) in merged.items()}
        absence.gone[label] = absence.gone.get(label, set()) | known.present(label, merged)
    return absence


def note_relationships(
    absence: Absence, parsed: list[ParsedSheet], lists: frozenset[str], quarantine: Quarantine
) -> None:
    """Add which kinds of relationships the load lists, and of which nodes that can't be read."""
    for sheet in parsed:
        if sheet.sheet.name not in lists:
            continue
        dead = sheet.frame[~sheet.alive(quarantine)]
        for edge in sheet.sheet.edges:
            kind = (edge.type, *edge.ends)
            columns = {end.column for end in (edge.start, edge.end) if end.column}
            if not lasting(kind):
                continue
            starts, ends = checks.ends(sheet.sheet, edge, dead)
            unread = absence.unread.setdefault(kind, set())
            if columns <= sheet.given:
                absence.told.add(kind)
            else:  # a column that is not there says nothing
                unread.update(checks.ends(sheet.sheet, edge, sheet.frame)[0].dropna())
            unread.update(starts.dropna())
            absence.unread_ends.setdefault(kind, set()).update(ends[starts.isna()].dropna())
            if kind in SINGLE:
                all_starts = checks.ends(sheet.sheet, edge, sheet.frame)[0]
                cells = sheet.unread.get(edge.end.column, set())
                unread.update(all_starts[all_starts.index.isin(cells)].dropna())


class Remaining:
    """What the graph will still know after a load: all but what the load leaves out."""

    def __init__(self, known: Stated, gone: dict[str, set[str]]) -> None:
        self._known, self._gone = known, gone

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that stay in the graph, out of these."""
        return self._known.present(label, ids) - self._gone.get(label, set())

    def every(self, label: str) -> set[str]:
        """All ids of a label that stay in the graph."""
        return self._known.every(label) - self._gone.get(label, set())

    def ended(self, label: str, ids: Iterable[str]) -> set[str]:
        """Out of these ids of a label those that were there and are no more, some of them from this load on."""
        wanted = set(ids)
        return self._known.ever(label, wanted) - self.present(label, wanted)

    def by_address(self, keys: Iterable[str]) -> dict[str, str]:
        """Ids of the people who have these addresses, by address id."""
        gone = self._gone.get("Person", set())
        return {key: person for key, person in self._known.by_address(keys).items() if person not in gone}

    def states(self) -> set[str]:
        """Ids of the state-level units that stay in the graph."""
        return self._known.states() - self._gone.get("Unit", set())

    def parents(self) -> dict[str, str]:
        """Parent unit by unit, of those that stay."""
        gone = self._gone.get("Unit", set())
        return {unit: parent for unit, parent in self._known.parents().items() if not {unit, parent} & gone}


class Ever:
    """What the graph knows or knew: events may tell of those who have left since."""

    def __init__(self, known: Stated) -> None:
        self._known = known

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are or were in the graph, out of these."""
        return self._known.ever(label, ids)

    def every(self, label: str) -> set[str]:
        """All ids of a label that are in the graph."""
        return self._known.every(label)

    def ended(self, label: str, ids: Iterable[str]) -> set[str]:  # noqa: ARG002 - as `Remaining`
        """None: events may refer to what has ended."""
        return set()
