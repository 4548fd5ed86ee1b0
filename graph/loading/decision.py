"""What people decide of loads: that they are rejected, approved or taken back, and how the next one is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.suggest import ended
from graph.wording import say_date

REJECTED, APPROVED, UNDONE = "rejected", "approved", "undone"
_DONE = {REJECTED: "rejected", APPROVED: "approved", UNDONE: "taken back"}


@dataclass(frozen=True)
class Decision:
    """What somebody decided of a load.

    Attributes:
        what: `REJECTED`, `APPROVED` or `UNDONE`.
        as_of: The date that its files were said to describe.
        when: When it was decided.
        reason: Why, in their words; empty if they gave none.
        by: Under which name the system knows them; empty if that is not on record.
    """

    what: str
    as_of: date
    when: datetime
    reason: str
    by: str = ""

    def bare(self, as_of: date) -> str:
        """A sentence without the words of whoever decided, which may name somebody: for logs."""
        other = f", as of {self.as_of}" if self.as_of != as_of else ""
        return f"These files were {_DONE[self.what]} on {say_date(self.when.astimezone())}{other}."

    def said(self, as_of: date) -> str:
        """The sentence with the reason."""
        who = f" (by {self.by})" if self.by else ""
        return ended(f"{self.bare(as_of)[:-1]}{who}{f': {self.reason}' if self.reason else ''}")
