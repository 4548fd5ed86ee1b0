"""What people enter about a finding: each gives the entry as it is then, and what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.errors import LooplineError, UsageError
from graph.ledger.entry import Entry, Event
from graph.wording import say_date

_NOT_THERE = {
    "resolved": "is repaired",
    "ended": "ended with what it was about",
    "unknown": "can't be told now, because its question can't be answered",
}


def acknowledge(entry: Entry, by: str, today: date) -> tuple[Entry, Event]:
    """It is known, and somebody sees to it.

    Args:
        entry: The finding.
        by: Who says so.
        today: The graph's date.

    Raises:
        LooplineError: It is not there.
    """
    _check_there(entry)
    said = Event(entry.finding_id, "acknowledged", by=by)
    return _turned(entry, "acknowledged", today, waived_until=None, reason=""), said


def waive(entry: Entry, by: str, today: date, until: date, reason: str) -> tuple[Entry, Event]:
    """It is accepted for a while: from the day `until` it is open again.

    Raises:
        LooplineError: It is not there.
        UsageError: The day has passed, or no reason is given.
    """
    _check_day(until, today, "--until")
    if not reason.strip():
        raise UsageError("--reason is blank.", "Say in a few words why it can stay as it is until then.")
    _check_there(entry)
    said = Event(entry.finding_id, "waived", f"Until {until.isoformat()}: {reason.strip()}", by)
    return _turned(entry, "waived", today, waived_until=until, reason=reason.strip()), said


def assign(entry: Entry, by: str, today: date, role: str, due: date | None) -> tuple[Entry, Event]:
    """A role sees to it, by a day.

    Raises:
        UsageError: The day has passed.
    """
    if due is not None:
        _check_day(due, today, "--due")
    text = f"To the role {role}{f', due {due.isoformat()}' if due else ''}."
    return replace(entry, owner=role, due=due), Event(entry.finding_id, "assigned", text, by)


def add_note(entry: Entry, by: str, text: str) -> tuple[Entry, Event]:
    """A note; nothing else changes.

    Raises:
        UsageError: It is blank.
    """
    if not text.strip():
        raise UsageError("The note is blank.", "Write it behind the finding's id, in quotation marks.")
    return entry, Event(entry.finding_id, "note", text.strip(), by)


def _turned(entry: Entry, status: str, today: date, **more: object) -> Entry:
    since = entry.since if entry.status == status else today
    return replace(entry, status=status, since=since, **more)  # type: ignore[arg-type]


def _check_there(entry: Entry) -> None:
    if not entry.standing:
        raise LooplineError(
            f"The finding {entry.finding_id} {_NOT_THERE[entry.status]}.",
            "Only a finding that is there can be acknowledged or waived; `loopline finding note` adds a note.",
        )


def _check_day(day: date, today: date, option: str) -> None:
    if day <= today:
        raise UsageError(
            f"{option} {day.isoformat()} is not after {today.isoformat()}, the date of the last load.",
            f"Give a day after {say_date(today)}.",
        )
