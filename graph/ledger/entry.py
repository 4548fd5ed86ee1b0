"""What the ledger holds, as plain values: entries, events, questions, and a change of these and of links' periods."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from graph.ledger.period import Period
from graph.model.vocabulary import STANDING


@dataclass(frozen=True)
class Moment:
    """When a change happens: the graph's as-of date, and its last load by number and id."""

    as_of: date
    load: int
    load_id: str = ""


@dataclass(frozen=True)
class Found:
    """A finding as the last load has it; see `graph.queries.evaluate.Row`."""

    # Fields have the names of those of `Entry`, which takes them over.

    finding_id: str
    query: str
    rule: str
    key: str
    ids: tuple[str, ...]
    severity: str
    sentence: str
    buildings: int
    cause: str = ""
    effect: int | None = None


@dataclass(frozen=True)
class Question:
    """A question about findings, now.

    Attributes:
        rule: The rule that it belongs to.
        asked: Changes with what it asks: its statement and the values of its parameters, but no word of its sentence.
        answered: Whether it was answered.
        was: Id of the query that it replaces; empty if it replaces none.
        counts: What the number that decides how severe its findings are counts; empty if no number does.
    """

    rule: str
    asked: str
    answered: bool
    was: str = ""
    counts: str = ""


@dataclass(frozen=True)
class Asked:
    """How a question was asked last, and whether it was answered."""

    query: str
    asked: str
    answered: bool


@dataclass(frozen=True)
class Entry:
    """A finding that was ever found; see the node type `LedgerEntry` in `graph.model.bookkeeping`.

    Attributes:
        since: Since when it has its status.
        open_since: Since when it is there without a break, as far as anybody knows.
        asked: The question as it was asked when this was last found.
        before: Its status before it became unknown; else empty.
        owner: Id of the role that sees to it; empty if nobody said who.
        effect: The number that decides how severe it is, where one does.
        stood: Whether it stood for itself at the date on which it was first seen, or followed from another one.
    """

    finding_id: str
    query: str
    rule: str
    key: str
    ids: tuple[str, ...]
    severity: str
    sentence: str
    buildings: int
    status: str
    since: date
    open_since: date
    first_seen: date
    first_load: int
    last_seen: date
    last_load: int
    cause: str = ""
    asked: str = ""
    before: str = ""
    owner: str = ""
    due: date | None = None
    waived_until: date | None = None
    reason: str = ""
    effect: int | None = None
    stood: bool | None = None

    @property
    def standing(self) -> bool:
        """Whether it is there."""
        return self.status in STANDING

    def row(self) -> dict[str, Any]:
        """Its properties in the graph; what is empty has none."""
        return {each.name: _out(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Entry:
        """An entry from its properties."""
        values = {name: "" if row[name] is None else row[name] for name in row.keys() - _BLANK}
        given = {name: row[name] for name in _BLANK}
        return cls(**{**values, **given, "ids": tuple(row["ids"])})


_BLANK = frozenset({"due", "waived_until", "effect", "stood"})
"""What is None, not empty, where it is not known."""


def _out(value: Any) -> Any:  # noqa: ANN401 - any value of an entry
    return list(value) if isinstance(value, tuple) else None if value == "" else value


@dataclass(frozen=True)
class Event:
    """What happened to a finding.

    Attributes:
        kind: One of `graph.model.vocabulary.LEDGER_EVENTS`.
        text: What is to be said of it; empty if the kind says it all.
        by: Who entered it; empty for what a load changed.
    """

    finding_id: str
    kind: str
    text: str = ""
    by: str = ""


@dataclass(frozen=True, order=True)
class Figure:
    """A number that a metric gave at a load; see the node type `Figure` in `graph.model.bookkeeping`."""

    metric: str
    column: str
    key: str
    value: float


@dataclass(frozen=True)
class Change:
    """What becomes different in the ledger at once.

    Attributes:
        now: When.
        renamed: Old and new ids of entries whose query or subject is called otherwise now; first of all.
        links: Old and new ids of links whose periods go on under the new one.
        keys: A metric, with the old and the new key of its row whose figures go on under the new one.
        entries: Entries that are new or differ in more than when they were last seen.
        seen: Ids of entries that are there as they were.
        events: What happened, in order.
        asked: Questions that are asked in another way than before, or answered now and not before, or not any more.
        gone: Ids of queries that are no longer asked.
        figures: All figures of the load; None if they are as they were.
        sequence: Number of the change; 0 until it is decided that it is made.
        entered_at: When it was made.
        periods: Periods of links that begin, end, or go on after all.
        dropped: Ids of periods that a later load of their date takes back.
        judged: What decides now how links are judged, where that was otherwise before.
    """

    now: Moment
    renamed: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    seen: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    asked: tuple[Asked, ...] = ()
    gone: tuple[str, ...] = ()
    figures: tuple[Figure, ...] | None = None
    sequence: int = 0
    entered_at: datetime | None = field(default=None)
    periods: tuple[Period, ...] = ()
    dropped: tuple[str, ...] = ()
    judged: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing becomes different."""
        of_findings = self.renamed or self.entries or self.seen or self.events or self.asked or self.gone
        of_links = self.periods or self.dropped or self.judged or self.links
        return not (of_findings or of_links or self.keys) and self.figures is None


@dataclass(frozen=True)
class Ledger:
    """The ledger as it stands.

    Attributes:
        entries: By id.
        asked: By query; empty if there is no ledger yet.
        sequence: Number of its last change.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    sequence: int = 0

    def after(self, change: Change) -> Ledger:
        """The ledger after a change."""
        renamed = dict(change.renamed)
        entries = {
            renamed.get(name, name): replace(entry, finding_id=renamed.get(name, name))
            for name, entry in self.entries.items()
        }
        entries |= {entry.finding_id: entry for entry in change.entries}
        for name in change.seen:
            entries[name] = replace(entries[name], last_seen=change.now.as_of, last_load=change.now.load)
        questions = {name: each for name, each in self.asked.items() if name not in change.gone}
        asked = questions | {each.query: each for each in change.asked}
        return Ledger(entries, asked, change.sequence or self.sequence + 1)
