"""Rows of units, teams and their agreements with one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from loaders.generator.posts import IMPLEMENTATION, LEADERSHIP, TARGETS
from loaders.generator.state import RHYTHM, USUAL, Agreement, Draft, Link, Team

UNITS = ("unit_id", "name", "level", "parent_id", "in_scope", "opened", "closed", "staff_fte", "zone")
TEAMS = (
    "team_id", "name", "type", "unit_id", "kind", "status", "meets_every_days", "decision_rights",
    "works_between_meetings", "chartered_on", "charter_reviewed_on", "stage", "stage_since", "target_outcome",
    "funding_ends", "planned_start", "selection_recorded_on",
)  # fmt: skip
TEAM_LINKS = ("from_team", "to_team", "type", "since", "endorsed_on")
PROTOCOLS = (
    "protocol_id", "from_team", "to_team", "information", "responsible_role", "every_days", "format", "response_days",
    "response_format", "rationale", "since", "revisited_on", "checked_on",
)  # fmt: skip
COLLECTED = ("source", "team_id", "from", "to")
JOINT_WORK = ("unit_a", "unit_b", "why")

_STAGES = ("installation", "initial", "initial", "full")
_IN_TURN = ("full", "initial", "installation")

INNOVATIONS = 3
"""Regions take up the state's innovations in turn."""


def unit_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Units in scope, the state's offices, and buildings out of scope."""
    number, width = 0, len(str(draft.options.other_count))
    for unit in draft.skeleton.state.below():
        dice = draft.dice(f"unit {unit.unit_id}")
        opened = draft.days.back(dice.between(4_000, 20_000))
        staff = dice.between(31, 90) if unit.level == "school" else None
        above, zone = unit.parent.unit_id if unit.parent else "", draft.zones.get(unit.unit_id)
        yield unit.unit_id, unit.name, unit.level, above, True, opened, None, staff, zone
        named = draft.world.buildings(unit.name, unit.others, dice, after=len(unit.children)) if unit.others else ()
        for name in named:
            number += 1
            yield f"N{number:0{width}}", name, "school", unit.unit_id, False, opened, None, None, None
    for unit_id, name in draft.skeleton.offices:
        yield unit_id, f"Office of {name}", "office", draft.skeleton.state.unit_id, False, None, None, None, None
    for unit_id, name, level in draft.odd_units:
        yield unit_id, name, level, "", None, None, None, None, None
    for unit_id, name, district, closed in draft.closed_units:
        yield unit_id, name, "school", district, None, None, closed, None, None


def team_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """One row per team, formed or forming."""
    for team in draft.all_teams():
        dice = draft.dice(f"team {team.team_id}")
        chartered = draft.days.back(dice.between(400, 1_500))
        reviewed, stage = draft.days.back(dice.between(20, 300)), stage_of(draft, team)
        since = draft.days.back(dice.between(90, 380))
        named = team.named or draft.world.team_name(team.unit.level, team.type, team.unit.name)
        aim = TARGETS.get(team.type) if team.aim == USUAL else team.aim
        decides, between = (team.work.decides, team.work.between) if team.active else (None, None)
        yield (
            team.team_id, named, f"{team.code}|{team.also}" if team.also else team.code, team.unit.unit_id,
            "leadership" if team.type in LEADERSHIP else "implementation", team.status,
            team.work.every or RHYTHM, decides, between,
            chartered if team.chartered and team.active else None, reviewed if team.chartered and team.active else None,
            stage if team.active and team.type in IMPLEMENTATION else None, since if team.active else None,
            aim, team.paid_until, team.planned, chartered if team.work.selected and team.active else None,
        )  # fmt: skip
    for team_id, name, kind, unit_id in draft.odd_teams:
        yield team_id, name, kind, unit_id, *(None,) * (len(TEAMS) - 4)


def stage_of(draft: Draft, team: Team) -> str:
    """The stage of an implementation team: of neighboring districts, one is always ahead of the other.

    If a state's cohorts keep to themselves, all districts of a region are at one stage, and each region at its own.
    """
    unit = team.unit
    if team.work.stage:
        return team.work.stage
    if unit.level != "district" or unit.parent is None:
        return draft.dice(f"stage of {team.team_id}").pick(_STAGES)
    regions = draft.skeleton.regions
    at = regions.index(unit.parent)
    place = at // INNOVATIONS if at % INNOVATIONS == draft.apart else unit.parent.children.index(unit)
    return _IN_TURN[place % len(_IN_TURN)]


def team_link_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Who supports whom and who reports to whom."""
    for team in draft.all_teams():
        dice = draft.dice(f"links of {team.team_id}")
        since, endorsed = draft.days.back(dice.between(400, 900)), draft.days.back(dice.between(10, 200))
        for other in team.supported_by:
            if other.status is not None:
                yield other.team_id, team.team_id, "supports", since, endorsed
        for other in team.reports_to:
            if other.status is not None:
                yield team.team_id, other.team_id, "reports_to", since, endorsed


def protocol_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Two rows for each support pair that has both directions in writing."""
    for link in draft.support.values():
        if link.upper.active and link.lower.active:
            if link.agreed_down:
                yield _protocol(draft, link, link.agreed_down, link.upper, link.lower)
            if link.agreed_up:
                yield _protocol(draft, link, link.agreed_up, link.lower, link.upper)


def _protocol(draft: Draft, link: Link, agreed: Agreement, sender: Team, receiver: Team) -> tuple[object, ...]:
    down = sender is link.upper
    protocol_id = f"PR-{link.lower.unit.unit_id}-{'down' if down else 'up'}"
    dice = draft.dice(protocol_id)
    since = draft.days.back(dice.between(330, 700))
    revisited = draft.days.back(dice.between(20, 300))
    late = link.upper.unit.unit_id in draft.practice.unchecked
    checked = draft.days.back(dice.between(400, 450) if late else dice.between(30, 300))
    return (
        protocol_id, sender.team_id, receiver.team_id,
        "Decisions, support and tools" if down else "Progress, data and barriers from practice",
        sender.role_id("lead") if agreed.responsible else None, agreed.every,
        "Call and shared notes" if agreed.form else None,
        10 if agreed.response else None, "Written answer in the shared notes" if agreed.response else None,
        "So that policy and practice learn from each other", since, revisited, checked,
    )  # fmt: skip


def expect_unchecked(draft: Draft) -> None:
    """Expect a finding for each unit whose agreements with the units below were not checked for long."""
    for link in draft.support.values():
        upper = link.upper.unit.unit_id
        agreed = link.upper.active and link.lower.active and (link.agreed_down or link.agreed_up)
        if agreed and upper in draft.practice.unchecked:
            ids = (upper, link.lower.unit.unit_id)
            draft.key.add("F-27", ids, "whether the agreements work was not checked within a year", anchor=upper)


def collected_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Teams whose mail and meetings were received, for the year before the as-of date."""
    for team in draft.all_teams():
        if team.collected and team.active:
            yield "mail and calendars", team.team_id, draft.days.as_of - timedelta(days=365), draft.days.as_of


def joint_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Pairs of offices that must work together."""
    for pair in draft.joint:
        yield pair.one, pair.other, pair.why
