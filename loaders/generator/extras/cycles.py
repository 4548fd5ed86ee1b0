"""Improvement cycles: plan, do, study, act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator.extras import ExtraSheet
from loaders.generator.posts import IMPLEMENTATION
from loaders.generator.state import Draft

CYCLES = ("cycle_id", "team_id", "planned_on", "done_on", "studied_on", "acted_on")


def cycle_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """One cycle of each implementation team above the buildings, and of one building team in four."""
    for team in draft.all_teams():
        if not team.active or team.type not in IMPLEMENTATION:
            continue
        dice = draft.dice(f"cycle of {team.team_id}")
        halfway = team.team_id in draft.practice.halfway
        if team.unit.level == "school" and not dice.chance(0.25) and not halfway:
            continue
        planned = draft.days.back(dice.between(20, 320))
        done = planned + timedelta(days=dice.between(15, 30))
        studied = done + timedelta(days=dice.between(7, 20))
        acted = studied + timedelta(days=dice.between(5, 15))
        if halfway:
            done = draft.days.in_session(dice.between(70, 150))
            yield f"CY-{team.team_id}", team.team_id, done - timedelta(days=20), done, None, None
        else:
            yield f"CY-{team.team_id}", team.team_id, planned, *_known(draft, done, studied, acted)


def _known(draft: Draft, *days: date) -> Iterator[date | None]:
    for day in days:
        yield day if day <= draft.days.as_of else None


SHEETS: tuple[ExtraSheet, ...] = (("cycles", CYCLES, cycle_rows),)
