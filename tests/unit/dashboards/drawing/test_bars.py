"""Bars of buildings leave room for the counts after them."""

from __future__ import annotations

import pytest

from dashboards.drawing.bars import scale_of
from dashboards.drawing.cards import panel
from dashboards.drawing.draw import draw
from dashboards.drawing.inputs import Counts, UnitRef
from tests.support.pictures import Unit, picture_of


def test_how_many_have_not_begun_is_written_at_the_longest_bar_too() -> None:
    top = Unit(UnitRef("S", "Example", "state"))
    region = top.add("region", "Only", "s", number="1")
    for place, many in enumerate((24, 7, 2)):
        region.add("district", f"Town {place}", "s").schools(many)
    picture = picture_of(region)
    drawing = draw(picture, panel(picture).numbers or {}, only_gaps=False)
    assert drawing is not None
    said = {step[3] for step in drawing.back if step[0] == "t"}
    assert {"+24", "+7", "+2"} <= said


@pytest.mark.parametrize(
    ("counts", "scale"),
    [
        ([Counts(6, 3)], 10),  # three cut off fill 30 of 60, six connected their 60
        ([Counts(0, 30)], 2),  # 30 cut off fill the 60 on the left
        ([], 60),
    ],
)
def test_a_bar_without_more_counts_has_all_its_room(counts: list[Counts], scale: float) -> None:
    assert scale_of(counts, 60, 60, 99, 15) == pytest.approx(scale)


def test_where_counts_leave_no_bar_the_bar_stays() -> None:
    assert scale_of([Counts(12345, 0, 12345, 12345)], 60, 60, 99, 15) == pytest.approx(60 / 37035)
