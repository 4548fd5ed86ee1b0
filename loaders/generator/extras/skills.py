"""Skills on the teams."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.extras import ExtraSheet
from loaders.generator.state import Draft

SKILLS = ("team_id", "skill", "holders", "as_of")
INNOVATIONS = (
    "innovation_id", "name", "class", "described", "functions_defined", "operational", "fidelity_measured",
)  # fmt: skip

_SKILLS = ("innovation", "implementation_science", "improvement_cycles", "systems_change")


def skill_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """How many people on each state, region and district team hold a skill: two or three, in a healthy state."""
    for team in draft.all_teams():
        if team.active and team.type in ("SIT", "RIT", "DIT"):
            dice = draft.dice(f"skills of {team.team_id}")
            for number, skill in enumerate(_SKILLS):
                alone = team.one_holder and number <= len(_SKILLS) // 2
                yield team.team_id, skill, 1 if alone else dice.between(2, 3), draft.days.back(60)


SHEETS: tuple[ExtraSheet, ...] = (("team_skills", SKILLS, skill_rows),)
