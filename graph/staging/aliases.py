"""Which ids have new ones: what the sheet aliases says, checked row by row, and what earlier loads said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from graph.model.nodes import NODES
from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.alias_rows import ALIAS, ALIASED, given_ids
from graph.staging.bad_value import BadValue
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.person_key import could_be_name, hidden_id, name_id, tells_who

ByLabel = dict[str, dict[str, str]]
"""By label, ids that were given up, each with another one."""


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


@dataclass
class Aliases:
    """What ids mean in a load, and what becomes of the nodes that had them.

    Attributes:
        now: Every id that was given up, by this load or an earlier one, with the one that counts.
        renamed: Nodes of which only the id changes, with this load.
        merged: Nodes that end with this load, because what they name is part of another one; from which day on.
        merges: How many of these had not ended before.
        aside: Old ids of rows that were set aside, of records that are there: nothing becomes of them.
        doubled: How many of these records have no row of their own in these files, so that they stand beside new ones.
        unread: Labels of which it is not known which ids were given up, because a row can't be read.
        rows: How many rows name an id that was given up.
    """

    now: ByLabel = field(default_factory=dict)
    renamed: ByLabel = field(default_factory=dict)
    merged: dict[str, dict[str, tuple[str, date]]] = field(default_factory=dict)
    merges: dict[str, int] = field(default_factory=dict)
    aside: dict[str, set[str]] = field(default_factory=dict)
    doubled: int = 0
    unread: set[str] = field(default_factory=set)
    rows: int = 0


@dataclass(frozen=True, eq=False)
class _Row:
    sheet: ParsedSheet
    at: int
    label: str
    old: str
    new: str
    since: date | None

    @property
    def key(self) -> tuple[str, str]:
        return self.label, self.old


def read_aliases(
    parsed: list[ParsedSheet], hidden: Mapping[str, str], known: Graph, as_of: date, quarantine: Quarantine
) -> Aliases:
    """Check the rows of the sheet aliases, and put them together with those of earlier loads.

    Args:
        parsed: All sheets of the load.
        hidden: Ids of people that tell who they are, each with the id that stands for it.
        known: The graph.
        as_of: The date that the files describe.
        quarantine: Collects the rows that are set aside.
    """
    before: ByLabel = defaultdict(dict)
    for kind, old, new in known.aliases():
        before[ALIAS_KINDS[kind]][old] = new
    sheets = [sheet for sheet in parsed if sheet.sheet.node == ALIAS]
    if not (sheets or before):
        return Aliases()
    for sheet in sheets:
        _hide(sheet, hidden, known)
    judge = _Judge(sheets, before, known, quarantine)
    judge.each_by_itself(as_of)
    judge.against_each_other()
    if judge.rows:
        judge.against_what_is_there(*given_ids(parsed))
    found = judge.settled(as_of)
    if judge.aside:
        own, _ = given_ids(parsed)
        found.doubled = len(set().union(*(ids - own[label] for label, ids in found.aside.items())))
    return found


def _hide(sheet: ParsedSheet, hidden: Mapping[str, str], known: Graph) -> None:
    """Replace ids of people that are names or mail addresses."""
    people = [at for at, kind in enumerate(sheet.frame["kind"]) if kind == "person"]
    for column in ("old_id", "new_id"):
        cells = {at: sheet.frame[column].iloc[at] for at in people}
        texts = {text for text in cells.values() if text is not None}
        stands = {text: name_id(text) for text in texts if could_be_name(text)}
        there = known.ever("Person", stands.values()) if stands else set()
        stands = {text: other for text, other in stands.items() if other in there}
        stands |= {text: hidden_id(text) for text in texts if tells_who(text)}
        stands |= {text: hidden[text] for text in texts if text in hidden}
        sheet.replace_cells(column, {at: stands.get(text, text) if text else text for at, text in cells.items()})


class _Judge:
    def __init__(self, sheets: list[ParsedSheet], before: ByLabel, known: Graph, quarantine: Quarantine) -> None:
        self.before, self.known, self.quarantine = before, known, quarantine
        self.rows: list[_Row] = []
        self.aside: dict[str, set[str]] = defaultdict(set)
        self.unread: set[str] = set()
        self.there: dict[str, set[str]] = defaultdict(set)
        self.standing: dict[str, set[str]] = defaultdict(set)
        self.own: dict[str, set[str]] = defaultdict(set)
        for sheet in sheets:
            names = ("kind", "old_id", "new_id", "since")
            cells = zip(*(sheet.frame[name] for name in names), sheet.alive(quarantine), strict=True)
            for at, (kind, old, new, since, alive) in enumerate(cells):
                if alive:
                    self.rows.append(_Row(sheet, at, ALIAS_KINDS[kind], old, new, since))
                    continue
                labels = ALIASED if kind is None else {ALIAS_KINDS[kind]}
                if old is None:
                    self.unread |= labels
                for label in labels if old is not None else ():
                    self.aside[label].add(old)

    def each_by_itself(self, as_of: date) -> None:
        """Ids that are the same, and days that have not come."""
        same = "The new id is the same as the old one. Correct one of the two, or take the row out."
        self._reject("new_id", "points_at_itself", same, lambda row: row.old == row.new)
        text = f"It is after the date of the load, {as_of}. Leave the row out until then, or correct the day."
        self._reject("since", "future_date", text, lambda row: row.since is not None and row.since > as_of)

    def against_each_other(self) -> None:
        """Rows that contradict others, of these files or of earlier loads."""
        said: dict[tuple[str, str], set[tuple[str, date | None]]] = defaultdict(set)
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
        ids = self._direct()
        self._reject("new_id", "circle", text, lambda row: self._resolve(ids, row.label, row.old) is None)

    def against_what_is_there(self, own: dict[str, set[str]], named: dict[str, set[str]]) -> None:
        """Ids that are nowhere, of another kind, or of which it is not clear what they mean."""
        self.own = own
        news = {row.new for row in self.rows}
        direct = self._direct()
        for label in ALIASED:
            ids = {text for row in self.rows if row.label == label for text in (row.old, row.new)}
            ids |= {self._resolve(direct, label, text) or text for text in ids if text in direct.get(label, {})}
            self.there[label] = self.known.ever(label, ids | news) if news else set()
            self.standing[label] = self.known.present(label, ids) if ids else set()
        text = (
            "Both ids have records in the graph, and one is given up while it is the new id of the other. If both are "
            "one now, give both the last id; if each takes the next one's id, use ids that were never used."
        )
        steps = [(row.key, (row.label, row.new)) for row in self.rows]
        olds = {row.key for row in self.rows}
        both = [pair for pair in steps if pair[1] in olds and all(key in self.there[label] for label, key in pair)]
        unclear = {key for pair in both for key in pair}
        self._reject("old_id", "chain", text, lambda row: row.key in unclear)
        self._reject("new_id", "other_kind", self._say_kind, lambda row: bool(self._other_kind(row, named)))
        left = None
        while left != len(self.rows):  # a row may be nothing without another one
            left = len(self.rows)
            self._reject("old_id", "unknown_id", _say_unknown, self._unknown(named))
            self._reject(
                "new_id",
                "unknown_id",
                "Several ids get this new id, and it has no record: it is not clear which of them goes on. Add its own "
                "row to these files.",
                self._merges_nowhere(),
            )
            self._reject(
                "new_id",
                "ended_id",
                "The record with the new id has ended. Add its row to these files, or use an id that was never used.",
                self._into_the_past(),
            )

    def settled(self, as_of: date) -> Aliases:
        """What follows from the rows that are left."""
        ids, since = self._direct(), {row.key: row.since for row in self.rows}
        aside = {label: self.known.present(label, ids) for label, ids in self.aside.items()}
        found = Aliases(aside=aside, unread=self.unread)
        for label in sorted(ids):
            now = {old: self._resolve(ids, label, old) or old for old in ids[label]}
            found.now[label] = now
            there = self.known.ever(label, {*now, *now.values()})
            standing = self.known.present(label, now)
            groups: dict[str, list[str]] = defaultdict(list)
            for old in sorted(now.keys() & there):
                groups[now[old]].append(old)
            for new, olds in groups.items():
                if new not in there and len(olds) == 1:
                    found.renamed.setdefault(label, {})[olds[0]] = new
                    continue
                for old in olds:
                    fresh = old in standing or old not in self.before.get(label, {})
                    if fresh or (label, old) in since:  # a load that was cut off may have ended it
                        found.merged.setdefault(label, {})[old] = (new, since.get((label, old)) or as_of)
                        found.merges[label] = found.merges.get(label, 0) + fresh
        return found

    def _reject(
        self, column: str, code: str, reason: str | Callable[[_Row], str], wrong: Callable[[_Row], bool]
    ) -> None:
        bad = [row for row in self.rows if wrong(row)]
        for row in bad:
            text = reason if isinstance(reason, str) else reason(row)
            row.sheet.reject(self.quarantine, [row.at], column, BadValue(code, text))
            self.aside[row.label].add(row.old)
        gone = set(bad)
        self.rows = [row for row in self.rows if row not in gone]

    def _direct(self) -> ByLabel:
        """All that is said, as it is said."""
        ids = {label: dict(found) for label, found in self.before.items()}
        for row in self.rows:
            ids.setdefault(row.label, {})[row.old] = row.new
        return ids

    @staticmethod
    def _resolve(ids: ByLabel, label: str, old: str) -> str | None:
        """The id at the end; None if it leads back to one on the way."""
        seen, at = {old}, ids[label][old]
        while at in ids[label]:
            if at in seen:
                return None
            seen.add(at)
            at = ids[label][at]
        return None if at in seen else at

    def _contradicts(self, row: _Row) -> bool:
        known = self.before.get(row.label, {})
        if row.old not in known:
            return False
        return self._resolve(self.before, row.label, row.old) != (
            self._resolve(self.before, row.label, row.new) if row.new in known else row.new
        )

    def _unknown(self, named: Mapping[str, Collection[str]]) -> Callable[[_Row], bool]:
        between = {(row.label, row.new) for row in self.rows}
        return lambda row: (
            not (
                row.old in self.there[row.label]
                or row.old in named[row.label]
                or row.key in between
                or row.old in self.before.get(row.label, {})
            )
        )

    def _other_kind(self, row: _Row, named: Mapping[str, Collection[str]]) -> str:
        """Label of what the new id stands for, if it stands for something else alone."""
        if row.new in self.there[row.label] or row.new in named[row.label]:
            return ""
        others = (label for label in NODES if label in ALIASED - {row.label})
        return next((label for label in others if row.new in self.own[label] or row.new in self.there[label]), "")

    def _say_kind(self, row: _Row) -> str:
        what = self._other_kind(row, defaultdict(set)).lower()
        return (
            f"This is the id of a {what}, and the old one is of kind {row.label.lower()}. Correct the kind or the id."
        )

    def _merges_nowhere(self) -> Callable[[_Row], bool]:
        ids = self._direct()
        groups: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.rows:
            if row.old in self.there[row.label]:
                groups[row.label, self._resolve(ids, row.label, row.old) or ""] += 1

        def nowhere(row: _Row) -> bool:
            new = self._resolve(ids, row.label, row.old) or ""
            known = new in self.own[row.label] or new in self.there[row.label]
            return groups[row.label, new] > 1 and not known

        return nowhere

    def _into_the_past(self) -> Callable[[_Row], bool]:
        ids = self._direct()

        def past(row: _Row) -> bool:
            new, standing = self._resolve(ids, row.label, row.old) or "", self.standing[row.label]
            ended = new in self.there[row.label] and new not in standing
            return row.old in standing and ended and new not in self.own[row.label]

        return past


def _say_unknown(row: _Row) -> str:
    return (
        f"There is no {row.label.lower()} with this id in the graph or in these files, so that there is nothing to "
        "rename. Correct the id, or take the row out."
    )
