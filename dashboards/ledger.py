"""The ledger of findings on the command line: which finding is meant, since when, and what happened to it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.model.vocabulary import OVER
from graph.wording import say_date, until

if TYPE_CHECKING:
    from graph.ledger.entry import Entry
    from graph.runner import Runner

LABELS = {
    "opened": "Opened",
    "newly_answered": "Opened",
    "resolved": "Repaired",
    "subject_gone": "Ended",
    "reopened": "There again",
    "unknown": "Can't be told",
    "known_again": "Told again",
    "question_changed": "The question was changed",
    "renamed": "The question has another name",
    "new_ids": "What it is about has another id",
    "more_severe": "More severe",
    "less_severe": "Less severe",
    "severity": "Severity changed",
    "waiver_ended": "The waiver ended",
    "acknowledged": "Acknowledged",
    "waived": "Waived",
    "assigned": "Assigned",
    "note": "Note",
}
"""Kinds of events in words."""
ENTERED = frozenset({"acknowledged", "waived", "assigned", "note"})
"""Kinds of events that a person entered."""
_COLUMNS = {
    "finding_id": "finding_id",
    "first_seen": "first_seen",
    "status": "status",
    "status_since": "since",
    "open_since": "open_since",
    "owner_role": "owner",
    "due": "due",
    "waived_until": "waived_until",
    "waived_for": "reason",
}
LEDGER = tuple(_COLUMNS)
"""What CSV and JSON tell of a finding besides the finding itself; no column of a query has such a name."""
ANSWERED = "answered"
"""Of what a finding says that can't be told: that it can be told now."""
_SHOWN = 5


def find_entry(runner: Runner, letters: str) -> Entry:
    """The one finding whose id begins so; an id that is given whole means that finding alone.

    Raises:
        UsageError: There is none, or there are several.
    """
    from graph.ledger.store import read_entries
    from graph.model.cypher_builder import statement

    found = [
        row["finding_id"]
        for row in runner.read(statement("ledger/find"), {"letters": letters, "most": _SHOWN + 1}).rows
        if letters
    ]
    if letters in found:
        found = [letters]
    if not found:
        raise UsageError(
            f"No finding has an id that begins with {letters!r}.", "`loopline findings --format csv` lists the ids."
        )
    if len(found) > 1:
        listed = ", ".join(found[:_SHOWN]) + (" and others" if len(found) > _SHOWN else "")
        raise UsageError(f"Several findings have ids that begin with {letters!r}: {listed}.", "Give more letters.")
    return read_entries(runner, found[0])[0]


def role_of(runner: Runner, role: str) -> str:
    """The id of a role that the graph has.

    Raises:
        UsageError: It has none with this id.
    """
    from graph.model.cypher_builder import every_key, present_nodes
    from graph.suggest import did_you_mean, ended

    if runner.read(present_nodes("Role"), {"keys": [role]}).column("found")[0]:
        return role
    near = did_you_mean(role, runner.read(every_key("Role")).column("found")[0])
    raise UsageError(ended(f"The graph has no role with the id {role!r}{near}"), "Give a role_id of the sheet roles.")


def since_of(runner: Runner, text: str) -> dict[str, Any]:
    """What `--since` names, as arguments of `graph.ledger.store.read_events`: a load, or a date.

    Raises:
        UsageError: It is neither.
    """
    from dashboards.options import day_of
    from graph.loading.store import Store

    numbers = Store(runner).numbers()
    if text.isdecimal() and int(text) in numbers.values():
        return {"load": int(text)}
    found = [number for load, number in numbers.items() if text and load.startswith(text.lower())]
    if len(found) == 1:
        return {"load": found[0]}
    try:
        return {"day": day_of(text, "--since")}
    except UsageError:
        raise UsageError(
            f"--since {text!r} is neither a load nor a date.",
            "Give the number of a load (see `loopline loads`), the first letters of its id, or a date as 2026-09-01.",
        ) from None


WORDS = {
    "reopened": "there again",
    "resolved": "repaired",
    "ended": "ended with its team, unit, link or role",
    "unknown": "can't be told",
    ANSWERED: "can be told",
}
"""Statuses for which another word is said; the rest is said as it is."""


def outcome_of(entry: Entry) -> str:
    """Its status; `ANSWERED` where a question is answered that could not be, which repairs nothing."""
    return ANSWERED if entry.status in OVER and entry.query in about_answers() else entry.status


def told_of(entry: Entry) -> str:
    """Its sentence, in the past where it is no longer known to be true."""
    return entry.sentence if entry.standing else until(entry.since, entry.sentence)


def say_status(entry: Entry) -> str:
    """Its status in words: "open since 31 January 2026"."""
    outcome = outcome_of(entry)
    words = WORDS.get(outcome, outcome)
    until = f" until {say_date(entry.waived_until)}" if entry.waived_until else ""
    return f"{words}{until}{',' if until else ''} since {say_date(entry.since)}"


def say_event(event: dict[str, Any]) -> str:
    """What happened, on one line."""
    label = LABELS[event["kind"]]
    text = f"{label}. {event['text']}" if event["text"] else f"{label}."
    if not event["by"]:
        return text
    when = event["entered_at"].astimezone().isoformat(" ", "minutes")[:16]
    return f"{text} ({event['by']}, {when})"


def columns_of(entry: Entry | None) -> dict[str, Any]:
    """The values of `LEDGER`; blanks for a finding that the ledger does not have."""
    row = entry.row() if entry else {}
    return {name: row.get(of) for name, of in _COLUMNS.items()}


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Entries by severity, buildings and ids."""
    from graph.model.vocabulary import SEVERITIES

    return sorted(
        entries, key=lambda each: (SEVERITIES.index(each.severity), -each.buildings, each.ids, each.finding_id)
    )


def about_answers() -> frozenset[str]:
    """Queries that tell what can't be answered; they say nothing about the state."""
    from graph.queries.catalog import catalog
    from graph.queries.evaluate import ANSWERS

    return frozenset(query.id for query in catalog().of_kind("finding") if ANSWERS in query.needs)


def changed_since(events: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What happened, by the id of the finding to which it did."""
    found: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        found.setdefault(event["finding_id"], []).append(event)
    return found
