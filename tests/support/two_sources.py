"""Two sources that state the same roles: what each says, month by month, and what a reader of plain names must find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.loading_help import PEOPLE, ROLES, TEAMS, UNITS

SHEETS = {"units": UNITS, "people": PEOPLE, "teams": TEAMS, "roles": ROLES}
HEAD = "person_id,role_id,fte,since,until,core\n"


@dataclass(frozen=True)
class Said:
    """One load.

    Attributes:
        source: Name of its source.
        as_of: Its date.
        assignments: Rows of its assignments.
        shown: Each HOLDS: person, source whose word it is, share of time, core.
        also: Sources of each ALSO_HOLDS, by person.
        former: Each FORMERLY_HOLDS: person and source.
    """

    source: str
    as_of: str
    assignments: str
    shown: list[tuple[str, str, float | None, bool | None]]
    also: list[tuple[str, str]]
    former: list[tuple[str, str]]

    @property
    def sheets(self) -> dict[str, str]:
        """The sheets of the load, by name."""
        return {**SHEETS, "assignments": HEAD + self.assignments}


MONTHS = (
    Said(
        "hr",
        "2026-09-01",
        "p1,r1,0.5,2026-01-01,,\np2,r2,1,2025-08-01,,\n",
        [("p1", "hr", 0.5, None), ("p2", "hr", 1.0, None)],
        [],
        [],
    ),
    # The same two, a month later: the later word counts, and what it leaves blank is filled.
    Said(
        "sis",
        "2026-10-01",
        "p1,r1,,2026-01-01,,true\np2,r2,0.8,2025-08-01,,\n",
        [("p1", "sis", 0.5, True), ("p2", "sis", 0.8, None)],
        [("p1", "hr"), ("p2", "hr")],
        [],
    ),
    # The first source no longer knows p2: the other still does, so p2 holds the role.
    Said(
        "hr",
        "2026-11-01",
        "p1,r1,0.6,2026-01-01,,\n",
        [("p1", "hr", 0.6, True), ("p2", "sis", 0.8, None)],
        [("p1", "sis"), ("p2", "hr")],
        [],
    ),
    # The last that stated p2 does no longer; another first day is another fact.
    Said(
        "sis",
        "2026-12-01",
        "p1,r1,,2026-03-01,,\n",
        [("p1", "hr", 0.6, None), ("p1", "sis", None, None)],
        [("p1", "sis")],
        [("p2", "hr"), ("p2", "sis")],
    ),
)


def told(rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """What a graph says, as `Said` has it: rows have type, person, source, fte and core."""
    named = sorted(rows, key=lambda row: (row["person"], row["source"]))
    shown = [(row["person"], row["source"], row["fte"], row["core"]) for row in named if row["type"] == "HOLDS"]
    also, former = (
        [(row["person"], row["source"]) for row in named if row["type"] == kind]
        for kind in ("ALSO_HOLDS", "FORMERLY_HOLDS")
    )
    return shown, also, former
