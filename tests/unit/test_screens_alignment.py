"""From view rows to pictures: every count and link lands where it belongs, region numbers are those people say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboards.picture.inputs import BuildingPicture, DistrictPicture, RegionPicture, StatePicture
from dashboards.screens.alignment_data import Names, read_picture, region_numbers
from dashboards.shell.ground import Ground, ground_of, stamp_of

DAY = date(2026, 10, 31)
GROUND = Ground(load="x", as_of=DAY, loaded="all", buildings=3, all_buildings=4, derived=True)
LEVELS = {"ST": "state", "R1": "region", "R2": "region", "R10": "region", "D1": "district", "B1": "school"}
ABOVE = {"R1": "ST", "R2": "ST", "R10": "ST", "D1": "R2", "B1": "D1"}
NAMES = {
    "ST": "Tamarack",
    "R1": "Region 1 North",
    "R2": "Region 2 Lake",
    "R10": "Region 10 Far",
    "D1": "Elm",
    "B1": "Oak",
}


def unit_row(unit_id: str, **extra: Any) -> dict[str, Any]:
    counts = {"connected": 1, "cut_off": 2, "starting": 0, "cant_tell": 0, "both_ways": 1, "weak": 0}
    known = {"reaches_region": 2, "engaged": 1, "engaged_known": 1}
    return {"unit_id": unit_id, "name": NAMES[unit_id], "level": LEVELS[unit_id], **counts, **known, **extra}


def link_row(unit_id: str, **extra: Any) -> dict[str, Any]:
    upper = extra.pop("upper", ABOVE.get(unit_id, unit_id))
    ends = {
        "upper_id": upper, "upper": NAMES[upper], "upper_level": LEVELS[upper],
        "lower_id": unit_id, "lower": NAMES[unit_id], "lower_level": LEVELS[unit_id],
    }  # fmt: skip
    blank = dict.fromkeys(("no_team", "planned", "last_contact", "days_since", "agreed_on", "covered"))
    values = {"state": "paper", "family": "gap", "rhythm": 30, "protocols": 2, "people": 0, "single": False}
    sizes = {"cuts_off": 2, "reconnects": 1, "buildings": 3}
    return {"link_id": f"X:{upper}:{unit_id}", "kind": "X", **ends, **blank, **values, **sizes, **extra}


class Views:
    """Rows of invented views; notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, name: str, **given: Any) -> list[dict[str, Any]]:
        self.asked.append((name, given))
        made: list[dict[str, Any]] = getattr(self, name)(**given)
        return made

    def way_down(self, unit: str | None) -> list[dict[str, Any]]:
        if unit is not None and unit not in LEVELS:
            return []
        way: list[dict[str, Any]] = []
        at = unit or "ST"
        while at:
            way.insert(0, unit_row(at, leader="Superintendent of Elm" if at == "D1" else None))
            at = ABOVE.get(at, "")
        return way

    def units_below(self, unit: str | None, depth: int) -> list[dict[str, Any]]:
        if depth == 2:
            return [unit_row(child, parent_id=parent) for child, parent in ABOVE.items() if parent in {"ST", "R2"}]
        return [unit_row(child, parent_id=parent) for child, parent in ABOVE.items() if parent == unit]

    def links_of(self, units: list[str]) -> list[dict[str, Any]]:
        return [*(link_row(unit) for unit in units if unit in ABOVE), link_row("ST", upper="ST", state="missing")]

    def links_below(self, unit: str | None, depth: int) -> list[dict[str, Any]]:
        below = [row["unit_id"] for row in self.units_below(unit, depth)]
        return [*(link_row(each) for each in below), *(link_row(each, upper=each) for each in below)]

    def repairs_below(self, unit: str | None) -> list[dict[str, Any]]:
        assert unit != "B1"
        return [link_row("R2", list="gap", total=9), link_row("D1", list="single", total=1, single=True)]

    def siblings(self, unit: str) -> list[dict[str, Any]]:
        return [unit_row(each) for each, above in ABOVE.items() if above == ABOVE[unit]]

    def not_counted(self, unit: str | None) -> list[dict[str, Any]]:
        assert unit != "B1"
        return [{"unit_id": "D9", "name": "Gone", "level": "district", "reason": "closed"}]


@pytest.mark.parametrize(
    ("unit", "kind", "path"),
    [
        (None, StatePicture, ["ST"]),
        ("R2", RegionPicture, ["ST", "R2"]),
        ("D1", DistrictPicture, ["ST", "R2", "D1"]),
        ("B1", BuildingPicture, ["ST", "R2", "D1", "B1"]),
    ],
)
def test_the_place_decides_which_picture_it_is(unit: str | None, kind: type, path: list[str]) -> None:
    picture = read_picture(GROUND, unit, Views())
    assert picture is not None
    assert type(picture) is kind
    assert [step.unit.unit_id for step in picture.path] == path
    assert picture.counts.total == 3


def test_an_unknown_unit_has_no_picture() -> None:
    assert read_picture(GROUND, "nobody", Views()) is None


def test_the_state_has_regions_with_districts_and_links_on_each() -> None:
    picture = read_picture(GROUND, None, Views())
    assert picture is not None
    regions = {row.unit.unit_id: row for row in picture.rows}
    assert set(regions) == {"R1", "R2", "R10"}
    district = regions["R2"].children[0]
    assert district.unit.unit_id == "D1"
    assert district.link is not None
    assert district.link.upper.unit_id == "R2"
    assert district.leaders is not None
    assert district.leaders.leadership
    assert picture.path[0].leaders is not None
    assert picture.repairs.gap_count == 9
    assert picture.repairs.singles[0].single
    assert picture.outside[0][1] == "closed"


def test_regions_are_called_by_their_numbers_without_saying_them_twice() -> None:
    picture = read_picture(GROUND, "R2", Views())
    assert picture is not None
    assert (picture.unit.number, picture.unit.name) == ("2", "Lake")
    assert picture.path[0].unit.number == ""


def test_siblings_stand_in_natural_order() -> None:
    picture = read_picture(GROUND, "R2", Views())
    assert picture is not None
    assert (picture.before and picture.before.unit_id, picture.after and picture.after.unit_id) == ("R1", "R10")
    last = read_picture(GROUND, "R10", Views())
    assert last is not None
    assert last.after is None


def test_a_building_asks_for_nothing_below_it() -> None:
    views = Views()
    read_picture(GROUND, "B1", views)
    assert {name for name, _ in views.asked} == {"way_down", "links_of", "siblings"}


def test_the_role_that_leads_is_a_title() -> None:
    picture = read_picture(GROUND, "D1", Views())
    assert picture is not None
    assert picture.path[2].leader_role == "Superintendent of Elm"


def test_without_a_protocols_sheet_writing_is_not_known() -> None:
    ground = Ground(load="x", as_of=DAY, loaded="all", writing=False)
    picture = read_picture(ground, None, Views())
    assert picture is not None
    assert picture.rows[0].link is not None
    assert picture.rows[0].link.protocols is None
    assert not picture.facts.writing


@pytest.mark.parametrize(
    ("regions", "numbers"),
    [
        ([("ESC-01", "Region 1 Edinburg"), ("ESC-20", "Region 20 San Antonio")], {"ESC-01": "1", "ESC-20": "20"}),
        ([("N", "Network 3"), ("M", "Network 14")], {"N": "3", "M": "14"}),
        ([("north", "North"), ("south", "South")], {}),
        ([("A1", "One"), ("B1", "Another")], {}),
        ([], {}),
    ],
)
def test_region_numbers(regions: list[tuple[str, str]], numbers: dict[str, str]) -> None:
    assert region_numbers(regions) == numbers


def test_a_region_that_is_only_a_number_keeps_its_name() -> None:
    names = Names([("R1", "Region 1"), ("R2", "Region 2")])
    assert names.unit("R1", "Region 1", "region").name == "Region 1"


def published(**changes: Any) -> dict[str, Any]:
    return {"load_id": "l", "source": "hr", "as_of": DAY, "stamp": "l; lines 1 l", **changes}


def ground_row(**changes: Any) -> dict[str, Any]:
    row = {"state_id": "ST", "sheets": ["units", "teams", "contacts", "protocols"], "sources": ["hr"], "coverage": 0.9}
    return {**row, "buildings": 3, "all_buildings": 4, "scope_given": True, "derived": True, **changes}


@pytest.mark.parametrize(
    ("sheets", "loaded"),
    [
        (["people"], "nothing"),
        (["units"], "units"),
        (["units", "teams"], "teams"),
        (["units", "teams", "link_checks"], "all"),
        (["units", "teams", "meetings"], "all"),
        (["units", "teams", "contacts"], "all"),
    ],
)
def test_what_is_loaded_decides_what_a_page_can_say(sheets: list[str], loaded: str) -> None:
    assert ground_of(published(), ground_row(sheets=sheets)).loaded == loaded


def test_the_demo_says_that_it_is_invented() -> None:
    assert ground_of(published(), ground_row(sources=["demo"])).invented
    assert not ground_of(published(), ground_row()).invented


def test_a_new_derivation_is_another_stamp() -> None:
    assert stamp_of(published()) != stamp_of(published(stamp="l; lines 2 l"))
    assert stamp_of(published()) == stamp_of(published())
