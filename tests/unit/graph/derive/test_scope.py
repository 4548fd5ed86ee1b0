"""Which units are in scope, and which pairs their teams must form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.steps.required_pairs import Formed, Pair, Team, required_pairs
from graph.derive.steps.scope import Unit, Units, scope_of
from graph.profile.profile import Profile

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)
BEFORE, AFTER = date(2026, 5, 2), date(2026, 5, 4)


def state(**changes: dict[str, Any]) -> Units:
    """A state with a region of two districts: D1 has two buildings, D2 one; an office stands beside them."""
    rows = {
        "S": {"level": "state"},
        "O": {"level": "office", "parent": "S"},
        "R": {"level": "region", "parent": "S"},
        "D1": {"level": "district", "parent": "R"},
        "D2": {"level": "district", "parent": "R"},
        "B1": {"level": "school", "parent": "D1"},
        "B2": {"level": "school", "parent": "D1"},
        "B3": {"level": "school", "parent": "D2"},
    }
    for unit_id, fields in changes.items():
        rows.setdefault(unit_id, {}).update(fields)
    return {unit_id: Unit(unit_id, **fields) for unit_id, fields in rows.items()}  # type: ignore[arg-type]


def scope(**changes: dict[str, Any]) -> Units:
    return scope_of(state(**changes), AS_OF, "school")


def scoped(**changes: dict[str, Any]) -> str:
    return " ".join(unit_id for unit_id, unit in scope(**changes).items() if unit.scoped)


EVERYTHING = "S O R D1 D2 B1 B2 B3"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, EVERYTHING),
        ({"D1": {"in_scope": True}}, "S R D1 B1 B2"),
        ({"B1": {"in_scope": True}}, "S R D1 B1"),
        ({"S": {"in_scope": True}, "D1": {"in_scope": False}}, "S O R D2 B3"),
        ({"S": {"in_scope": True}, "D1": {"in_scope": False}, "B2": {"in_scope": True}}, "S O R D1 D2 B2 B3"),
        ({"R": {"in_scope": True}, "B1": {"in_scope": False}}, "S R D1 D2 B2 B3"),
        # Only "no" was said: everything else still counts.
        ({"D2": {"in_scope": False}}, "S O R D1 B1 B2"),
        ({"D1": {"in_scope": True}, "B2": {"closed": AS_OF}}, "S R D1 B1"),
        ({"D1": {"in_scope": True}, "B2": {"closed": AFTER}}, "S R D1 B1 B2"),
        ({"B2": {"in_scope": True, "opened": AFTER}}, ""),
        ({"B2": {"in_scope": True, "opened": AS_OF}}, "S R D1 B2"),
        # A closed district never counts, even over an open building in scope.
        ({"D1": {"closed": BEFORE}, "B1": {"in_scope": True}}, "S R B1"),
        ({"S": {"parent": "B1"}}, EVERYTHING),  # a circle in the sheet ends somewhere
        ({"B1": {"parent": "B1"}}, EVERYTHING),
        ({"B1": {"parent": "nowhere"}}, EVERYTHING),
    ],
)
def test_scope(changes: dict[str, dict[str, Any]], expected: str) -> None:
    assert scoped(**changes) == expected


def test_buildings_below_and_the_day_scope_begins() -> None:
    units = scope(B2={"in_scope": False}, D1={"scope_from": AFTER}, B1={"scope_from": BEFORE})
    assert {unit_id: unit.buildings for unit_id, unit in units.items()} == {
        "S": 2,
        "O": 0,
        "R": 2,
        "D1": 1,
        "D2": 1,
        "B1": 1,
        "B2": 0,
        "B3": 1,
    }
    assert [units[unit_id].scope_from for unit_id in ("R", "D1", "B1", "B2")] == [None, AFTER, BEFORE, AFTER]


PARENTS = st.lists(st.none() | st.integers(0, 11), min_size=1, max_size=12)


@settings(deadline=None)
@given(data=st.data(), parents=PARENTS)
def test_scope_by_definition(data: st.DataObject, parents: list[int | None]) -> None:
    level = st.sampled_from(["state", "region", "district", "school", "office"])
    units: Units = {}
    for at, over in enumerate(parents):
        parent = None if over is None or over >= at else str(over)  # a forest
        flag = data.draw(st.sampled_from([None, None, True, False]))
        closed = data.draw(st.sampled_from([None, None, None, BEFORE]))
        units[str(at)] = Unit(str(at), data.draw(level), parent, in_scope=flag, closed=closed)

    def way(unit_id: str | None) -> list[str]:
        return [] if unit_id is None else [unit_id, *way(units[unit_id].parent)]

    def said(unit_id: str) -> bool:
        values = [units[each].in_scope for each in way(unit_id) if units[each].in_scope is not None]
        return bool(values[0]) if values else not any(unit.in_scope for unit in units.values())

    def own(unit_id: str) -> bool:
        return units[unit_id].closed is None and said(unit_id)

    found = scope_of(units, AS_OF, "school")
    for unit_id in units:
        below = [each for each in units if unit_id in way(each)]
        assert found[unit_id].scoped == (units[unit_id].closed is None and any(own(each) for each in below))
        assert found[unit_id].buildings == sum(
            bool(found[each].scoped) for each in below if units[each].level == "school"
        )


# Required pairs ----------------------------------------------------------------------------------------------------


def team(team_id: str, unit: str, status: str = "active", planned: date | None = None) -> Team:
    """`D1:DIT|DMT` is a team of both types."""
    return Team(team_id, tuple(team_id.rpartition(":")[2].split("|")), status, planned, unit)


def pairs(units: Units, *teams: Team) -> dict[str, Pair]:
    return {pair.link_id: pair for pair in required_pairs(units, teams, PROFILE, AS_OF)}


def test_every_unit_in_scope_against_the_tier_above_and_its_own_leadership() -> None:
    assert list(pairs(scope())) == [
        *("SIT-SMT:S", "SIT-RIT:R"),
        *("RIT-DIT:D1", "DIT-DMT:D1", "RIT-DIT:D2", "DIT-DMT:D2"),
        *("DIT-BIT:B1", "BIT-BMT:B1", "DIT-BIT:B2", "BIT-BMT:B2", "DIT-BIT:B3", "BIT-BMT:B3"),
    ]


def test_a_unit_out_of_scope_owes_nothing() -> None:
    assert not any("B2" in link_id for link_id in pairs(scope(B2={"in_scope": False})))


@pytest.mark.parametrize(
    ("changes", "there", "not_there"),
    [
        ({"D1": {"parent": "S"}}, "SIT-DIT:D1", "RIT-DIT:D1"),
        ({"D1": {"parent": "O"}}, "SIT-DIT:D1", "RIT-DIT:D1"),  # an office between is no tier
        ({"O": {"parent": "R"}, "D1": {"parent": "O"}}, "RIT-DIT:D1", "SIT-DIT:D1"),
        ({"D1": {"parent": None}}, "DIT-DMT:D1", "SIT-DIT:D1"),
        ({"B1": {"parent": "R"}}, "BIT-BMT:B1", "DIT-BIT:B1"),
        ({"B1": {"parent": "B2"}}, "DIT-BIT:B1", "BIT-BIT:B1"),
        ({"D1": {"parent": "D2"}}, "RIT-DIT:D1", "SIT-DIT:D1"),
        ({"D1": {"level": None}}, "RIT-DIT:D2", "DIT-BIT:B1"),
    ],
)
def test_trees_of_every_shape(changes: dict[str, dict[str, Any]], there: str, not_there: str) -> None:
    found = pairs(scope(**changes))
    assert there in found
    assert not_there not in found


def test_the_ends_of_a_pair() -> None:
    found = pairs(
        scope(),
        *(team("R:RIT", "R"), team("D1:DIT", "D1"), team("other:DIT", "D1"), team("D1:DMT", "D1", "inactive")),
        *(team("B1:BIT", "D1"), team("B1:BMT", "B1")),
    )
    link = found["RIT-DIT:D1"]
    assert (link.upper.teams, link.lower.teams, link.no_team) == (("R:RIT",), ("D1:DIT", "other:DIT"), None)
    assert (link.upper.unit, link.lower.unit, link.group, link.buildings) == ("R", "D1", "support", 2)
    assert found["RIT-DIT:D2"].no_team == "lower"
    assert found["SIT-RIT:R"].no_team == "upper"
    leadership = found["DIT-DMT:D1"]  # an inactive team is none
    assert (leadership.no_team, leadership.upper.unit, leadership.missing) == (
        "upper",
        "D1",
        frozenset({("D1", "DMT")}),
    )
    assert found["DIT-BIT:B1"].no_team == "lower"  # a building's team recorded at the district of two buildings
    assert found["DIT-BIT:B3"].no_team == "both"
    assert found["DIT-BIT:B3"].missing == {("D2", "DIT"), ("B3", "BIT")}


@pytest.mark.parametrize(
    ("planned", "formed"),
    [(AFTER, Formed.STARTING), (AS_OF, Formed.STARTING), (BEFORE, Formed.MISSING), (None, Formed.STARTING)],
)
def test_a_forming_team_is_starting_within_its_planned_date(planned: date | None, formed: Formed) -> None:
    link = pairs(scope(), team("R:RIT", "R"), team("D1:DIT", "D1", "forming", planned))["RIT-DIT:D1"]
    assert (link.lower.formed, link.lower.teams, link.planned) == (formed, ("D1:DIT",), planned)
    assert link.no_team == "lower"


def test_an_active_team_stands_before_a_forming_one() -> None:
    both = (team("new:DIT", "D1", "forming", AFTER), team("old:DIT", "D1"))
    link = pairs(scope(), *both)["RIT-DIT:D1"]
    assert (link.lower.formed, link.lower.teams, link.planned) == (Formed.ACTIVE, ("old:DIT",), None)


@pytest.mark.parametrize(("begins", "formed"), [(AFTER, Formed.STARTING), (AS_OF, Formed.MISSING)])
def test_a_unit_whose_scope_begins_later_is_starting_with_all_below(begins: date, formed: Formed) -> None:
    found = pairs(scope(D1={"scope_from": begins}), team("R:RIT", "R"))
    assert found["RIT-DIT:D1"].lower.formed == formed
    assert found["DIT-BIT:B1"].lower.formed == formed
    assert found["RIT-DIT:D2"].lower.formed == Formed.MISSING


def test_one_team_may_carry_both_types() -> None:
    link = pairs(scope(), team("D1:DIT|DMT", "D1"))["DIT-DMT:D1"]
    assert link.one_team
    assert not pairs(scope(), team("D1:DIT", "D1"), team("D1:DMT", "D1"))["DIT-DMT:D1"].one_team


@pytest.mark.parametrize("unit", ["D2", "B3"])
def test_the_one_team_of_a_district_with_one_building_stands_at_both_ends(unit: str) -> None:
    found = pairs(scope(), team("R:RIT", "R"), team("x:DIT|BIT", unit))
    assert found["DIT-BIT:B3"].one_team
    assert found["RIT-DIT:D2"].no_team is None


@pytest.mark.parametrize(("leaders", "served"), [("D2:DMT", "D2"), ("B3:BMT", "B3")])
def test_who_leads_the_one_team_leads_it_for_both(leaders: str, served: str) -> None:
    found = pairs(scope(), team("x:DIT|BIT", "D2"), team(leaders, served))
    assert found["BIT-BMT:B3"].upper.teams == found["DIT-DMT:D2"].upper.teams == (leaders,)
    both = pairs(scope(), team("x:DIT|BIT", "D2"), team("D2:DMT", "D2"), team("B3:BMT", "B3"))
    assert both["BIT-BMT:B3"].upper.teams == both["DIT-DMT:D2"].upper.teams == ("B3:BMT", "D2:DMT")
    apart = pairs(scope(), team("D2:DIT", "D2"), team("B3:BIT", "B3"), team("D2:DMT", "D2"))
    assert apart["BIT-BMT:B3"].no_team == "upper"


def test_a_district_of_two_buildings_needs_teams_of_its_own_unless_it_is_small() -> None:
    combined = team("x:DIT|BIT", "D1")
    assert pairs(scope(), combined)["DIT-BIT:B1"].no_team == "lower"
    assert pairs(scope(D1={"staff_fte": 30}), combined)["DIT-BIT:B1"].no_team == "lower"
    assert pairs(scope(D1={"staff_fte": 29.5}), combined)["DIT-BIT:B1"].one_team


def test_a_combined_team_takes_no_place_that_another_holds() -> None:
    link = pairs(scope(), team("x:DIT|BIT", "D2"), team("own:BIT", "B3"))["DIT-BIT:B3"]
    assert link.lower.teams == ("own:BIT",)
    assert not link.one_team
