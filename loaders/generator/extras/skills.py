"""Skills on the teams."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.extras import ExtraSheet
from loaders.generator.state import Draft

TEAM_SKILLS = ("team_id", "skill", "holders", "as_of")
SKILLS = ("innovation", "implementation_science", "improvement_cycles", "systems_change")


def skill_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """How many people on each state, region and district team hold a skill: two or three, in a healthy state."""
    for team in draft.all_teams():
        if team.active and team.type in ("SIT", "RIT", "DIT"):
            dice = draft.dice(f"skills of {team.team_id}")
            for skill in SKILLS:
                given = team.work.holders.get(skill)
                yield team.team_id, skill, dice.between(2, 3) if given is None else given, draft.days.back(60)


SHEETS: tuple[ExtraSheet, ...] = (("team_skills", TEAM_SKILLS, skill_rows),)
