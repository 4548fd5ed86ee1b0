"""Whose contacts are known: what the sheet of what was collected says of a team, it says of its members."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from graph.derive.read.contacts import read_records
from graph.derive.step import Work
from graph.derive.steps.contacts import Evidence, read_evidence
from graph.derive.steps.levels import read_levels
from graph.derive.steps.scope import read_units
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile
from tests.unit.graph.derive.test_team_contacts import records

AS_OF = date(2026, 10, 31)
# P1, of a team whose records were never received, writes to nobody and is written to by P0 and P2.
GIVEN = records([(0, 1, 3, 1.0), (2, 1, 3, 1.0), (2, 3, 3, 1.0), (4, 5, 400, 1.0)])
TEAMS = {"received": frozenset({"P0", "P2"}), "never": frozenset({"P1", "P2"})}


def known(collected: dict[str, list[tuple[int | None, int | None]]] | None) -> str:
    """The people whose contacts are known, of P0 to P5; P3 to P5 are on no team."""
    evidence = Evidence(members=TEAMS, seen={"P0": 3, "P1": 3, "P2": 3}, collected=collected)
    kept = {read_records: GIVEN, read_evidence: evidence, read_units: ({}, {})}
    work: Any = SimpleNamespace(
        keep=kept.__getitem__, profile=Profile.load("education"), calendar=SchoolCalendar(AS_OF), as_of=AS_OF
    )
    covered = read_levels(cast("Work", work)).covered
    return " ".join(f"P{at}" for at in range(6) if covered[at])


def test_to_be_named_by_others_is_to_be_known_only_where_no_sheet_says_more() -> None:
    assert known(None) == "P0 P1 P2 P3"
    assert known({"received": [(None, None)]}) == "P0 P2 P3"


def test_someone_on_several_teams_is_known_through_any_of_them() -> None:
    assert known({"never": [(None, None)]}) == "P1 P2 P3"
    assert known({}) == "P3"
