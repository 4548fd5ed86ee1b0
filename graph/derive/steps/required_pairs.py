"""The required pairs of a state, each with the teams at its two ends; they exist even if no team was formed.

A unit has not begun while its implementation team, or that of a unit above it, is forming on time, or before the day
from which the program is meant to reach it. A team that is not there yet at such a unit is no gap: it is starting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from graph.derive.step import Work
from graph.derive.steps.scope import Unit, Units, above, read_units
from graph.profile.fields import RequiredPair
from graph.profile.profile import Profile


class Formed(StrEnum):
    """Whether an end of a pair has a team."""

    ACTIVE = "active"
    STARTING = "starting"
    MISSING = "missing"


@dataclass(frozen=True)
class Team:
    """A team as derivation needs it."""

    team_id: str
    types: tuple[str, ...]
    status: str
    planned_start: date | None
    unit: str


@dataclass(frozen=True)
class End:
    """One end of a pair.

    Attributes:
        type: The team type that belongs there.
        teams: Ids of the active teams of that type; of the forming ones if none is active.
        planned: The day for which the first forming team is planned.
    """

    unit: str
    type: str
    formed: Formed
    teams: tuple[str, ...] = ()
    planned: date | None = None


@dataclass(frozen=True)
class Pair:
    """A required pair. Its id is its kind and the lower unit; a leadership pair has both ends in one unit.

    Attributes:
        owner: The unit whose team is to repair it: the nearest at or above the upper end that has an active
            implementation team, or else the top unit; the top unit if the pair is starting; the unit itself for a pair
            of a team and its own leaders.
    """

    kind: str
    group: str
    upper: End
    lower: End
    buildings: int
    owner: str = ""

    @property
    def link_id(self) -> str:
        """Stable from load to load, whatever the teams."""
        return f"{self.kind}:{self.lower.unit}"

    @property
    def missing(self) -> frozenset[tuple[str, str]]:
        """The missing teams (unit, type) of the pair."""
        return frozenset((end.unit, end.type) for end in (self.upper, self.lower) if end.formed is Formed.MISSING)

    @property
    def absent(self) -> str | None:
        """Which end lacks a team that should be there by now: `upper`, `lower`, `both` or None."""
        return self._ends(Formed.MISSING)

    @property
    def no_team(self) -> str | None:
        """Which end has no active team: `upper`, `lower`, `both` or None."""
        return self._ends(Formed.STARTING, Formed.MISSING)

    def _ends(self, *formed: Formed) -> str | None:
        """The ends in one of these states: `upper`, `lower`, `both` or None."""
        found = [name for name in ("upper", "lower") if getattr(self, name).formed in formed]
        return "both" if len(found) > 1 else found[0] if found else None

    @property
    def planned(self) -> date | None:
        """The day from which the pair could be whole: the later of the days for which its ends are planned."""
        return max((end.planned for end in (self.upper, self.lower) if end.planned), default=None)

    @property
    def one_team(self) -> bool:
        """Whether one team stands at both ends."""
        return self.no_team is None and not set(self.upper.teams).isdisjoint(self.lower.teams)


def tier_above(units: Units, unit_id: str, profile: Profile) -> Unit | None:
    """The nearest ancestor on a higher tier; offices and the like in between are skipped."""
    levels = profile.levels
    own = levels.index(units[unit_id].level)
    return next((unit for unit in above(units, unit_id) if unit.level in levels[:own]), None)


def required_pairs(units: Units, teams: Iterable[Team], profile: Profile, as_of: date) -> list[Pair]:
    """All required pairs of the units in scope, by tier from the top, then by unit."""
    lookup = _Lookup(units, teams, profile, as_of)
    order = {level: place for place, level in enumerate(profile.levels)}
    scoped = sorted(
        (unit for unit in units.values() if unit.scoped and unit.level in order),
        key=lambda unit: (order[unit.level or ""], unit.unit_id),
    )
    return list(chain.from_iterable(lookup.pairs_of(unit) for unit in scoped))


class _Lookup:
    """Teams by unit and type, for one as-of date."""

    def __init__(self, units: Units, teams: Iterable[Team], profile: Profile, as_of: date) -> None:
        self._units = units
        self._profile = profile
        self._as_of = as_of
        over = {unit_id: tier_above(units, unit_id, profile) for unit_id in units if self._is_tier(unit_id)}
        self._over = {unit_id: unit.unit_id if unit else None for unit_id, unit in over.items()}
        self._at: dict[tuple[str, str], list[Team]] = {}
        for team in teams:
            for kind in team.types:
                self._at.setdefault((team.unit, kind), []).append(team)
        self._at |= self._combined()
        self._types = {tier.level: tier.implementation for tier in profile.tiers}
        self._top = next((unit_id for unit_id, unit in units.items() if unit.level == profile.levels[0]), "")
        self._waiting: dict[str, bool] = {}

    def _combined(self) -> dict[tuple[str, str], list[Team]]:
        """Ends of small units filled by a team of the parent or child unit that serves both functions.

        A row of the teams sheet has one unit, so the only team of a district with one building is at one of the two.
        Whoever leads that team leads it for both.
        """
        below = Counter(over for unit_id, over in self._over.items() if over and self._units[unit_id].scoped)
        threshold = self._profile.threshold
        filled: dict[tuple[str, str], list[Team]] = {}
        for unit_id, over in self._over.items():
            required = self._support(unit_id)
            if over is None or required is None:
                continue
            staff = self._units[over].staff_fte
            if below[over] > threshold("small_buildings") and (staff is None or staff >= threshold("small_staff")):
                continue
            ends = (over, required.upper), (unit_id, required.lower)
            for (start, kind), (end, other) in (ends, ends[::-1]):
                both = [team for team in self._at.get((end, other), ()) if kind in team.types]
                if both and (start, kind) not in self._at:
                    filled.setdefault((start, kind), []).extend(both)
                    filled |= self._leaders(start, end) | self._leaders(end, start)
        return filled

    def _leaders(self, start: str, end: str) -> dict[tuple[str, str], list[Team]]:
        """The leadership end of a unit: its own leadership teams and those of the other unit."""
        own, other = (self._profile.leadership_pair(self._units[each].level or "") for each in (start, end))
        if own is None or other is None:
            return {}
        leaders = self._at.get((end, other.upper))
        return {(start, own.upper): [*self._at.get((start, own.upper), ()), *leaders]} if leaders else {}

    def _support(self, unit_id: str) -> RequiredPair | None:
        over = self._over[unit_id]
        if over is None:
            return None
        return self._profile.support_pair(self._units[over].level or "", self._units[unit_id].level or "")

    def _is_tier(self, unit_id: str) -> bool:
        return self._units[unit_id].level in self._profile.levels

    def pairs_of(self, unit: Unit) -> Iterable[Pair]:
        """The pair up to the tier above and the pair with the unit's own leadership."""
        support, over = self._support(unit.unit_id), self._over[unit.unit_id]
        if support is not None and over is not None:
            yield self._pair(support, over, unit)
        leadership = self._profile.leadership_pair(unit.level or "")
        if leadership is not None:
            yield self._pair(leadership, unit.unit_id, unit)

    def _pair(self, required: RequiredPair, over: str, unit: Unit) -> Pair:
        upper, lower = self._end(over, required.upper), self._end(unit.unit_id, required.lower)
        formed = (upper.formed, lower.formed)
        if Formed.STARTING in formed and Formed.MISSING not in formed:
            owner = self._top
        elif required.group == "leadership" and lower.formed is Formed.ACTIVE:
            owner = unit.unit_id
        else:
            owner = self._supporter(self._over[unit.unit_id])
        return Pair(required.kind, required.group, upper, lower, unit.buildings or 0, owner or unit.unit_id)

    def _supporter(self, unit_id: str | None) -> str:
        """The nearest unit at or above one that has an active implementation team; the top unit if none has."""
        while unit_id is not None:
            kind = self._types.get(self._units[unit_id].level or "", "")
            if any(team.status == "active" for team in self._at.get((unit_id, kind), ())):
                return unit_id
            unit_id = self._over[unit_id]
        return self._top

    def _end(self, unit_id: str, kind: str) -> End:
        at_unit = self._at.get((unit_id, kind), [])
        active = sorted(team.team_id for team in at_unit if team.status == "active")
        if active:
            return End(unit_id, kind, Formed.ACTIVE, tuple(active))
        forming = [team for team in at_unit if team.status == "forming"]
        planned = min((team.planned_start for team in forming if team.planned_start), default=None)
        starting = self._is_on_time(forming) or self._waits(unit_id)
        teams = tuple(sorted(team.team_id for team in forming))
        return End(unit_id, kind, Formed.STARTING if starting else Formed.MISSING, teams, planned)

    def _is_on_time(self, teams: Iterable[Team]) -> bool:
        """Whether one of these teams is forming and its planned day, if it has one, is still to come."""
        return any(
            team.status == "forming" and (team.planned_start is None or team.planned_start >= self._as_of)
            for team in teams
        )

    def _waits(self, unit_id: str) -> bool:
        """Whether a unit has not begun."""
        if unit_id not in self._waiting:
            unit, over = self._units[unit_id], self._over.get(unit_id)
            teams = self._at.get((unit_id, self._types.get(unit.level or "", "")), ())
            forming = not any(team.status == "active" for team in teams) and self._is_on_time(teams)
            early = unit.scope_from is not None and unit.scope_from > self._as_of
            self._waiting[unit_id] = forming or early or (over is not None and self._waits(over))
        return self._waiting[unit_id]


def read_teams(work: Work) -> list[Team]:
    """Teams with the unit they serve; a team that serves none is at no end of a pair."""
    return [
        Team(team_id, tuple(types or ()), status or "active", planned, unit)
        for team_id, types, status, planned, unit in work.found("links/teams")
    ]


def read_pairs(work: Work) -> list[Pair]:
    """The required pairs of the graph at the as-of date."""
    return required_pairs(work.keep(read_units)[1], read_teams(work), work.profile, work.as_of)
