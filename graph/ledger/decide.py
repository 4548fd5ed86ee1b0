"""What a load's findings change in the ledger: pure, from what was known and what is found now.

A finding that is there opens, stays or comes back. One that is gone is resolved only if the very question that found it
was answered: without an answer, or to a question that was changed, nobody knows. Nor does anybody know where a link
that it was about can't be judged for lack of records. Where the team, unit, link or role that it was about has gone
itself, that is said, since nothing was repaired.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.ledger.entry import Asked, Change, Entry, Event, Found, Ledger, Moment, Question
from graph.model.vocabulary import OVER, SEVERITIES

_TURNED = "Found since the question was changed."


@dataclass(frozen=True)
class Lost:
    """Why findings are not there, other than that they were mended.

    Attributes:
        gone: Ids of those whose subject is no longer there.
        merged: Of these, ids of those whose subject is part of another one, each with the other one's id.
        untold: Ids of those whose subject can't be judged now.
    """

    gone: Collection[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    untold: Collection[str] = frozenset()


NOTHING_LOST = Lost()


def missing(ledger: Ledger, found: Sequence[Found], questions: Mapping[str, Question]) -> list[Entry]:
    """Entries that were not found though their question was answered."""
    there = {each.finding_id for each in found}
    return [
        entry
        for entry in ledger.entries.values()
        if entry.finding_id not in there
        and entry.status not in OVER
        and entry.query in questions
        and questions[entry.query].answered
    ]


def decide(
    ledger: Ledger,
    found: Sequence[Found],
    questions: Mapping[str, Question],
    now: Moment,
    lost: Lost = NOTHING_LOST,
    called: Mapping[str, Entry] | None = None,
) -> Change:
    """What becomes different.

    Args:
        ledger: What is known.
        found: Every finding that is there now.
        questions: Every question about findings by query, whether it was answered or not.
        now: The date and the load by which they were found.
        lost: Findings that are not there because their subject is gone, or can't be judged.
        called: Entries under the ids that their subjects have now, by the ids that they have had.
    """
    work = _Work(ledger, questions, now, lost)
    work.call(called or {})
    work.rename()
    there = {each.finding_id: each for each in found}
    for each in there.values():
        known = work.entries.get(each.finding_id)
        if known is None:
            work.open(each)
        else:
            work.stay(known, each)
    for entry in list(work.entries.values()):
        if entry.finding_id not in there:
            work.miss(entry)
    return work.change()


def why_severity(entry: Entry, found: Found, question: Question) -> str:
    """From what to what the severity of a finding changed, and why, as far as that is known."""
    said = f"{entry.severity.capitalize()} before, {found.severity} now"
    if entry.asked != question.asked:
        return f"{said}: the question or a limit of it was changed."
    if question.counts and entry.effect is not None and entry.effect != found.effect:
        return f"{said}: {question.counts}: {entry.effect:,} before, {found.effect or 0:,} now."
    if entry.buildings != found.buildings:
        return f"{said}: buildings behind it: {entry.buildings:,} before, {found.buildings:,} now."
    return f"{said}. The sentence before: {entry.sentence}" if entry.sentence != found.sentence else f"{said}."


@dataclass
class _Work:
    ledger: Ledger
    questions: Mapping[str, Question]
    now: Moment
    lost: Lost = NOTHING_LOST
    entries: dict[str, Entry] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = dict(self.ledger.entries)

    def call(self, called: Mapping[str, Entry]) -> None:
        """Entries about what has another id go on under that id."""
        for name, entry in called.items():
            if entry.finding_id == name:
                self.entries[name] = entry
            elif entry.finding_id not in self.entries:
                del self.entries[name]
                self.entries[entry.finding_id] = entry
                self._follow(name, entry.finding_id)
                self._say(entry.finding_id, "new_ids")

    def _follow(self, old: str, new: str) -> None:
        """Note another id, of one that may have got one already."""
        first = self.first.pop(old, old)
        self.renamed[first] = new
        self.first[new] = first

    def rename(self) -> None:
        """Entries of a query that has another name now go on under that name."""
        follow = {each.was: query for query, each in self.questions.items() if each.was}
        for entry in list(self.entries.values()):
            query = follow.get(entry.query)
            if query is None or entry.query in self.questions:
                continue
            name = f"{query}|{entry.key}"
            if name in self.entries:
                continue
            del self.entries[entry.finding_id]
            rule = self.questions[query].rule
            self.entries[name] = replace(entry, finding_id=name, query=query, rule=rule)
            self._follow(entry.finding_id, name)
            self._say(name, "renamed", f"{entry.query} is {query} now.")

    def open(self, found: Found) -> None:
        """A finding that was never there before."""
        now, question = self.now, self.questions[found.query]
        before = self.ledger.asked.get(found.query) or self.ledger.asked.get(question.was)
        kind, text = "opened", ""
        if self.ledger.asked and (before is None or not before.answered):
            kind, text = "newly_answered", "Its question could not be answered before."
        elif before is not None and before.asked != question.asked:
            kind, text = "question_changed", _TURNED
        self._say(found.finding_id, kind, text)
        self.entries[found.finding_id] = Entry(
            **vars(found),
            status="open",
            since=now.as_of,
            open_since=now.as_of,
            first_seen=now.as_of,
            first_load=now.load,
            last_seen=now.as_of,
            last_load=now.load,
            asked=question.asked,
            stood=not found.cause,
        )

    def stay(self, entry: Entry, found: Found) -> None:
        """A finding that was there before, or had gone."""
        now, asked = self.now, self.questions[found.query].asked
        turned = entry.asked != asked
        if entry.severity != found.severity:
            worse = SEVERITIES.index(found.severity) < SEVERITIES.index(entry.severity)
            text = why_severity(entry, found, self.questions[found.query])
            self._say(found.finding_id, "more_severe" if worse else "less_severe", text)
        # Of several loads of one date the last one counts.
        stood = not found.cause if entry.first_seen == now.as_of else entry.stood
        entry = replace(entry, **vars(found), last_seen=now.as_of, last_load=now.load, asked=asked, stood=stood)
        if entry.status in OVER:
            kind, text = ("question_changed", _TURNED) if turned else ("reopened", "")
            entry = self._turn(entry, "reopened", kind, text, waived_until=None, reason="", open_since=now.as_of)
        elif entry.status == "unknown":
            entry = self._turn(entry, entry.before or "open", "known_again", "", before="")
        if entry.status == "waived" and entry.waived_until is not None and entry.waived_until <= now.as_of:
            text = f"It was waived until {entry.waived_until.isoformat()}: {entry.reason}"
            entry = self._turn(entry, "open", "waiver_ended", text, waived_until=None, reason="")
        self.entries[entry.finding_id] = entry

    def miss(self, entry: Entry) -> None:
        """A finding that is not there."""
        if entry.status in OVER:
            return
        question = self.questions.get(entry.query)
        if entry.finding_id in self.lost.gone:
            into = self.lost.merged.get(entry.finding_id)
            text = f"What it was about is part of {into} now." if into else "What it was about is no longer there."
            self.entries[entry.finding_id] = self._turn(entry, "ended", "subject_gone", text, before="")
        elif entry.finding_id in self.lost.untold:
            if entry.status != "unknown":
                text = "Contact records about it are missing or too few now."
                self.entries[entry.finding_id] = self._turn(entry, "unknown", "unknown", text, before=entry.status)
        elif question is not None and question.answered and question.asked == entry.asked:
            self.entries[entry.finding_id] = self._turn(entry, "resolved", "resolved", "", before="")
        elif entry.status != "unknown":
            kind, text = "unknown", "Its question can't be answered now."
            if question is None:
                text = "Its question is no longer asked."
            elif question.answered:
                kind, text = "question_changed", "Not found any more since the question was changed."
            self.entries[entry.finding_id] = self._turn(entry, "unknown", kind, text, before=entry.status)

    def change(self) -> Change:
        """All of it."""
        known = {self.renamed.get(name, name): entry for name, entry in self.ledger.entries.items()}
        differ, seen = [], []
        for name, entry in self.entries.items():
            before = known.get(name)
            if before == entry:
                continue
            if before is not None and replace(before, last_seen=entry.last_seen, last_load=entry.last_load) == entry:
                seen.append(name)
            else:
                differ.append(entry)
        asked = [Asked(query, each.asked, each.answered) for query, each in sorted(self.questions.items())]
        return Change(
            self.now,
            renamed=tuple(self.renamed.items()),
            entries=tuple(differ),
            seen=tuple(seen),
            events=tuple(self.events),
            asked=tuple(each for each in asked if self.ledger.asked.get(each.query) != each),
            gone=tuple(sorted(self.ledger.asked.keys() - self.questions.keys())),
        )

    def _say(self, finding_id: str, kind: str, text: str = "") -> None:
        self.events.append(Event(finding_id, kind, text))

    def _turn(self, entry: Entry, status: str, kind: str, text: str, **more: object) -> Entry:
        """Another status from now on."""
        self._say(entry.finding_id, kind, text)
        return replace(entry, status=status, since=self.now.as_of, **more)  # type: ignore[arg-type]
