"""What leaders decided: decisions that they review, and policies and practices on which they ask for feedback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator.extras import ExtraSheet
from loaders.generator.state import Draft, Team

CHANGES = ("change_id", "team_id", "kind", "name", "decided_on", "reviewed_on", "feedback_on")


def change_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """A decision and a change of the leaders of the state and of each district."""
    for unit in (draft.skeleton.state, *draft.skeleton.districts):
        team = draft.heads(unit)
        if team.active:
            dice = draft.dice(f"changes of {team.team_id}")
            decided, reviewed = draft.days.back(dice.between(200, 700)), draft.days.back(dice.between(20, 180))
            late = team.team_id in draft.practice.unreviewed
            yield (
                f"CH-{team.team_id}-1", team.team_id, "decision", "Time for coaching in the calendar",
                draft.days.back(dice.between(450, 800)) if late else decided, None if late else reviewed, None,
            )  # fmt: skip
            yield _in_force(draft, team, draft.days.back(dice.between(60, 500)))


def _in_force(draft: Draft, team: Team, decided: date) -> tuple[object, ...]:
    late = team.team_id in draft.practice.unasked
    dice = draft.dice(f"change of {team.team_id}")
    feedback = decided + timedelta(days=dice.between(20, 50))
    policy = team.unit.level == "state"
    return (
        f"CH-{team.team_id}-2", team.team_id, "policy" if policy else "administrative_practice",
        "Reporting on practice" if policy else "Cover for training days",
        draft.days.in_session(dice.between(110, 200)) if late else decided, None, None if late else feedback,
    )  # fmt: skip


SHEETS: tuple[ExtraSheet, ...] = (("changes", CHANGES, change_rows),)
