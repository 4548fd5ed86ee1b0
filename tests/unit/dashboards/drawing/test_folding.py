"""Which rows are drawn, which are folded into one, and what a folded row says."""

from __future__ import annotations

import pytest

from dashboards.drawing.folding import MOST, Fold, fold
from dashboards.drawing.inputs import RegionPicture, UnitRef
from dashboards.drawing.layout_state import lanes_of
from dashboards.drawing.payload import View, build_body
from tests.support.pictures import Unit, drawn, labels, picture_of, small_state

STATE = UnitRef("S", "Example", "state")


def _many(count: int) -> tuple[Unit, RegionPicture]:
    top = Unit(STATE)
    region = top.add("region", "Large", number="1")
    for place in range(count):
        code = "wnm.?s"[place % 6].replace(".", "") if place % 3 == 0 else ""
        region.add("district", f"District {place + 1}", code).schools(1 + place % 7)
    picture = picture_of(region)
    assert isinstance(picture, RegionPicture)
    return region, picture


@pytest.mark.parametrize("count", [1, 16, 17, 60, 117])
def test_at_most_sixteen_rows_and_nobody_is_lost(count: int) -> None:
    _, picture = _many(count)
    items = fold(picture.rows)
    assert len(items) <= MOST
    single = [item for item in items if not isinstance(item, Fold)]
    folded = [row for item in items if isinstance(item, Fold) for row in item.rows]
    assert sorted(row.unit.unit_id for row in [*single, *folded]) == sorted(row.unit.unit_id for row in picture.rows)
    assert [int(row.unit.unit_id[3:]) for row in single] == sorted(int(row.unit.unit_id[3:]) for row in single)
    least = min((row.counts.cut_off for row in single), default=0)
    assert all(row.counts.cut_off <= least for row in folded)
    assert len(drawn(picture).targets) >= len(items)


def test_folded_rows_say_what_they_hold() -> None:
    top = Unit(STATE)
    region = top.add("region", "Large", number="1")
    for place in range(91):
        region.add("district", f"District {place + 1}", "p" if place < 12 else "").schools(2)
    items = fold(picture_of(region).rows)
    assert [item.says("district") for item in items if isinstance(item, Fold)] == ["79 more districts: the link holds"]
    assert "79 more districts: the link holds" in labels(drawn(picture_of(region)))


def test_only_gaps_hides_what_has_not_begun_and_says_how_much_is_hidden() -> None:
    state = small_state()
    for region in state.below[1:]:
        region.code = "s"
    picture = picture_of(state)
    lanes = lanes_of(picture, only_gaps=True)
    assert [lane.row.unit.number for lane in lanes if lane.row] == ["1"]
    assert [lane.fold.group for lane in lanes if lane.fold] == ["starting"]
    said = build_body(picture, View(only_gaps=True))["hidden"]
    assert said == "Only gaps are shown. Hidden: 7 regions not begun yet."
    assert build_body(picture)["hidden"] == ""


def test_only_gaps_says_how_many_lines_hold_and_are_hidden() -> None:
    region = picture_of(small_state().below[2])
    assert build_body(region, View(only_gaps=True))["hidden"] == (
        "Only gaps are shown. Hidden: 4 districts whose line holds and 1 district not begun yet."
    )
    assert build_body(picture_of(small_state()), View(only_gaps=True))["hidden"] == ""


def test_only_gaps_hides_what_holds_and_keeps_the_order() -> None:
    picture = picture_of(small_state().below[2])
    items = fold(picture.rows, only_gaps=True)
    assert [item.unit.unit_id for item in items if not isinstance(item, Fold)] == ["R3D2", "R3D5", "R3D6"]
    assert [(item.group, len(item.rows)) for item in items if isinstance(item, Fold)] == [("starting", 1), ("holds", 4)]
    state = lanes_of(picture_of(small_state()), only_gaps=True)
    assert [lane.row.unit.number for lane in state if lane.row] == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_below_a_gap_only_the_own_link_counts_for_folding() -> None:
    picture = picture_of(small_state().below[5])
    items = fold(picture.rows, only_gaps=True, broken_above=True)
    assert [item.unit.unit_id for item in items if not isinstance(item, Fold)] == ["R6D6"]
