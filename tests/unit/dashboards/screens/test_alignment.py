"""From view rows to pictures: every count and link lands where it belongs, region numbers are those people say."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards.drawing.inputs import BuildingPicture, DistrictPicture, RegionPicture, StatePicture
from dashboards.screens.alignment.read import Names, read_picture, region_numbers
from dashboards.screens.pictures import support_findings
from dashboards.shell.load_context import LoadContext, load_context_of, stamp_of
from tests.support.views import DAY, Views, link_row

CONTEXT = LoadContext(load="x", as_of=DAY, loaded="all", buildings=3, all_buildings=4, derived=True)


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
    picture = read_picture(CONTEXT, unit, Views())
    assert picture is not None
    assert type(picture) is kind
    assert [step.unit.unit_id for step in picture.path] == path
    assert picture.counts.total == 3


def test_an_unknown_unit_has_no_picture() -> None:
    assert read_picture(CONTEXT, "nobody", Views()) is None


def test_the_state_has_regions_with_districts_and_links_on_each() -> None:
    picture = read_picture(CONTEXT, None, Views())
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
    picture = read_picture(CONTEXT, "R2", Views())
    assert picture is not None
    assert (picture.unit.number, picture.unit.name) == ("2", "Lake")
    assert picture.path[0].unit.number == ""


def test_siblings_stand_in_natural_order() -> None:
    picture = read_picture(CONTEXT, "R2", Views())
    assert picture is not None
    assert (picture.before and picture.before.unit_id, picture.after and picture.after.unit_id) == ("R1", "R10")
    last = read_picture(CONTEXT, "R10", Views())
    assert last is not None
    assert last.after is None


def test_a_building_asks_for_nothing_below_it() -> None:
    views = Views()
    read_picture(CONTEXT, "B1", views)
    assert {name for name, _ in views.asked} == {"way_down", "links_of", "siblings"}


def test_fidelity_is_asked_for_only_where_its_sheet_was_loaded() -> None:
    plain = read_picture(CONTEXT, None, Views())
    assert plain is not None
    assert plain.counts.measured is None
    known = read_picture(LoadContext(load="x", as_of=DAY, loaded="all", sheets=("team_innovations",)), None, Views())
    assert known is not None
    assert known.counts.measured == 1
    assert known.rows[0].counts.measured is None


def test_support_is_counted_for_the_unit_and_told_of_each_link() -> None:
    rows = [
        link_row(unit, state="alive", family="holds", supported=said) for unit, said in (("R1", True), ("R2", False))
    ]
    picture = read_picture(CONTEXT, None, Views(links_below=rows))
    assert picture is not None
    assert (picture.unsupported, picture.unsupported_in_contact) == (3, 2)
    told = {row.unit.unit_id: row.link.supported if row.link else None for row in picture.rows}
    assert told == {"R1": True, "R2": False, "R10": None}
    assert support_findings(picture) == "findings?rule=S-01%2CS-03%2CS-04"
    district = read_picture(
        CONTEXT, "D1", Views(support_missing=[{"kind": "DIT-BIT", "teams": 1, "in_contact": 0, "waiting": 1}])
    )
    assert district is not None
    assert (district.unsupported, district.unsupported_in_contact, district.unsupported_waiting) == (1, 0, 1)
    assert support_findings(district) == "findings?rule=S-01%2CS-03%2CS-04&at=R2"


def test_the_role_that_leads_is_a_title() -> None:
    picture = read_picture(CONTEXT, "D1", Views())
    assert picture is not None
    assert picture.path[2].leader_role == "Superintendent of Elm"


def test_without_a_protocols_sheet_writing_is_not_known() -> None:
    context = LoadContext(load="x", as_of=DAY, loaded="all", writing=False)
    picture = read_picture(context, None, Views())
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
    return {"load_id": "l", "source": "hr", "as_of": DAY, "stamp": "l; lines 1 l", "derived": True, **changes}


def ground_row(**changes: Any) -> dict[str, Any]:
    row = {"state_id": "ST", "sheets": ["units", "teams", "contacts", "protocols"], "sources": ["hr"], "coverage": 0.9}
    return {**row, "buildings": 3, "all_buildings": 4, "unplaced": 1, "scope_given": True, **changes}


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
    assert load_context_of(published(), ground_row(sheets=sheets)).loaded == loaded


def test_the_demo_says_that_it_is_invented() -> None:
    assert load_context_of(published(), ground_row(sources=["demo"])).invented
    assert not load_context_of(published(), ground_row()).invented


def test_a_new_derivation_is_another_stamp() -> None:
    assert stamp_of(published()) != stamp_of(published(stamp="l; lines 2 l"))
    assert stamp_of(published()) == stamp_of(published())
