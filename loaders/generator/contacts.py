"""Rows of who was in contact with whom, who met, and which teams confirmed their links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from loaders.generator.people import OFFICE_STAFF, person_id
from loaders.generator.seeded_random import Dice
from loaders.generator.skeleton import Unit
from loaders.generator.state import TWO_PEOPLE, Draft, Joint, Link, Team

CONTACTS = ("from_person", "to_person", "channel", "count", "first", "last")
MEETINGS = ("meeting_id", "team_id", "held_on", "attendees")
LINK_CHECKS = (
    "from_team", "to_team", "period_end", "confirmed_by_team", "met_on", "we_heard_from_them", "they_answered_us",
    "people_ours", "people_theirs",
)  # fmt: skip

_MEETINGS = 3
_COLLEAGUES = 4
_ELSEWHERE = 0.1
_APART = 0.33


def contact_rows(draft: Draft, free: int) -> Iterator[tuple[object, ...]]:
    """Contacts along the required pairs, inside teams, between neighbors, of leaders, in offices and among staff.

    Neighbors are districts of one region, and regions.

    Args:
        draft: The state.
        free: First person number that no team uses: office staff, then staff of buildings.
    """
    for link in (*draft.support.values(), *draft.leading.values()):
        yield from _link(draft, link)
    for team in draft.all_teams():
        yield from _inside(draft, team)
    for region in draft.skeleton.regions:
        yield from _neighbors(draft, region)
    yield from _regions(draft)
    yield from _leaders(draft)
    yield from _offices(draft, free)
    if draft.options.staff:
        yield from _staff(draft, free + OFFICE_STAFF * len(draft.skeleton.offices))


def _row(sender: int, receiver: int, last: date, dice: Dice) -> tuple[object, ...]:
    channel = "email" if dice.chance(0.75) else "chat"
    return (
        person_id(sender),
        person_id(receiver),
        channel,
        dice.between(3, 24),
        last - timedelta(dice.between(30, 150)),
        last,
    )


def _both(one: int, other: int, last: date, dice: Dice) -> Iterator[tuple[object, ...]]:
    yield _row(one, other, last, dice)
    yield _row(other, one, last - timedelta(dice.between(0, 2)), dice)


def _link(draft: Draft, link: Link) -> Iterator[tuple[object, ...]]:
    if not (link.upper.active and link.lower.active) or (link.down is None and link.up is None):
        return
    dice = draft.dice(f"contacts {link.upper.team_id} {link.lower.team_id}")
    for number, (above, below) in enumerate(link.ties):
        up, down = link.upper.person(above), link.lower.person(below)
        if up == down:
            continue
        earlier = timedelta(days=4 * number)
        if link.down is not None:
            yield _row(up, down, link.down - earlier, dice)
        if link.up is not None:
            yield _row(down, up, link.up - earlier, dice)
    if link.upper.team_id in draft.practice.sending and link.down is not None:
        lead = link.upper.person("lead")
        tied = {(above, below) for above, below in link.ties}
        for post, _, number in link.lower.holders():
            if ("lead", post.key) not in tied and number != lead:
                yield _row(lead, number, link.down, dice)


def _present(team: Team) -> list[int]:
    """Numbers of the people who hold a post and have not left."""
    return [number for post, index, number in team.holders() if (post.key, index) not in team.left]


def _inside(draft: Draft, team: Team) -> Iterator[tuple[object, ...]]:
    if not (team.collected and team.active):
        return
    dice = draft.dice(f"inside {team.team_id}")
    hub, *others = _present(team)
    for other in others:
        yield from _both(hub, other, draft.days.back(dice.between(1, 20)), dice)


def neighbors(draft: Draft, region: Unit) -> Iterator[tuple[Team, Team, Dice]]:
    """Teams of two neighboring districts whose leads know each other: two in three.

    In a healthy state, all of them do.

    Args:
        draft: The state.
        region: The region of the districts.
    """
    share = 1 - _APART * min(draft.options.defects, 1)
    for one, other in pairwise(draft.implementers(unit) for unit in region.children):
        dice = draft.dice(f"neighbours {one.team_id}")
        known = one.active and other.active and one.collected and other.collected
        if known and dice.chance(share) and not {"lead"} & (one.vacant.keys() | other.vacant.keys()):
            yield one, other, dice


def _neighbors(draft: Draft, region: Unit) -> Iterator[tuple[object, ...]]:
    for one, other, dice in neighbors(draft, region):
        yield from _both(one.person("lead"), other.person("lead"), draft.days.back(dice.between(5, 40)), dice)


def _regions(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Directors of neighboring regions know each other, unless the regions are apart."""
    teams = [] if draft.regions_apart else [draft.implementers(region) for region in draft.skeleton.regions]
    for one, other in pairwise(teams):
        if not (one.within or other.within) and _speaks(one, "director") and _speaks(other, "director"):
            dice = draft.dice(f"directors {one.team_id}")
            last = draft.days.back(dice.between(5, 40))
            yield from _both(one.person("director"), other.person("director"), last, dice)


def _leaders(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Contacts of a regional director with superintendents, except in districts that depend on one person.

    If a superintendent sits on the implementation team, this contact is not more recent than that of the two teams.
    """
    for region in draft.skeleton.regions:
        team = draft.implementers(region)
        if team.within or not _speaks(team, "director"):
            continue
        links = [draft.support[district.unit_id] for district in region.children]
        known = [link for link in links if _speaks(draft.heads(link.lower.unit), "head")]
        # If the leader sits on the implementation team, another contact could hide a defect of the link.
        for link in [link for link in known if _sound(link)] or (known[:1] if draft.world.led("district") else []):
            head = draft.heads(link.lower.unit)
            dice = draft.dice(f"leaders {team.team_id} {head.team_id}")
            last = draft.days.back(dice.between(2, 40))
            if not draft.world.led("district"):
                last = min(last, link.down or last, link.up or last)
            yield from _both(team.person("director"), head.person("head"), last, dice)


def _speaks(team: Team, key: str) -> bool:
    """Whether someone holds the post whose contact is on record."""
    return team.active and team.collected and key not in team.vacant and (key, 0) not in team.left


def _sound(link: Link) -> bool:
    """Whether two people of the two teams are in contact both ways, so that further contact hides nothing."""
    both_ways = link.down is not None and link.up is not None
    return both_ways and link.ties == TWO_PEOPLE and link.upper.active and link.lower.active


def _offices(draft: Draft, free: int) -> Iterator[tuple[object, ...]]:
    first = {unit_id: free + OFFICE_STAFF * index for index, (unit_id, _) in enumerate(draft.skeleton.offices)}
    for unit_id, start in first.items():
        dice = draft.dice(f"inside {unit_id}")
        # Five people at one office all know each other; otherwise joint work would form other groups than offices.
        for one, other in combinations(range(start, start + OFFICE_STAFF), 2):
            yield from _both(one, other, draft.days.back(dice.between(1, 20)), dice)
    for pair in draft.joint:
        yield from _between(draft, pair, first)
    leaders = draft.heads(draft.skeleton.state)
    if leaders.active and leaders.collected:
        for number, (unit_id, start) in enumerate(first.items()):
            dice = draft.dice(f"leaders of {unit_id}")
            led = draft.world.led("state")
            director = leaders.person("member", number % leaders.members) if led else leaders.person("head")
            yield from _both(director, start, draft.days.back(dice.between(2, 25)), dice)


def _between(draft: Draft, pair: Joint, first: dict[str, int]) -> Iterator[tuple[object, ...]]:
    dice = draft.dice(f"offices {pair.one} {pair.other}")
    for index in range(pair.pairs):
        yield from _both(first[pair.one] + index, first[pair.other] + index, draft.days.back(dice.between(2, 25)), dice)


def _staff(draft: Draft, start: int) -> Iterator[tuple[object, ...]]:
    """Each of a building's staff writes to a few colleagues; one message in ten leaves the building."""
    count, buildings = draft.options.staff, draft.skeleton.buildings
    for at, unit in enumerate(buildings):
        dice = draft.dice(f"staff contacts {unit.unit_id}")
        for index in range(count):
            sender = start + at * count + index
            receivers = dict.fromkeys(_receiver(dice, start, at, count, len(buildings)) for _ in range(_COLLEAGUES))
            for receiver in receivers:
                if receiver != sender:
                    yield _row(sender, receiver, draft.days.back(dice.between(1, 60)), dice)


def _receiver(dice: Dice, start: int, at: int, count: int, buildings: int) -> int:
    home = dice.between(0, buildings - 1) if dice.chance(_ELSEWHERE) else at
    return start + home * count + dice.between(0, count - 1)


def meeting_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """The last three monthly meetings of every team whose calendar was received."""
    for team in draft.all_teams():
        if not (team.collected and team.active):
            continue
        dice = draft.dice(f"meetings of {team.team_id}")
        attendees = "|".join(map(person_id, _present(team)))
        recent = dice.between(3, 26)
        if team.work.met is not None:
            recent = (draft.days.as_of - draft.days.in_session(team.work.met)).days
        for number in range(_MEETINGS):
            yield f"M-{team.team_id}-{number + 1}", team.team_id, draft.days.back(recent + 30 * number), attendees


def check_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Both teams of a link confirm for the last quarter that they heard from each other."""
    ended = draft.days.quarter()
    for link in draft.support.values():
        if not (link.checked and link.upper.active and link.lower.active):
            continue
        met = ended - timedelta(days=draft.dice(f"check {link.lower.team_id}").between(1, 20))
        people = len(link.ties)
        for team in (link.upper, link.lower):
            yield link.upper.team_id, link.lower.team_id, ended, team.team_id, met, True, True, people, people
