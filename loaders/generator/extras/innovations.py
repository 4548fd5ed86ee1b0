"""The innovations of the state, and how far each team is with its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loaders.generator.extras import ExtraSheet
from loaders.generator.posts import IMPLEMENTATION
from loaders.generator.seeded_random import Dice
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft, Team
from loaders.generator.structure import stage_of

INNOVATIONS = (
    "innovation_id", "name", "class", "described", "functions_defined", "operational", "fidelity_measured",
)  # fmt: skip
TEAM_INNOVATIONS = (
    "team_id", "innovation_id", "stage", "since", "fidelity", "as_of", "staff_expected", "staff_supported",
    "fidelity_measured_on", "outcome_reviewed_on",
)  # fmt: skip


def innovation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """The innovations that teams of the state work on, and those that none does."""
    used = {innovation for team in _working(draft) for innovation in _of_team(draft, team)}
    for innovation_id, name, kind in (*draft.world.innovations, *draft.unused):
        if innovation_id in used or (innovation_id, name, kind) in draft.unused:
            lacking = draft.undefined.get(innovation_id, frozenset())
            yield innovation_id, name, kind, *(column not in lacking for column in INNOVATIONS[3:])


def _working(draft: Draft) -> Iterator[Team]:
    """Implementation teams that work on an innovation."""
    for team in draft.all_teams():
        if team.active and team.type in IMPLEMENTATION and team.work.uses:
            yield team


def _of_team(draft: Draft, team: Team) -> tuple[str, ...]:
    return team.innovations or (innovation_of(draft, team.unit),)


def innovation_of(draft: Draft, unit: Unit) -> str:
    """The innovation that a unit works on: its region's; the state's is the first."""
    while unit.parent is not None and unit.parent.parent is not None:
        unit = unit.parent
    at = draft.skeleton.regions.index(unit) if unit.parent is not None else 0
    return draft.world.innovations[at % len(draft.world.innovations)][0]


def team_innovation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which innovation each implementation team works on, and its stage."""
    for team in _working(draft):
        dice, stage = _dice(draft, team), stage_of(draft, team)
        innovations, staff = _of_team(draft, team), _staff(dice)
        measured = _measured_on(draft, team, dice)
        for innovation in innovations:
            yield (
                team.team_id, innovation, stage, _since(draft, team, stage, dice.between(120, 700)),
                dice.between(55, 95) / 100 if measured else None, draft.days.back(10), staff,
                staff * dice.between(5, 10) // 10, measured, draft.days.back(dice.between(20, 200)),
            )  # fmt: skip


def _dice(draft: Draft, team: Team) -> Dice:
    return draft.dice(f"innovations of {team.team_id}")


def _staff(dice: Dice) -> int:
    return dice.between(12, 40)


def measures(draft: Draft, team: Team) -> bool:
    """Whether the team has measured fidelity: about half of the building teams."""
    dice = _dice(draft, team)
    _staff(dice)
    return _measures(team, dice)


def _measures(team: Team, dice: Dice) -> bool:
    return team.type == "BIT" and dice.chance(0.55)


def _measured_on(draft: Draft, team: Team, dice: Dice) -> date | None:
    """Ten to forty days ago, unless a defect says otherwise."""
    if not _measures(team, dice):
        return None
    recent = draft.days.back(10 + (dice.between(10, 85) - 10) * 30 // 75)
    return recent if team.work.measured is None else draft.days.in_session(team.work.measured)


def _since(draft: Draft, team: Team, stage: str, days: int) -> date:
    """Less than a year in an early stage, less than two years in a later one, unless a defect says otherwise."""
    usual = days if stage in ("initial", "full") else 100 + days // 3
    return draft.days.back(usual if team.work.staged is None else team.work.staged)


SHEETS: tuple[ExtraSheet, ...] = (
    ("innovations", INNOVATIONS, innovation_rows),
    ("team_innovations", TEAM_INNOVATIONS, team_innovation_rows),
)
