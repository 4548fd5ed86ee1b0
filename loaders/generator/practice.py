"""What defects change in how teams learn from one another: barriers, agreements, changes and improvement cycles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.generator.state import Team


@dataclass(slots=True, eq=False)
class Step:
    """A team that received a barrier, when, and what it did with it."""

    team: Team
    received: date
    passed: date | None = None
    answered: date | None = None

    @property
    def waiting(self) -> bool:
        """Whether the team has it still."""
        return self.passed is None and self.answered is None


@dataclass(slots=True, eq=False)
class Entry:
    """A barrier, or what helps, that a team raised, and its way.

    Attributes:
        team: The team that raised it.
        level: The level that can decide.
        way: The teams that received it, in order.
    """

    barrier_id: str
    team: Team
    raised: date
    kind: str
    theme: str | None
    category: str
    level: str
    source: str = "inside"
    way: list[Step] = field(default_factory=list)
    resolved: date | None = None
    reported: date | None = None


@dataclass(slots=True, eq=False)
class Practice:
    """What is planted; nothing in a healthy state.

    Attributes:
        entries: Barriers and successes that defects add.
        kept: Category of barriers that the state's team keeps; empty for none.
        undecided: (team id, category) on which a team may not decide, though its like do.
        inside_only: Ids of districts in which nothing comes from outside.
        no_success: Ids of regions that tell of no success.
        no_themes: Ids of regions whose entries have no themes.
        unreviewed: Ids of teams with a decision that was not reviewed.
        unasked: Ids of teams with a change on which there is no feedback.
        halfway: Ids of teams whose improvement cycle stopped halfway.
        unchecked: Ids of units whose agreements with the units below were not checked for long.
        seatless: Ids of regions with a second leader who sits on no team.
        sending: Ids of teams that write to everybody in the teams below.
    """

    entries: list[Entry] = field(default_factory=list)
    kept: str = ""
    undecided: set[tuple[str, str]] = field(default_factory=set)
    inside_only: set[str] = field(default_factory=set)
    no_success: set[str] = field(default_factory=set)
    no_themes: set[str] = field(default_factory=set)
    unreviewed: set[str] = field(default_factory=set)
    unasked: set[str] = field(default_factory=set)
    halfway: set[str] = field(default_factory=set)
    unchecked: set[str] = field(default_factory=set)
    seatless: list[str] = field(default_factory=list)
    sending: set[str] = field(default_factory=set)
