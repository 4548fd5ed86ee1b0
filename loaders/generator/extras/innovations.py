"""The innovations of the state, and how far each team is with its own."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.extras import ExtraSheet
from loaders.generator.posts import IMPLEMENTATION
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft
from loaders.generator.structure import stage_of

INNOVATIONS = (
    "innovation_id", "name", "class", "described", "functions_defined", "operational", "fidelity_measured",
)  # fmt: skip
TEAM_INNOVATIONS = (
    "team_id", "innovation_id", "stage", "since", "fidelity", "as_of", "staff_expected", "staff_supported",
    "fidelity_measured_on", "outcome_reviewed_on",
)  # fmt: skip


def innovation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """The three innovations of the state."""
    for innovation_id, name, kind in draft.world.innovations:
        yield innovation_id, name, kind, True, True, True, True


def innovation_of(draft: Draft, unit: Unit) -> str:
    """The innovation that a unit works on: its region's; the state's is the first."""
    while unit.parent is not None and unit.parent.parent is not None:
        unit = unit.parent
    at = draft.skeleton.regions.index(unit) if unit.parent is not None else 0
    return draft.world.innovations[at % len(draft.world.innovations)][0]


def team_innovation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which innovation each implementation team works on, and its stage."""
    for team in draft.all_teams():
        if not team.active or team.type not in IMPLEMENTATION:
            continue
        dice = draft.dice(f"innovations of {team.team_id}")
        innovations, staff = team.innovations or (innovation_of(draft, team.unit),), dice.between(12, 40)
        measured = draft.days.back(dice.between(10, 85)) if team.type == "BIT" and dice.chance(0.55) else None
        for innovation in innovations:
            yield (
                team.team_id, innovation, stage_of(draft, team), draft.days.back(dice.between(120, 700)),
                dice.between(55, 95) / 100 if measured else None, draft.days.back(10), staff,
                staff * dice.between(5, 10) // 10, measured, draft.days.back(dice.between(20, 200)),
            )  # fmt: skip


SHEETS: tuple[ExtraSheet, ...] = (
    ("innovations", INNOVATIONS, innovation_rows),
    ("team_innovations", TEAM_INNOVATIONS, team_innovation_rows),
)
