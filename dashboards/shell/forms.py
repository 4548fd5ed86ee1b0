"""Sheets to fill in, with the ids already there: what is missing is asked where its absence is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.model.sheets import SHEETS

if TYPE_CHECKING:
    from graph.profile.profile import Profile

Form = tuple[tuple[str, ...], list[tuple[object, ...]]]
"""Columns of a sheet, and its rows."""


def check_form(pairs: Iterable[tuple[str, str]], as_of: date | None) -> Form:
    """The sheet `link_checks` with two rows for each pair, one for each team to fill in.

    Args:
        pairs: Ids of the upper and the lower team.
        as_of: Date of the records, to which the form adds.
    """
    known = [
        {"from_team": upper, "to_team": lower, "period_end": as_of, "confirmed_by_team": team}
        for upper, lower in pairs
        for team in (upper, lower)
    ]
    return _form("link_checks", known)


def team_form(units: Iterable[Mapping[str, Any]], profile: Profile) -> Form:
    """The sheet `teams` with one row for each unit: the implementation team that is expected there, without an id.

    A row without an id is set aside, so that a form loaded as it is claims no team.

    Args:
        units: unit_id, name and level of the units.
        profile: Says which team is expected at which level.
    """
    expected = {each.level: each for each in reversed(profile.team_types) if each.kind == "implementation"}
    known = [
        {
            "unit_id": unit["unit_id"],
            "name": f"{unit['name'] or unit['unit_id']}, {expected[unit['level']].name}",
            "type": expected[unit["level"]].type,
        }
        for unit in units
        if unit["level"] in expected
    ]
    return _form("teams", known)


def _form(sheet: str, known: Iterable[Mapping[str, object]]) -> Form:
    columns = tuple(SHEETS[sheet].columns)
    return columns, [tuple(row.get(name) for name in columns) for row in known]
