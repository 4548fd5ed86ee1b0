"""Where each barrier stands: which team has it, since when, how soon an answer was due, and how long the way back took.

One definition for findings, figures and pages. What no sheet tells stays blank: without the sheet of escalations it is
not known who has a barrier, only whether it was resolved and reported back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from graph.derive.step import Step, Work
from graph.model.derived_cypher import derived_columns
from graph.profile.calendar import SchoolCalendar


@dataclass(frozen=True)
class Handling:
    """A team that received a barrier, when, and what it did with it."""

    team: str
    received: date
    passed: date | None = None
    answered: date | None = None

    @property
    def order(self) -> tuple[date, bool, str]:
        """The place among others: by the day, and on one day those that are done with it first."""
        return self.received, not (self.passed or self.answered), self.team


@dataclass(frozen=True)
class Raised:
    """A barrier as the sheets tell it; days after the as-of date are left out."""

    barrier_id: str
    raised: date | None = None
    resolved: date | None = None
    reported: date | None = None
    raiser: str | None = None
    way: tuple[Handling, ...] = ()

    @property
    def on_the_spot(self) -> bool:
        """Whether no other team than the one that raised it had it."""
        return bool(self.way) and {step.team for step in self.way} == {self.raiser}

    @property
    def heard(self) -> date | None:
        """Day on which the team that raised it knew the result; what it solved itself it knew at once."""
        return self.reported or (self.resolved if self.on_the_spot else None)


@dataclass(frozen=True)
class Standing:
    """Where a barrier stands at the as-of date; names are its properties.

    Attributes:
        state: raised, waiting, passed_on, answered, resolved or reported_back; None if that can't be told.
        at_team: Id of the team that has it, or that had it last.
        since: Day from which it is so.
        days: Days in session since then.
        due_days: Days within which an answer was due: as agreed with the team it came from, else the profile's; None if
            it has none.
        round_trip: Days in session from the day it was raised until those who raised it heard back, else until now.
        heard: Whether they heard back.
    """

    state: str | None = None
    at_team: str | None = None
    since: date | None = None
    days: int | None = None
    due_days: int | None = None
    round_trip: int | None = None
    heard: bool | None = None


class Stands:
    """Tells where barriers stand.

    Args:
        calendar: Counts days in session up to the as-of date.
        usual: Days within which an answer is due where nothing else was agreed; None if the profile does not say.
        agreed: The same as agreed, by (team that asks, team that answers).
        escalated: Whether the sheet of escalations was loaded.
    """

    def __init__(
        self, calendar: SchoolCalendar, usual: int | None, agreed: Mapping[tuple[str, str], int], *, escalated: bool
    ) -> None:
        self._calendar = calendar
        self._usual = usual
        self._agreed = agreed
        self._escalated = escalated

    def of(self, raised: Raised) -> Standing:
        """Where one barrier stands."""
        state, at_team, since = self._state(raised)
        return Standing(
            state=state,
            at_team=at_team,
            since=since,
            days=self._since(since),
            due_days=self._due(raised) if state == "waiting" else None,
            round_trip=self._round_trip(raised),
            heard=raised.heard is not None if raised.raised else None,
        )

    def _state(self, raised: Raised) -> tuple[str | None, str | None, date | None]:
        last = max(raised.way, key=lambda step: step.order, default=None)
        at_team = last.team if last else raised.raiser
        if raised.heard:
            return "reported_back", at_team, raised.heard
        if raised.resolved:
            return "resolved", at_team, raised.resolved
        if last is None:
            return ("raised", at_team, raised.raised) if self._escalated and raised.raised else (None, None, None)
        if last.answered:
            return "answered", at_team, last.answered
        if last.passed:
            return "passed_on", at_team, last.passed
        return "waiting", at_team, last.received

    def _due(self, raised: Raised) -> int | None:
        way = sorted(raised.way, key=lambda step: step.order)
        teams = [raised.raiser or "", *(step.team for step in way)]
        asking, asked = list(pairwise(teams))[-1]
        return self._agreed.get((asking, asked), self._usual)

    def _round_trip(self, raised: Raised) -> int | None:
        if raised.raised is None:
            return None
        waited = self._calendar.since(raised.raised)
        return waited - self._calendar.since(raised.heard) if raised.heard else waited

    def _since(self, day: date | None) -> int | None:
        return None if day is None else self._calendar.since(day)


def raised_of(found: Iterable[Sequence[Any]], as_of: date) -> list[Raised]:
    """Barriers as read, without what lies after the as-of date."""

    def known(day: date | None) -> date | None:
        return day if day is not None and day <= as_of else None

    return [
        Raised(
            barrier_id,
            known(raised),
            known(resolved),
            known(reported),
            raiser,
            tuple(
                Handling(team, received, known(passed), known(answered))
                for team, received, passed, answered in way
                if known(received) is not None
            ),
        )
        for barrier_id, raised, resolved, reported, raiser, way in found
    ]


def compute(work: Work) -> int:
    """Write where every barrier stands, where that changed; returns how many there are."""
    barriers = raised_of(work.found("barriers/read"), work.as_of)
    agreed = {(asks, answers): days for asks, answers, days in work.found("barriers/answers")}
    # A profile of one's own may lack it; then the questions that need it say so, and all else is derived.
    usual = work.profile.thresholds.get("answer_days")
    days = None if usual is None else int(usual.value)
    stands = Stands(work.calendar, days, agreed, escalated="escalations" in work.loaded)
    names = derived_columns("Barrier", STEP.name)
    found = ((raised.barrier_id, stands.of(raised)) for raised in barriers)
    work.update("Barrier", STEP.name, ((key, *(getattr(stand, name) for name in names)) for key, stand in found))
    return len(barriers)


STEP = Step("barriers", needs=(), version="1", compute=compute)
