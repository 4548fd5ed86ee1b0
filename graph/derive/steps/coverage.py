"""Coverage: how much of a team's contact is known, to distinguish silence from missing data.

With a `collected` sheet, a team is covered if the collection periods span enough of the period. Without it, by the
share of its members who appear in contacts or meetings at all, with anyone (Borgatti, Carley & Krackhardt 2006 and
Kossinets 2006 on what missing records do to network figures).
"""

from __future__ import annotations

from graph.derive.step import Step, Work
from graph.derive.steps.contacts import Evidence, read_evidence
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile


def covered_share(team_id: str, evidence: Evidence, calendar: SchoolCalendar, profile: Profile) -> float | None:
    """Share of a team's members whose contacts in the period are known, 0 to 1; None if it has no members."""
    window = int(profile.threshold("window_days"))
    if evidence.collected is not None:
        spanned = _spanned(evidence.collected.get(team_id, []), calendar, window)
        return float(spanned >= profile.threshold("collected_share"))
    people = evidence.members.get(team_id, frozenset())
    if not people:
        return None
    seen = sum(person in evidence.seen and calendar.ago(evidence.seen[person]) <= window for person in people)
    return seen / len(people)


def _spanned(periods: list[tuple[int | None, int | None]], calendar: SchoolCalendar, window: int) -> float:
    """Share of the period's days in session that the periods span together; an open end is unlimited."""
    reach = (calendar.as_of - calendar.back(window)).days
    spans = sorted((max(last or 0, 0), reach if first is None else min(first + 1, reach)) for first, last in periods)
    days, done = 0, 0
    for youngest, oldest in spans:
        start = max(youngest, done)
        if oldest > start:
            days += calendar.ago(oldest) - calendar.ago(start)
            done = oldest
    return days / max(calendar.ago(reach), 1)


def compute(work: Work) -> int:
    """Write `covered` of every team if it changed; returns the number of teams with a known share."""
    evidence = work.keep(read_evidence)
    teams = work.stored("Team", STEP.name)
    shares = {team_id: covered_share(team_id, evidence, work.calendar, work.profile) for team_id in teams}
    work.update("Team", STEP.name, shares.items())
    return sum(share is not None for share in shares.values())


STEP = Step("coverage", needs=("members",), version="1", compute=compute)
