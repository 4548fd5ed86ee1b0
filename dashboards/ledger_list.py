"""Which findings of the ledger `loopline findings` lists, and how."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboards.ledger import changed_since, columns_of, in_order, role_of, say_status, since_of
from dashboards.tables import print_item
from graph.wording import say_count, say_date

if TYPE_CHECKING:
    from graph.ledger.entry import Entry
    from graph.runner import Runner

_FINDING = ("query", "rule", "ids", "key", "severity", "buildings", "sentence")


class Status(StrEnum):
    """What has become of a finding."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    WAIVED = "waived"
    REOPENED = "reopened"
    RESOLVED = "resolved"
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
    """

    queries: Collection[str]
    severity: str
    status: str
    owner: str
    since: str

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
        changed = changed_since(read_events(runner, **since_of(runner, self.since))) if self.since else None
        found = [
            each
            for each in every
            if (not self.queries or each.query in self.queries)
            and self.severity in ("", each.severity)
            and self.status in ("", each.status)
            and self.owner in ("", each.owner)
            and (changed is None or each.finding_id in changed)
        ]
        return in_order(found)


def records_of(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What CSV and JSON tell of them."""
    rows = [(each.row(), each) for each in entries]
    return [{**{name: row[name] for name in _FINDING}, **columns_of(each)} for row, each in rows]


def print_entries(entries: Sequence[Entry]) -> None:
    """They as sentences, by severity, each with its status and its id."""
    print(f"{say_count(len(entries), 'finding', 'findings')} of the ledger.")
    severity = ""
    for each in entries:
        if each.severity != severity:
            severity = each.severity
            print(f"\n{severity.capitalize()}")
        due = f", due {say_date(each.due)}" if each.due else ""
        owner = f" Owner: the role {each.owner}{due}." if each.owner else ""
        print_item(f"  {each.rule}", f"{each.sentence} ({say_status(each)}; id {each.finding_id}){owner}")
