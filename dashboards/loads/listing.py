"""All loads of a graph with their state: the one list that the command `loopline loads` and the page Loads show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from graph.kept.notes import LoadNotes

if TYPE_CHECKING:
    from graph.kept.notes import Approved, Waiting

State = Literal["held", "not finished", "published", "rejected", "undone"]


@dataclass(frozen=True, slots=True)
class ListedLoad:
    """A load and what became of it.

    Attributes:
        load_id: Identity of the load.
        source: Name of the source.
        as_of: Date that its files describe.
        state: What became of it.
        when: When it was loaded; of a load that is held since when, of others when they were dropped.
        number: Order in which loads were published; None unless it is.
        read: Rows read.
        loaded: Rows loaded.
        set_aside: Rows that could not be loaded.
        copies: Exact copies of rows, counted once.
        input_kept: Whether its files are kept in the data folder.
        mode: "full" or "delta".
        reasons: Why it was held, a sentence each; stays known once it is approved.
        plan: What it would do, by label or type; of a load that was held.
        reason: Why it was approved, rejected or taken back.
        by: Who decided that, by their user name; None if that is not on record.
        mapping: The mapping of its files, or the documented sheets.
        profile: The profile that it used.
        set_aside_in: File with the rows set aside.
    """

    load_id: str
    source: str
    as_of: date
    state: State
    when: datetime | None = None
    number: int | None = None
    read: int | None = None
    loaded: int | None = None
    set_aside: int | None = None
    copies: int | None = None
    input_kept: bool = False
    mode: str | None = None
    reasons: tuple[str, ...] = ()
    plan: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reason: str | None = None
    by: str | None = None
    mapping: str | None = None
    profile: str | None = None
    set_aside_in: str | None = None

    @property
    def agreed(self) -> str:
        """Of a published load that was held: that it was, and who approved it; empty if nobody had to."""
        if self.state != "published" or not self.reason:
            return ""
        return f"It was held, and approved{f' by {self.by}' if self.by else ''}"


def list_loads(rows: Iterable[Mapping[str, Any]], notes: LoadNotes) -> list[ListedLoad]:
    """Every load: held ones, rejected and taken back ones, unfinished ones, published ones; of each the latest first.

    Args:
        rows: Rows of the view `loads`.
        notes: What the data folder says of loads.
    """
    kept, approvals = notes.kept(), notes.approvals()
    waiting = sorted(notes.waiting(), key=lambda each: not each.held)
    return [*map(_waiting, waiting), *(_begun(row, kept, approvals) for row in rows)]


def _begun(row: Mapping[str, Any], kept: set[str], approvals: Mapping[str, Approved]) -> ListedLoad:
    """A load that the graph has."""
    approved = approvals.get(row["load_id"])
    return ListedLoad(
        load_id=row["load_id"],
        source=row["source"],
        as_of=row["as_of"],
        state="published" if row["published"] else "not finished",
        when=datetime.fromisoformat(row["loaded_at"]) if row["loaded_at"] else None,
        number=row["number"],
        read=row["read"],
        loaded=row["loaded"],
        set_aside=row["quarantined"],
        copies=row["duplicates"],
        input_kept=row["load_id"] in kept,
        mode=row["mode"],
        reasons=approved.reasons if approved else (),
        reason=row["reason"] or None,
        by=(approved.decision.by or None) if approved else None,
        mapping=row["mapping"] or None,
        profile=row["profile"],
        set_aside_in=row["quarantine"] or None,
    )


def _waiting(waiting: Waiting) -> ListedLoad:
    """A load that is held, or was rejected or taken back, of which the graph knows nothing."""
    facts = waiting.facts
    decided = [] if waiting.held else facts.get("earlier", [])
    return ListedLoad(
        load_id=waiting.load_id,
        source=facts["source"],
        as_of=date.fromisoformat(facts["as_of"]),
        state=cast("State", facts["state"]),
        when=datetime.fromisoformat(facts.get("rejected_at") or facts["held_at"]),
        input_kept=waiting.held,
        reasons=tuple(facts["reasons"]),
        plan=facts.get("plan", {}),
        reason=facts.get("reason"),
        by=(decided[-1].get("by") or None) if decided else None,
    )
