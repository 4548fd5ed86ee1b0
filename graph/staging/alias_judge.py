"""Which rows of the sheet aliases can be taken: by themselves, beside other rows and loads, and by what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graph.model.nodes import NODES
from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.alias_rows import ALIASED
from graph.staging.bad_value import BadValue
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.person_key import could_be_name

ByLabel = dict[str, dict[str, str]]
"""By label, ids that were given up, each with another one."""

NodeId = tuple[str, str]
"""Label and id."""


class Graph(Protocol):
    """What is asked of the graph."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are in the graph, out of these."""
        ...

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are or were in the graph, out of these."""
        ...

    def aliases(self) -> list[list[str]]:
        """Kind, old and new id of each alias that earlier loads gave."""
        ...


@dataclass(frozen=True, eq=False)
class Row:
    """A row of the sheet: the record of a label that has one id gets another."""

    sheet: ParsedSheet
    at: int
    label: str
    old: str
    new: str
    since: date | None

    @property
    def key(self) -> NodeId:
        """Label and old id."""
        return self.label, self.old


def resolve(ids: Mapping[str, Mapping[str, str]], label: str, old: str) -> str | None:
    """The id at the end; None if it leads back to one on the way."""
    seen, at = {old}, ids[label][old]
    while at in ids[label]:
        if at in seen:
            return None
        seen.add(at)
        at = ids[label][at]
    return None if at in seen else at


class Judge:
    """Sets rows aside, each with what is wrong and what to do."""

    def __init__(self, sheets: list[ParsedSheet], before: ByLabel, known: Graph, quarantine: Quarantine) -> None:
        """Begin with all rows that can be read.

        Args:
            sheets: The sheets aliases.
            before: What earlier loads said.
            known: The graph.
            quarantine: Collects the rows that are set aside.

        Attributes:
            rows: Those that are left.
            aside: By label, old ids of those that were set aside; of every label where the kind can't be read.
            unread: Labels of which it is not known which ids were given up, because a row has no old id to read.
        """
        self.before, self.known, self.quarantine = before, known, quarantine
        self.rows: list[Row] = []
        self.aside: dict[str, set[str]] = defaultdict(set)
        self.unread: set[str] = set()
        self._there: dict[str, set[str]] = defaultdict(set)
        self._standing: dict[str, set[str]] = defaultdict(set)
        self._own: Mapping[str, set[str]] = {}
        self._named: Mapping[str, set[str]] = {}
        for sheet in sheets:
            names = ("kind", "old_id", "new_id", "since")
            cells = zip(*(sheet.frame[name] for name in names), sheet.alive(quarantine), strict=True)
            for at, (kind, old, new, since, alive) in enumerate(cells):
                if alive:
                    self.rows.append(Row(sheet, at, ALIAS_KINDS[kind], old, new, since))
                    continue
                labels = ALIASED if kind is None else {ALIAS_KINDS[kind]}
                if old is None:
                    self.unread |= labels
                for label in labels if old is not None else ():
                    self.aside[label].add(old)

    @property
    def said(self) -> ByLabel:
        """By label, each old id with its new one, as earlier loads and the rows that are left say it."""
        ids = {label: dict(found) for label, found in self.before.items()}
        for row in self.rows:
            ids.setdefault(row.label, {})[row.old] = row.new
        return ids

    def each_by_itself(self, as_of: date) -> None:
        """Ids that are the same, and days that have not come."""
        same = "The new id is the same as the old one. Correct one of the two, or take the row out."
        self._reject("new_id", "points_at_itself", same, lambda row: row.old == row.new)
        text = f"It is after the date of the load, {as_of}. Leave the row out until then, or correct the day."
        self._reject("since", "future_date", text, lambda row: row.since is not None and row.since > as_of)

    def against_each_other(self) -> None:
        """Rows that contradict others, of these files or of earlier loads."""
        said: dict[NodeId, set[tuple[str, date | None]]] = defaultdict(set)
        for row in self.rows:
            said[row.key].add((row.new, row.since))
        text = "Another row gives the same id another new id or another day. Keep one of them."
        self._reject("old_id", "duplicate_key", text, lambda row: len(said[row.key]) > 1)
        unique = {row.key: row for row in reversed(self.rows)}
        self.rows = list(reversed(unique.values()))
        text = (
            "An earlier load gave this id another new id. Give that new id as the old one, or take the earlier load "
            "back (loopline undo) and load it with the right id."
        )
        self._reject("new_id", "renamed_before", text, self._contradicts)
        text = "It leads back to itself, here or through an earlier load: an id that was given up can't come back."
        ids = self.said
        self._reject("new_id", "circle", text, lambda row: resolve(ids, row.label, row.old) is None)
        text = (
            "An earlier load gave this id up, and every row that has it is read as the record with its new id. If the "
            "record of this row is part of that one, give that new id; if not, use an id that was never used."
        )
        self._reject("new_id", "given_up", text, lambda row: row.new in self._earlier(row) and not self._is_known(row))

    def against_what_is_there(
        self, own: Mapping[str, set[str]], named: Mapping[str, set[str]], falling: Iterable[NodeId]
    ) -> None:
        """Ids that are nowhere, of another kind, or of which it is not clear what they mean.

        Args:
            own: By label, ids that have a row of their own in these files.
            named: By label, all ids that these files name.
            falling: Records that do not stand after this load, though they have a row or stand before.
        """
        fallen: dict[str, set[str]] = {label: {key for of, key in falling if of == label} for label in ALIASED}
        self._own, self._named = {label: own[label] - fallen[label] for label in ALIASED}, named
        self._look(fallen)
        text = (
            "Both ids have records in the graph, and one is given up while it is the new id of the other. If the two "
            "are one now, merge them in one load and renumber in the next; if each takes the next one's id, use ids "
            "that were never used."
        )
        olds = {row.key for row in self.rows}
        both = [
            ((row.label, row.old), (row.label, row.new))
            for row in self.rows
            if (row.label, row.new) in olds
            and {row.old, row.new} <= self._there[row.label]
            and not self._is_known(row)  # what an earlier load merged has its record still
        ]
        unclear = {key for pair in both for key in pair}
        self._reject("old_id", "chain", text, lambda row: row.key in unclear)
        self._reject("new_id", "other_kind", self._say_kind, lambda row: bool(self._other_kind(row)))
        text = (
            "It could be somebody's name, which must not become an id, and the sheet people of these files has no row "
            "for it. Add the person's row under this id: if it is the name, a hashed id stands for it then."
        )
        self._reject("new_id", "could_be_name", text, self._could_tell)
        left = None
        while left != len(self.rows):  # a row may be nothing without another one
            left = len(self.rows)
            self._reject("old_id", "unknown_id", _say_unknown, self._unknown())
            self._reject(
                "new_id",
                "unknown_id",
                "Several ids get this new id, and it has no record: it is not clear which of them goes on. Add its own "
                "row to these files, or correct that row if it was set aside.",
                self._merges_nowhere(),
            )
            self._reject(
                "new_id",
                "ended_id",
                "The record with the new id has ended, or ends because these files leave it out. Add its row to these "
                "files, or correct that row if it was set aside; or use an id that was never used.",
                self._into_the_past(),
            )

    def was_merged(self, label: str, old: str, there: set[str]) -> bool:
        """Whether an earlier load has made a record part of another one, which is there.

        Args:
            label: Its label.
            old: Its id.
            there: Ids of the label that are or were in the graph.
        """
        return old in self.before.get(label, {}) and resolve(self.before, label, old) in there

    def _look(self, fallen: Mapping[str, set[str]]) -> None:
        """Ask the graph for all ids that the rows name, and those to which they lead."""
        news = {row.new for row in self.rows}
        for label in ALIASED:
            ids = {text for row in self.rows if row.label == label for text in (row.old, row.new)}
            for said in (self.said, self.before):
                known = said.get(label, {})
                ids |= {resolve(said, label, text) or text for text in ids if text in known}
            self._there[label] = self.known.ever(label, ids | news) if news else set()
            self._standing[label] = (self.known.present(label, ids) if ids else set()) - fallen[label]

    def _reject(self, column: str, code: str, reason: str | Callable[[Row], str], wrong: Callable[[Row], bool]) -> None:
        bad = [row for row in self.rows if wrong(row)]
        for row in bad:
            text = reason if isinstance(reason, str) else reason(row)
            row.sheet.reject(self.quarantine, [row.at], column, BadValue(code, text))
            self.aside[row.label].add(row.old)
        gone = set(bad)
        self.rows = [row for row in self.rows if row not in gone]

    def _earlier(self, row: Row) -> Mapping[str, str]:
        return self.before.get(row.label, {})

    def _is_known(self, row: Row) -> bool:
        """Whether an earlier load has said just this."""
        return self._earlier(row).get(row.old) == row.new

    def _contradicts(self, row: Row) -> bool:
        known = self._earlier(row)
        if row.old not in known:
            return False
        end = resolve(self.before, row.label, row.new) if row.new in known else row.new
        return resolve(self.before, row.label, row.old) != end

    def _could_tell(self, row: Row) -> bool:
        known = row.new in self._own[row.label] or row.new in self._there[row.label]
        return row.label == "Person" and could_be_name(row.new) and not known

    def _unknown(self) -> Callable[[Row], bool]:
        between = {(row.label, row.new) for row in self.rows}

        def unknown(row: Row) -> bool:
            known = row.old in self._there[row.label] or row.old in self._named[row.label]
            return not (known or row.key in between or row.old in self._earlier(row))

        return unknown

    def _other_kind(self, row: Row) -> str:
        """Label of what the new id stands for, if it stands for something else alone."""
        if row.new in self._there[row.label] or row.new in self._named[row.label]:
            return ""
        others = (label for label in NODES if label in ALIASED - {row.label})
        return next((label for label in others if row.new in self._own[label] or row.new in self._there[label]), "")

    def _say_kind(self, row: Row) -> str:
        what = self._other_kind(row).lower()
        return (
            f"This is the id of a {what}, and the old one is of kind {row.label.lower()}. Correct the kind or the id."
        )

    def _merges_nowhere(self) -> Callable[[Row], bool]:
        ids = self.said
        groups: dict[NodeId, int] = defaultdict(int)
        for row in self.rows:
            there = self._there[row.label]
            if row.old in there and not self.was_merged(row.label, row.old, there):
                groups[row.label, resolve(ids, row.label, row.old) or ""] += 1

        def nowhere(row: Row) -> bool:
            new = resolve(ids, row.label, row.old) or ""
            known = new in self._own[row.label] or new in self._there[row.label]
            return groups[row.label, new] > 1 and not known

        return nowhere

    def _into_the_past(self) -> Callable[[Row], bool]:
        ids = self.said

        def past(row: Row) -> bool:
            new, standing = resolve(ids, row.label, row.old) or "", self._standing[row.label]
            ended = new in self._there[row.label] and new not in standing
            return row.old in standing and ended and new not in self._own[row.label]

        return past


def _say_unknown(row: Row) -> str:
    return (
        f"There is no {row.label.lower()} with this id in the graph or in these files. Correct the id or the kind, or "
        "take the row out."
    )
