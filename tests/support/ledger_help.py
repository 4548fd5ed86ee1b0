"""A ledger without a graph: loads one after the other, each with what it finds and what it can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.ledger.decide import decide
from graph.ledger.entry import Change, Entry, Event, Found, Ledger, Moment, Question

FIRST = date(2026, 1, 31)


def found(name: str = "s01_x|T1", severity: str = "high", sentence: str = "T1 waits.") -> Found:
    """A finding by its id."""
    query, _, key = name.partition("|")
    return Found(name, query, "S-01", key, tuple(key.split("|")), severity, sentence, 2)


def asked(how: str = "v1", *, answered: bool = True, was: str = "") -> Question:
    """A question of S-01."""
    return Question("S-01", how, answered, was)


@dataclass
class Book:
    """A ledger and its events by finding; each load is a month later than the one before."""

    ledger: Ledger = field(default_factory=Ledger)
    now: Moment = field(default_factory=lambda: Moment(FIRST, 1))
    said: list[Event] = field(default_factory=list)

    def load(self, *there: Found, questions: dict[str, Question] | None = None) -> Change:
        """One load: what is found, and what is asked; by default the question s01_x as always."""
        return self.again(there, questions or {"s01_x": asked()}, later=bool(self.ledger.sequence))

    def again(self, there: Iterable[Found], questions: dict[str, Question], *, later: bool = False) -> Change:
        """The same load again, or with `later` the next one."""
        if later:
            self.now = Moment(self.now.as_of + timedelta(days=30), self.now.load + 1)
        change = decide(self.ledger, list(there), questions, self.now)
        self.ledger = self.ledger.after(change)
        self.said += change.events
        return change

    def enter(self, name: str, what: Callable[[Entry], tuple[Entry, Event]]) -> None:
        """What a person enters."""
        entry, event = what(self.ledger.entries[name])
        self.ledger.entries[name] = entry
        self.said.append(event)

    def status(self, name: str = "s01_x|T1") -> str:
        return self.ledger.entries[name].status

    def kinds(self, name: str = "s01_x|T1") -> list[str]:
        """What happened to a finding."""
        return [event.kind for event in self.said if event.finding_id == name]
