"""Barriers and facilitators that teams raised, their way up the line, and who may decide what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator.extras import ExtraSheet
from loaders.generator.seeded_random import Dice
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft, Team
from loaders.generator.world import TYPES

BARRIERS = (
    "barrier_id", "team_id", "raised_on", "source", "kind", "theme", "category", "level_needed", "resolved_on",
    "reported_back_on",
)  # fmt: skip
ESCALATIONS = ("barrier_id", "team_id", "received_on", "passed_on", "answered_on")
AUTHORITY = ("team_id", "category")
SKILLS = ("team_id", "skill", "holders", "as_of")
INNOVATIONS = (
    "innovation_id", "name", "class", "described", "functions_defined", "operational", "fidelity_measured",
)  # fmt: skip
AUTHORITY = ("team_id", "category")
SKILLS = ("team_id", "skill", "holders", "as_of")
INNOVATIONS = (
    "innovation_id", "name", "class", "described", "functions_defined", "operational", "fidelity_measured",
)  # fmt: skip

# Which team decides on what.
_DECIDES = {"SMT": ("data", "policy"), "RIT": ("materials",), "DMT": ("time", "staffing"), "BMT": ("schedule",)}


def _raisers(draft: Draft) -> Iterator[tuple[Team, Dice, int]]:
    """One building team in four has raised one or two barriers this year."""
    for unit in draft.skeleton.buildings:
        dice, team = draft.dice(f"barriers of {unit.unit_id}"), draft.implementers(unit)
        if team.active and dice.chance(0.25):
            for number in range(dice.between(1, 2)):
                yield team, dice, number


def _course(draft: Draft) -> Iterator[tuple[tuple[object, ...], list[tuple[object, ...]]]]:
    """A barrier's row and the rows of its path up the line."""
    for team, dice, number in _raisers(draft):
        asked = dice.pick(draft.world.barriers)
        theme, category, level = asked.theme, asked.category, asked.level
        raised = draft.days.back(dice.between(15, 300))
        barrier = f"BR-{team.unit.unit_id}-{number + 1}"
        on_way: list[tuple[object, ...]] = []
        received, answered = raised, None
        for handler in _handlers(draft, team.unit, level):
            received += timedelta(days=dice.between(1, 6))
            last = handler.unit.level == level
            answered = _known(draft, received + timedelta(days=dice.between(3, 30))) if last else None
            passed = None if last else _known(draft, received + timedelta(days=1))
            if received > draft.days.as_of:
                break
            on_way.append((barrier, handler.team_id, received, passed, answered))
        closed = _known(draft, answered + timedelta(days=5)) if answered else None
        yield (
            (
                barrier, team.team_id, raised, dice.pick(("inside", "inside", "inside", "family", "community")),
                "barrier" if dice.chance(0.85) else "facilitator", theme, category, level, closed,
                _known(draft, closed + timedelta(days=4)) if closed and dice.chance(0.8) else None,
            ),
            on_way,
        )  # fmt: skip


def _known(draft: Draft, day: date) -> date | None:
    """A day, or None if it is in the future."""
    return day if day <= draft.days.as_of else None


def _handlers(draft: Draft, unit: Unit, level: str) -> Iterator[Team]:
    """Teams up the line to the level that decides; the path ends at a missing team."""
    at: Unit | None = unit
    while at is not None:
        team = draft.implementers(at)
        if not team.active:
            return
        yield team
        if at.level == level:
            return
        at = at.parent


def barrier_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Barriers and facilitators raised by building teams."""
    return (barrier for barrier, _ in _course(draft))


def escalation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which teams they reached, when, and when an answer went back."""
    return (step for _, steps in _course(draft) for step in steps)


def authority_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which team may decide what."""
    for team in draft.all_teams():
        if team.active:
            decides = [team.type] if draft.world.led(team.unit.level) else TYPES[team.unit.level]
            for category in (one for part in decides for one in _DECIDES.get(part, ())):
                yield team.team_id, category


SHEETS: tuple[ExtraSheet, ...] = (
    ("barriers", BARRIERS, barrier_rows),
    ("escalations", ESCALATIONS, escalation_rows),
    ("authority", AUTHORITY, authority_rows),
)
