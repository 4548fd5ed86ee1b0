"""Which findings of the ledger `loopline findings` lists, and how."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboards.ledger import (
    ANSWERED,
    changed_since,
    columns_of,
    in_order,
    outcome_of,
    role_of,
    say_event,
    say_status,
    since_of,
    told_of,
)
from dashboards.tables import print_item
from graph.wording import say_count, say_date

if TYPE_CHECKING:
    from graph.ledger.entry import Entry
    from graph.runner import Runner

_FINDING = ("query", "rule", "ids", "key", "severity", "buildings", "sentence")


HAPPENED = ("happened",)
"""What CSV and JSON of the ledger tell besides: what happened since a load."""


class Status(StrEnum):
    """What has become of a finding."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    WAIVED = "waived"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Wanted:
    """Which findings are listed; what is empty excludes none.

    Attributes:
        queries: Ids of queries.
        severity: A severity.
        status: A status.
        owner: Id of a role.
        since: A load or a date; see `dashboards.ledger.since_of`.
        happened: What happened since then, by finding; filled by `entries`.
    """

    queries: Collection[str]
    severity: str
    status: str
    owner: str
    since: str
    happened: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def of_ledger(self) -> bool:
        """Whether only the ledger can tell."""
        return bool(self.status or self.owner or self.since)

    def entries(self, runner: Runner) -> list[Entry]:
        """They, in order.

        Raises:
            UsageError: The role does not exist, or `since` names neither a load nor a date.
        """
        from graph.ledger.store import read_entries, read_events

        every = read_entries(runner)
        if self.owner and not any(each.owner == self.owner for each in every):
            role_of(runner, self.owner)
        if self.since:
            self.happened.update(changed_since(read_events(runner, **since_of(runner, self.since))))
        found = [
            each
            for each in every
            if (not self.queries or each.query in self.queries)
            and self.severity in ("", each.severity)
            and self.status in ("", each.status)
            and self.owner in ("", each.owner)
            and (not self.since or each.finding_id in self.happened)
        ]
        return in_order(found)


def records_of(
    entries: Sequence[Entry], happened: Mapping[str, Sequence[dict[str, Any]]] | None = None
) -> list[dict[str, Any]]:
    """What CSV and JSON tell of them; what happened is blank unless it is given."""
    told = happened or {}
    rows = [(each.row(), each, [say_event(event) for event in told.get(each.finding_id, ())]) for each in entries]
    return [
        {**{name: row[name] for name in _FINDING}, **columns_of(each), HAPPENED[0]: events or None}
        for row, each, events in rows
    ]


_GROUPS = (
    ("", (Status.OPEN, Status.ACKNOWLEDGED, Status.WAIVED, Status.REOPENED)),
    ("Repaired: no longer found", (Status.RESOLVED,)),
    ("Ended: its team, unit, link or role is no longer there, so that nothing was repaired", (Status.ENDED,)),
    ("Can no longer be told", (Status.UNKNOWN,)),
    ("Can be told now, and could not be before", (ANSWERED,)),
)
"""What became of findings, in the order in which they are listed, with the heading of each."""


def print_entries(entries: Sequence[Entry], happened: Mapping[str, Sequence[dict[str, Any]]] | None = None) -> None:
    """They as sentences, by what became of them and severity, each with its status and its id.

    Args:
        entries: Findings, in order.
        happened: What is to be told of each besides, by id: what happened to it since some load.
    """
    print(f"{say_count(len(entries), 'finding', 'findings')} of the ledger.")
    for heading, outcomes in _GROUPS:
        some = [each for each in entries if outcome_of(each) in outcomes]
        if heading and some:
            print(f"\n{heading}")
        severity = ""
        for each in some:
            if each.severity != severity:
                severity = each.severity
                print(f"\n{severity.capitalize()}" if not heading else f" {severity.capitalize()}")
            print_item(f"  {each.rule}", f"{told_of(each)} {_beside(each, (happened or {}).get(each.finding_id, ()))}")


_IN_STATUS = frozenset({"opened", "reopened", "resolved", "subject_gone", "unknown", "acknowledged", "waived"})
"""Kinds of events that a finding's status tells already."""


def _beside(entry: Entry, happened: Sequence[dict[str, Any]]) -> str:
    """What happened to a finding, where that is asked; its status, its id and who sees to it."""
    due = f", due {say_date(entry.due)}" if entry.due else ""
    owner = f" Owner: the role {entry.owner}{due}." if entry.owner else ""
    events = " ".join(dict.fromkeys(say_event(each) for each in happened if each["kind"] not in _IN_STATUS))
    return f"{f'{events} ' if events else ''}({say_status(entry)}; id {entry.finding_id}){owner}"
