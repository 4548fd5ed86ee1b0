"""Redundancy of links: the fewest people whose leaving would end all contact of the pair.

That is a minimum vertex cover of the contacts between the two sides, and by König's theorem (1931) as large as a
maximum matching after removing everyone on both sides: such a person links the two alone and belongs to every cover.
After Likert's linking pin (1961).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.derive.step import Step, Work
from graph.derive.steps.contacts import Evidence, combinations, read_evidence
from graph.derive.steps.link_state import Judged, period_of, read_judged
from graph.derive.steps.required_pairs import Pair, read_pairs
from graph.model.cypher_builder import statement
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile
from graph.wording import say_month

People = frozenset[str]


@dataclass(frozen=True)
class Crossing:
    """Who is in contact across a pair.

    Attributes:
        edges: (person of the upper side, person of the lower side).
        both: People on both sides.
    """

    edges: frozenset[tuple[str, str]] = frozenset()
    both: People = frozenset()


@dataclass(frozen=True)
class Holding:
    """How many people hold a link and, if it is only one, who that is."""

    people: int
    alone: People = field(default=frozenset())


def holdings(crossings: Sequence[Crossing]) -> list[Holding]:
    """Compute all crossings at once, with one matching over all of them."""
    rest = [
        [(one, other) for one, other in crossing.edges if one not in crossing.both and other not in crossing.both]
        for crossing in crossings
    ]
    matched = _matching_sizes(rest)
    return [
        Holding(people, _alone(crossing) if people == 1 else frozenset())
        for crossing, free in zip(crossings, matched, strict=True)
        for people in [len(crossing.both) + free]
    ]


def _alone(crossing: Crossing) -> People:
    """Everyone who alone holds the contact, if it is held by one person."""
    if crossing.both:
        return crossing.both
    return frozenset.intersection(*(frozenset(edge) for edge in crossing.edges))


def _matching_sizes(blocks: Sequence[Iterable[tuple[str, str]]]) -> list[int]:
    """Size of a maximum matching of each block of edges; blocks share nobody."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows: dict[tuple[int, str], int] = {}
    cols: dict[tuple[int, str], int] = {}
    row_at, col_at = [], []
    for block, edges in enumerate(blocks):
        for one, other in sorted(edges):
            row_at.append(rows.setdefault((block, one), len(rows)))
            col_at.append(cols.setdefault((block, other), len(cols)))
    if not rows:
        return [0] * len(blocks)
    graph = csr_array((np.ones(len(row_at), dtype=np.int8), (row_at, col_at)), shape=(len(rows), len(cols)))
    partner = maximum_bipartite_matching(graph, perm_type="column")
    block_of = np.fromiter((block for block, _ in rows), dtype=np.int64, count=len(rows))
    return [int(size) for size in np.bincount(block_of[partner >= 0], minlength=len(blocks))]


def crossing_of(pair: Pair, evidence: Evidence, calendar: SchoolCalendar, period: float) -> Crossing:
    """Contact across a pair within the period, over all teams at its two ends."""
    edges: set[tuple[str, str]] = set()
    both: set[str] = set()
    on_both: set[str] = set()
    for upper, lower in combinations(pair):
        down = evidence.crossing.get((upper, lower), {})
        up = evidence.crossing.get((lower, upper), {})
        edges |= {(one, other) for (one, other), age in down.items() if calendar.ago(age) <= period}
        edges |= {(other, one) for (one, other), age in up.items() if calendar.ago(age) <= period}
        both |= {person for person, age in evidence.shared(upper, lower).items() if calendar.ago(age) <= period}
        on_both |= evidence.members.get(upper, frozenset()) & evidence.members.get(lower, frozenset())
    # Someone on both teams who is in contact with either keeps the pair connected.
    both |= {person for edge in edges for person in edge if person in on_both}
    return Crossing(frozenset(edges), frozenset(both))


@dataclass(frozen=True)
class Holders:
    """How many people hold a link, from all evidence.

    Attributes:
        people: How many; 0 for nobody, None if it can't be determined.
        alone: Who it is, if it is one person and contacts show who.
        by_count: The number is the teams' own count; it is not known who.
        ever: How many people ever held the contact on record, within the period or before it.
    """

    people: int | None
    alone: People = frozenset()
    by_count: bool = False
    ever: int = 0


def settle(
    pair: Pair, judged: Judged, contacts: Holding, counted: int | None, evidence: Evidence, profile: Profile
) -> Holders:
    """Combine contacts with the teams' own counts: the larger number counts."""
    if judged.state == "cant_tell":
        return Holders(None)
    if pair.no_team is not None:
        return Holders(0)
    if pair.one_team:
        teams = set(pair.upper.teams) & set(pair.lower.teams)
        return Holders(len(frozenset().union(*(evidence.members.get(team, frozenset()) for team in teams))) or None)
    if counted is not None and counted > contacts.people:
        return Holders(counted, by_count=True)
    fresh = judged.days_since is not None and judged.days_since <= period_of(judged.rhythm, profile)
    if contacts.people == 0 and fresh:
        return Holders(None)  # a team reported contact, but nobody reported how many people
    return Holders(contacts.people, contacts.alone)


def counted_of(pair: Pair, evidence: Evidence, calendar: SchoolCalendar, profile: Profile) -> int | None:
    """People on the link by the teams' own latest count within the period."""
    window = profile.threshold("window_days")
    counts = [
        (check.period, -check.people)
        for teams in combinations(pair)
        for check in evidence.checks.get(teams, ())
        if check.people and (check.reached or check.answered) and calendar.ago(check.period) <= window
    ]
    return -min(counts)[1] if counts else None


def _holders(work: Work) -> dict[str, Holders]:
    """Every pair by link id."""
    evidence, judged, pairs = work.keep(read_evidence), work.keep(read_judged), work.keep(read_pairs)
    calendar, profile = work.calendar, work.profile
    crossings = [
        crossing_of(pair, evidence, calendar, period_of(judged[pair.link_id].rhythm, profile)) for pair in pairs
    ]
    ever = holdings([crossing_of(pair, evidence, calendar, math.inf) for pair in pairs])
    found = {}
    for pair, contacts, before in zip(pairs, holdings(crossings), ever, strict=True):
        counted = counted_of(pair, evidence, calendar, profile)
        settled = settle(pair, judged[pair.link_id], contacts, counted, evidence, profile)
        found[pair.link_id] = replace(settled, ever=before.people)
    return found


def _last(found: Holders, judged: Judged) -> tuple[date | None, int | None, str | None]:
    """Day of the last contact, days since then, and the month in their place where they would be one person's.

    Everything that shows, exports or answers reads what is written here.
    """
    if judged.last_contact is None or 1 not in (found.people, found.ever):
        return judged.last_contact, judged.days_since, None
    return None, None, say_month(judged.last_contact)


def compute(work: Work) -> int:
    """Write who holds links and when contact was last; returns the number of links held by someone."""
    pairs = {pair.link_id: pair for pair in work.keep(read_pairs)}
    holders, judged = _holders(work), work.keep(read_judged)
    one_person = {link_id: pairs[link_id] for link_id, found in holders.items() if found.people == 1}
    support = {link_id: pair for link_id, pair in one_person.items() if pair.group == "support"}
    roles = _roles(work, support, holders)
    uncovered = _uncovered(work, support, holders, roles)
    enough = work.profile.threshold("spof_buildings")
    rows = [
        (
            link_id,
            found.people,
            link_id in uncovered and pairs[link_id].buildings >= enough,
            *_last(found, judged[link_id]),
        )
        for link_id, found in holders.items()
    ]
    work.update("Link", STEP.name, rows)
    work.run(statement("derive/redundancy/forget"), {})
    work.renew_ties("Link", "HELD_THROUGH", "Role", ((link_id, role_id) for link_id, role_id, _ in roles))
    return sum(bool(found.people) for found in holders.values())


def _roles(work: Work, support: dict[str, Pair], holders: dict[str, Holders]) -> list[tuple[str, str, bool]]:
    """(link, role on one of its teams of someone who alone holds it, whether that role has a deputy)."""
    asked = [
        {"link_id": link_id, "person_id": person, "teams": [*pair.upper.teams, *pair.lower.teams]}
        for link_id, pair in support.items()
        for person in sorted(holders[link_id].alone)
    ]
    return [tuple(row) for row in work.found("redundancy/roles", asked=asked, as_of=work.as_of)] if asked else []


def _uncovered(
    work: Work, support: dict[str, Pair], holders: dict[str, Holders], roles: list[tuple[str, str, bool]]
) -> set[str]:
    """Links held by one person for whom nobody stands in: no deputy, and no protocol names a responsible role."""
    evidence = work.keep(read_evidence)
    deputised = {link_id for link_id, _, deputy in roles if deputy}
    counted = [
        {"link_id": link_id, "teams": [*pair.upper.teams, *pair.lower.teams]}
        for link_id, pair in support.items()
        if holders[link_id].by_count
    ]
    # It is not known who that one person is: only if no role of the two teams has a deputy is it certain that nobody
    # stands in.
    known = {link_id for link_id, _, _ in roles}
    if counted:
        known |= set(work.found("redundancy/undeputised", asked=counted))
    return {
        link_id
        for link_id, pair in support.items()
        if link_id in known
        and link_id not in deputised
        and not any(entry.responsible for teams in combinations(pair) for entry in evidence.agreements.get(teams, ()))
    }


STEP = Step("redundancy", needs=("link_state",), version="3", compute=compute)
