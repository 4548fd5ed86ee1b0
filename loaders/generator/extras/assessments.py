"""Assessments of the state, regions and districts, and surveys of district teams: codes and points, no items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator.extras import ExtraSheet
from loaders.generator.seeded_random import Dice
from loaders.generator.state import Draft, Team

ASSESSMENTS = ("assessment_id", "unit_id", "team_id", "instrument", "version", "held_on", "subscale", "score", "out_of")

INSTRUMENTS = {"SIT": "SCA", "RIT": "RCA", "DIT": "DCA"}
"""By the type of the team that answers it; buildings are not assessed."""
SURVEY = "ITS"
_VERSION = "1"
_POINTS = {"": 52, "S1": 20, "S2": 16, "S3": 16}
_SURVEY_POINTS = 84
_HALF_YEAR = 175


def assessment_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Two assessments of every unit above the buildings, half a year apart, and a survey of every district team."""
    for team in draft.all_teams():
        if team.active and team.type in INSTRUMENTS and not team.number:
            dice = draft.dice(f"assessments of {team.team_id}")
            yield from _of_unit(draft, team, dice)
            if team.type == "DIT":
                yield _survey(draft, team, dice)
    for unit_id in (one for one, outcome in draft.assessed.items() if outcome == "without_team"):
        dice = draft.dice(f"assessments of {unit_id}")
        yield from _rows(unit_id, INSTRUMENTS["DIT"], draft.days.back(dice.between(20, 120)), dice, (85, 95))


def _of_unit(draft: Draft, team: Team, dice: Dice) -> Iterator[tuple[object, ...]]:
    """The last assessment and the one before: much alike, and above the line, unless a defect says otherwise."""
    unit_id, outcome = team.unit.unit_id, draft.assessed.get(team.unit.unit_id)
    instrument, ago = INSTRUMENTS[team.type], dice.between(20, 140)
    last = draft.days.in_session(ago + 230) if outcome == "late" else draft.days.back(ago)
    usual = (85, 95)
    shares = {"low": (40, 60), "lower": (60, 70)}.get(outcome or "", usual)
    yield from _rows(unit_id, instrument, last - timedelta(days=_HALF_YEAR), dice, usual, earlier=True)
    yield from _rows(unit_id, instrument, last, dice, shares)


def _rows(
    unit_id: str, instrument: str, held: date, dice: Dice, shares: tuple[int, int], *, earlier: bool = False
) -> Iterator[tuple[object, ...]]:
    """The whole and its parts, each with a share of its points between two limits."""
    for part, points in _POINTS.items():
        if earlier and part:
            continue
        which = f"{'earlier' if earlier else 'last'}{f'-{part}' if part else ''}"
        reached = -(-points * dice.between(*shares) // 100)
        yield f"A-{unit_id}-{which}", unit_id, None, instrument, _VERSION, held, part, reached, points


def _survey(draft: Draft, team: Team, dice: Dice) -> tuple[object, ...]:
    shares = (45, 60) if draft.assessed.get(team.team_id) == "low" else (75, 95)
    reached, held = _SURVEY_POINTS * dice.between(*shares) // 100, draft.days.back(dice.between(20, 160))
    return f"A-{team.team_id}", None, team.team_id, SURVEY, _VERSION, held, "", reached, _SURVEY_POINTS


SHEETS: tuple[ExtraSheet, ...] = (("assessments", ASSESSMENTS, assessment_rows),)
