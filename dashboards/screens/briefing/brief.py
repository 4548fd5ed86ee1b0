"""What the briefing shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dashboards.shell.address import FINDINGS
from dashboards.shell.load_context import LoadContext
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.drawing.card import Card
    from dashboards.screens.briefing.changes import Changed, SinceFirst
    from dashboards.screens.briefing.decisions import Decisions
    from dashboards.shell.stored import Finding


UNTOLD = "can't tell"
"""In place of a figure that was not known."""


class Loss(NamedTuple):
    """Buildings lost at a level: cut off, starting, and not known."""

    level: str
    cut_off: int
    starting: int
    cant_tell: int

    @property
    def total(self) -> int:
        """All buildings lost at this level."""
        return self.cut_off + self.starting + self.cant_tell


class StepLinks(NamedTuple):
    """Links of one step of the line: from which level, to which, how many, how many hold and how many have not begun.

    `lost` are the buildings that its gaps cut off; `weakest` marks the step at which the line loses most.
    """

    upper: str
    lower: str
    pairs: int
    holding: int
    starting: int = 0
    lost: int = 0
    weakest: bool = False

    @property
    def step(self) -> str:
        """The step in words."""
        return worded(f"{LEVEL_WORDS[self.upper]} to {LEVEL_WORDS[self.lower]}")


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at one date.

    Attributes:
        day: The as-of date.
        told: The figure in words; "can't tell" where it was not known.
        height: How high its point lies, from 0 on; None where it was not known.
    """

    day: date
    told: str = UNTOLD
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A figure over time, oldest first.

    Attributes:
        name: What it counts.
        points: What it was at each date.
        base: Why what it is counted against is not the same at all dates, a sentence each.
    """

    name: str
    points: tuple[Point, ...]
    base: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the page shows.

    Attributes:
        context: The published load.
        connected: Buildings with an unbroken line to the state.
        both_ways: Of these, those whose line works both ways.
        cut_off: Buildings with a known gap.
        starting: Buildings whose line waits for a forming team.
        cant_tell: Buildings with too few records to tell.
        losses: By level, from the state down.
        steps: Links that hold, by step, from the state down.
        alone: Links held by one person with no stand-in; None if not known.
        alone_missing: What is missing for it.
        one_way: Which links keep every line from working both ways; empty for none.
        critical: Critical findings that are not among the repairs, the largest first.
        critical_count: How many critical findings there are that are not waived; None if none have been computed.
        waived: How many more are waived.
        largest: Buildings that the largest gap alone cuts off.
        repairs: The cards of what to repair first.
        heading: Their heading.
        support: How many teams have no support on record; empty for none.
        findings: Address of the findings about them.
        name: The region, if only one is shown.
        changes: What the last load changed in the findings; None at the first load.
        since_first: What has become of the findings of the first date; None at that date.
        courses: The figures over time; none at the first date.
        decisions: What waits for a decision; None if findings have not been worked out.
        held: How many loads are held.
    """

    context: LoadContext
    connected: int = 0
    both_ways: int = 0
    cut_off: int = 0
    starting: int = 0
    cant_tell: int = 0
    losses: tuple[Loss, ...] = ()
    steps: tuple[StepLinks, ...] = ()
    alone: int | None = None
    alone_missing: str = ""
    one_way: str = ""
    critical: tuple[Finding, ...] = ()
    critical_count: int | None = None
    waived: int = 0
    largest: int = 0
    repairs: tuple[Card, ...] = ()
    heading: str = "Repair first"
    support: str = ""
    findings: str = FINDINGS
    name: str = ""
    changes: tuple[Changed, ...] | None = None
    since_first: SinceFirst | None = None
    courses: tuple[Course, ...] = ()
    decisions: Decisions | None = None
    held: int = 0

    @property
    def total(self) -> int:
        """Buildings in scope."""
        return self.connected + self.cut_off + self.starting + self.cant_tell

    @property
    def begun(self) -> int:
        """Buildings in scope without those that have not begun."""
        return self.total - self.starting

    @property
    def open_question(self) -> bool:
        """Whether too much is unknown to print a share."""
        return self.context.loaded != "all" or (self.cant_tell * 2 >= self.begun and not self.waiting)

    @property
    def waiting(self) -> bool:
        """Whether there are buildings, and none of them has begun."""
        return self.starting == self.total > 0
