"""Rows of people, roles and assignments, generated team by team without keeping people in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator import names
from loaders.generator.posts import LEADERSHIP
from loaders.generator.seeded_random import Dice
from loaders.generator.state import Draft, Team

PEOPLE = ("person_id", "name", "email", "employed_fte", "hired", "left", "unit_id", "job_title", "manager_id")
ROLES = (
    "role_id", "title", "code", "team_id", "unit_id", "function", "required", "linking", "authority", "fte_planned",
    "deputy_role_id", "vacant_since",
)  # fmt: skip
ASSIGNMENTS = ("person_id", "role_id", "fte", "since", "until", "acting", "core", "onboarded_on")

OFFICE_STAFF = 5
_SEAT = 0.05


def person_id(number: int) -> str:
    """Id of a person by number, without personal data."""
    return f"P{number:07}"


def people_rows(draft: Draft, free: int) -> Iterator[tuple[object, ...]]:
    """One row per person: team members, then the staff of offices, then other staff of buildings.

    Args:
        draft: The state.
        free: First person number that no team uses.
    """
    for team in draft.all_teams():
        yield from _team_people(draft, team)
    number = free
    for unit_id, name in draft.skeleton.offices:
        dice = draft.dice(f"people of {unit_id}")
        for index in range(OFFICE_STAFF):
            job = f"{name} director" if index == 0 else f"{name} specialist"
            yield _person(draft, number + index, dice, unit_id, job, person_id(number) if index else "")
        number += OFFICE_STAFF
    if draft.options.staff:
        for unit in draft.skeleton.buildings:
            dice = draft.dice(f"staff of {unit.unit_id}")
            manager = _head(draft.heads(unit))
            for index in range(draft.options.staff):
                yield _person(draft, number + index, dice, unit.unit_id, draft.world.staff, manager)
            number += draft.options.staff
    for unit_id in draft.practice.seatless:
        title = _seatless_title(draft, unit_id)
        yield _person(draft, number, draft.dice(f"second leader of {unit_id}"), unit_id, title, "")
        number += 1


def _seatless_title(draft: Draft, unit_id: str) -> str:
    """Title of a region's second leader, who sits on no team."""
    region = next(unit for unit in draft.skeleton.regions if unit.unit_id == unit_id)
    director = next(post for post in draft.implementers(region).posts if post.key == "director")
    return f"Associate {director.title[:1].lower()}{director.title[1:]}"


def _team_people(draft: Draft, team: Team) -> Iterator[tuple[object, ...]]:
    dice = draft.dice(f"people of {team.team_id}")
    manager = _manager(draft, team)
    for post, index, number in team.holders():
        if post.shared and team.leaders is not None:
            continue
        above = manager if post.key not in ("head", "director") else _above(draft, team)
        yield _person(draft, number, dice, team.unit.unit_id, post.job, above, team.left.get((post.key, index)))


def _person(
    draft: Draft, number: int, dice: Dice, unit_id: str, job: str, manager: str, left: date | None = None
) -> tuple[object, ...]:
    who = person_id(number)
    hired = draft.days.back(dice.between(1_600, 6_000))
    return (who, names.person(dice), f"{who.lower()}@{draft.world.mail}", 1.0, hired, left, unit_id, job, manager)


def _head(team: Team) -> str:
    return person_id(team.person("head")) if team.status is not None and "head" not in team.vacant else ""


def _manager(draft: Draft, team: Team) -> str:
    if team.unit.level == "region":
        return person_id(draft.implementers(team.unit).person("director"))
    return _head(draft.heads(team.unit))


def _above(draft: Draft, team: Team) -> str:
    """Who a principal or regional director reports to; superintendents report to nobody on record."""
    parent = team.unit.parent
    return _head(draft.heads(parent)) if parent and parent.level in ("district", "state") and team.type != "DMT" else ""


def role_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """One row per post, filled or vacant."""
    for team in draft.all_teams():
        for post in team.posts:
            deputy = team.role_id(post.deputy) if post.deputy and post.key not in team.unbacked else ""
            # A unit's leader has a post in the unit, whoever sits on the team.
            at = team.unit.unit_id if post.key in ("head", "director") else ""
            yield (
                team.role_id(post.key), post.title, post.code, team.team_id, at, post.function, post.required,
                post.linking, post.authority, _hours(team, post.key, post.fte), deputy, team.vacant.get(post.key),
            )  # fmt: skip
    for unit_id in draft.practice.seatless:
        yield (
            seatless_role(unit_id), _seatless_title(draft, unit_id), "regional_director", None, unit_id, None, None,
            None, None, None, None, None,
        )  # fmt: skip


def seatless_role(unit_id: str) -> str:
    """Id of the role of a region's second leader."""
    return f"{unit_id}-associate"


def _hours(team: Team, key: str, usual: float) -> float:
    return team.hours.get(key, usual) if team.timed else 0.0


def assignment_rows(draft: Draft, free: int) -> Iterator[tuple[object, ...]]:
    """One row per person and post.

    Args:
        draft: The state.
        free: First person number that no team uses: office staff, then staff of buildings, then second leaders.
    """
    for team in draft.all_teams():
        dice = draft.dice(f"assignments of {team.team_id}")
        for post, _, number in team.holders():
            since = draft.days.back(dice.between(240, 1_500))
            yield (
                person_id(number), team.role_id(post.key), _hours(team, post.key, post.fte), since,
                team.work.ends.get(post.key),
                post.key in team.acting, None if team.type in LEADERSHIP else post.core, since + timedelta(days=14),
            )  # fmt: skip
    for team, key, other, seat in draft.seats:
        since = draft.days.back(draft.dice(f"seat {other.role_id(seat)}").between(240, 1_500))
        introduced = since + timedelta(days=14)
        yield person_id(team.person(key)), other.role_id(seat), _SEAT, since, None, False, False, introduced
    last = free + OFFICE_STAFF * len(draft.skeleton.offices) + draft.options.staff * len(draft.skeleton.buildings)
    for number, unit_id in enumerate(draft.practice.seatless, last):
        yield person_id(number), seatless_role(unit_id), None, draft.days.back(900), None, None, None, None
