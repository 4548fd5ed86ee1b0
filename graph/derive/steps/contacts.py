"""What is on record about contact between the teams of required pairs, read once and grouped by team.

Ages are calendar days before the as-of date; only what is on or before that date is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from graph.derive.read.contacts import read_records
from graph.derive.step import Work
from graph.derive.steps.required_pairs import Pair, read_pairs
from graph.derive.steps.team_contacts import People, TeamPair, crossing, seen


@dataclass(frozen=True)
class Check:
    """A row of the link_checks sheet, oriented from `one` to `other`.

    Attributes:
        age: Age of the contact it reports.
        period: Age of the end of the period it is about; 0 while the period still runs.
        reached: `one` reached `other`.
        answered: `other` reached `one`.
        people: People on the smaller side, if both sides are counted.
    """

    one: str
    other: str
    age: int
    period: int
    reached: bool
    answered: bool
    people: int | None = None


@dataclass(frozen=True)
class Agreement:
    """A communication protocol in force between two teams."""

    protocol_id: str
    every_days: int | None
    since: date | None
    responsible: bool


@dataclass
class Evidence:
    """All that is known about contact between teams.

    Attributes:
        members: People by team.
        crossing: By directed pair of teams: (member of the first, member of the second) and the age of the latest
            contact from the one to the other.
        seen: Age of a member's latest appearance in contacts or meetings.
        met: Age of a team's latest meeting.
        checks: Link checks by directed pair of teams, each under both directions.
        agreements: Protocols by pair of teams, each under both directions.
        collected: Periods (from, to) as ages by team; None without a `collected` sheet.
        shared_count: Whether contacts or meetings are loaded, so that a person on two teams counts as contact.
    """

    members: dict[str, frozenset[str]] = field(default_factory=dict)
    crossing: dict[TeamPair, People] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    checks: dict[TeamPair, list[Check]] = field(default_factory=dict)
    agreements: dict[TeamPair, list[Agreement]] = field(default_factory=dict)
    collected: dict[str, list[tuple[int | None, int | None]]] | None = None
    shared_count: bool = False

    def shared(self, one: str, other: str) -> dict[str, int]:
        """People on both teams with the age of the contact they stand for: the teams' last meeting, else their own."""
        if not self.shared_count:
            return {}
        both = self.members.get(one, frozenset()) & self.members.get(other, frozenset())
        if not both:
            return {}
        meeting = min((self.met[team] for team in (one, other) if team in self.met), default=None)
        ages = {person: self.seen.get(person) if meeting is None else meeting for person in both}
        return {person: max(age, 0) for person, age in ages.items() if age is not None}


def combinations(pair: Pair) -> Iterator[TeamPair]:
    """Every (upper team, lower team) of a pair whose two ends have active teams."""
    if pair.no_team is None:
        yield from product(pair.upper.teams, pair.lower.teams)


def read_evidence(work: Work) -> Evidence:
    """Read what is on record for the teams of all required pairs."""
    evidence = Evidence(
        members={team_id: frozenset(people) for team_id, people in work.found("contacts/members")},
        met=dict(work.found("contacts/met", as_of=work.as_of)),
        checks=_by_pair(turn(row) for row in work.found("contacts/checks", as_of=work.as_of)),
        agreements=_agreements(work),
        shared_count=work.has_contact,
    )
    if "collected" in work.loaded:
        evidence.collected = defaultdict(list)
        # A log of people whom nobody knows proves no silence, whatever was collected.
        for team_id, first, last in work.found("contacts/collected", as_of=work.as_of):
            if "strangers" not in work.loaded:
                evidence.collected[team_id].append((first, last))
    _cross(evidence, work)
    return evidence


def _cross(evidence: Evidence, work: Work) -> None:
    """Collect who was seen when, and contact between people of teams that form a required pair."""
    records = work.keep(read_records)
    wanted = {(upper, lower) for pair in work.keep(read_pairs) for upper, lower in combinations(pair)}
    evidence.seen = seen(records, evidence.members)
    largest = int(work.profile.threshold("meeting_max"))
    evidence.crossing = crossing(records, evidence.members, wanted, largest)


def turn(row: Sequence[Any]) -> Check:
    """Read a link check from the perspective of the team that filled it in.

    What it heard is contact from the other team; an answer shows that its own message also arrived. A blank means not
    known, never no: if the two met, it counts as heard and answered.
    """
    from_team, to_team, confirmed_by, age, period, met, heard, answered, *counts = row
    ours, theirs = (to_team, from_team) if confirmed_by == to_team else (from_team, to_team)
    inward = bool(met and answered is not False) if heard is None else heard
    outward = bool(met and heard is not False) if answered is None else answered
    known = [number for number in counts if number]
    # Contact rests on one person exactly when one side is one person: then the other side's number does not matter.
    people = min(known) if len(known) == 2 or 1 in known else None
    return Check(ours, theirs, max(age, 0), max(period, 0), reached=outward, answered=inward or outward, people=people)


def _by_pair(checks: Iterable[Check]) -> dict[TeamPair, list[Check]]:
    found: dict[TeamPair, list[Check]] = defaultdict(list)
    for check in checks:
        found[check.one, check.other].append(check)
        found[check.other, check.one].append(
            Check(check.other, check.one, check.age, check.period, check.answered, check.reached, check.people)
        )
    return dict(found)


def _agreements(work: Work) -> dict[TeamPair, list[Agreement]]:
    found: dict[TeamPair, list[Agreement]] = defaultdict(list)
    for one, other, *rest in work.found("contacts/protocols", as_of=work.as_of):
        for way in ((one, other), (other, one)):
            found[way].append(Agreement(*rest))
    return dict(found)
