"""Sheets to fill in, with the ids already there: what is missing is asked where its absence is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.model.sheets import SHEETS

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


def _form(sheet: str, known: Iterable[dict[str, object]]) -> Form:
    columns = tuple(SHEETS[sheet].columns)
    return columns, [tuple(row.get(name) for name in columns) for row in known]
