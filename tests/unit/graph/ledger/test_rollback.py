"""A load is taken back: what its findings changed goes, what people entered about earlier findings stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import reduce

from graph.ledger.enter import acknowledge, add_note, waive
from graph.ledger.entry import Change, Entry, Event, Ledger, Moment
from graph.ledger.rollback import again
from tests.support.ledger_help import Book, asked, found

OLD, NEW = found("s01_x|T1"), found("s01_x|T2")
FIRST, SECOND = Moment(date(2026, 1, 31), 1, "one"), Moment(date(2026, 2, 28), 2, "two")


def two_loads() -> list[Change]:
    """The first load finds one, the second that one and another."""
    book = Book()
    changes: list[Change] = []
    for now, there in ((FIRST, [OLD]), (SECOND, [OLD, NEW])):
        book.now = now
        changes.append(replace(book.again(there, {"s01_x": asked()}), sequence=len(changes) + 1))
    return changes


def entered(changes: list[Change], name: str, what: Callable[[Entry], tuple[Entry, Event]]) -> None:
    """What somebody enters about a finding after the changes so far."""
    entry = reduce(Ledger.after, changes, Ledger()).entries[name]
    then, event = what(entry)
    changes.append(Change(SECOND, entries=() if then == entry else (then,), events=(event,), sequence=len(changes) + 1))


def test_what_was_entered_about_a_finding_that_was_there_stays() -> None:
    changes = two_loads()
    before = reduce(Ledger.after, changes[:1], Ledger()).entries[OLD.finding_id]
    entered(changes, OLD.finding_id, lambda entry: acknowledge(entry, "ann", SECOND.as_of))
    entered(changes, OLD.finding_id, lambda entry: add_note(entry, "ann", "asked the region"))
    kept, lost = again(changes, "two")
    assert [change.sequence for change in kept] == [2, 3]
    assert {change.now for change in kept} == {FIRST}
    assert [event.text for event in kept[1].events] == ["asked the region"]
    now = reduce(Ledger.after, [*changes[:1], *kept], Ledger())
    assert now.entries == {OLD.finding_id: replace(before, status="acknowledged", since=SECOND.as_of)}
    assert lost == 0


def test_what_was_entered_about_a_finding_of_that_load_goes_and_is_counted() -> None:
    changes = two_loads()
    until = date(2026, 6, 1)
    entered(changes, NEW.finding_id, lambda entry: waive(entry, "ann", SECOND.as_of, until, "a new team comes"))
    assert again(changes, "two") == ([], 1)


def test_nothing_is_entered_and_nothing_stays() -> None:
    changes = two_loads()
    assert again(changes, "two") == ([], 0)
    assert again(changes[:1], "two") == ([], 0), "done again, it changes nothing"
