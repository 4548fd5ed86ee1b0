"""Where things stand: the closed form, the order of siblings, folding, and that no two labels touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboards.drawing.draw import draw
from dashboards.drawing.drawing import Drawing
from dashboards.drawing.fonts import cut, width_of, wrap
from dashboards.drawing.inputs import Facts, Step, UnitRef
from dashboards.drawing.layout_state import form_of, lanes_of
from tests.support.pictures import (
    TODAY,
    Unit,
    drawn,
    eastlake,
    labels,
    large_state,
    one_building,
    picture_of,
    row_of,
    small_state,
)

STATE = UnitRef("S", "Example", "state")


def place_of(drawing: Drawing, text: str) -> tuple[object, object]:
    return next((step[1], step[2]) for step in drawing.back if step[0] == "t" and step[3] == text)


def _boxes(drawing: Drawing) -> list[tuple[float, float, float, float, str]]:
    """Every label and every mark with the room it takes."""
    out = []
    for step in drawing.back:
        if step[0] == "t":
            _, x, y, text, size, weight, _, anchor, _ = step
            wide = width_of(text, size, weight)  # type: ignore[arg-type]
            left = {"s": x, "m": x - wide / 2, "e": x - wide}[anchor]  # type: ignore[index, operator]
            out.append((left, y - 0.4 * size, left + wide, y + 0.36 * size, text))  # type: ignore[operator]
    for node in drawing.nodes.values():
        if node.mark.steps:
            r = 9.5 if node.mark.kind.startswith("number") else float(node.mark.kind.rsplit(".", 1)[1])
            out.append((node.x - r, node.y - r, node.x + r, node.y + r, f"<{node.mark.kind}>"))
    return out  # type: ignore[return-value]


def _touching(drawing: Drawing) -> Iterator[str]:
    boxes = _boxes(drawing)
    for place, (left, top, right, bottom, text) in enumerate(boxes):
        if left < -1 or right > drawing.width + 1 or top < -1 or bottom > drawing.height + 1:
            yield f"{text} leaves the drawing"
        for other in boxes[:place]:
            if left < other[2] - 0.5 and other[0] < right - 0.5 and top < other[3] - 0.5 and other[1] < bottom - 0.5:
                yield f"{text} touches {other[4]}"


def _stress() -> Unit:
    """Long names and every state in every place."""
    top = Unit(UnitRef("S", "W" * 300, "state"), leaders="p")
    codes = "pnw1?dums"
    for i in range(9):
        region = top.add("region", "WMWM " * 60, codes[i], number=str(1000 + i))
        for j in range(10):
            district = region.add("district", "Wagga " * 50, codes[(i + j) % 9], "m" if j % 2 else "")
            district.schools(120 if j == 3 else 3, codes[j % 9] * 3)
    return top


def _without_regions() -> Unit:
    top = Unit(STATE, leaders="m")
    for place, code in enumerate(["", "", "p", "w", "1", "n"]):
        top.add("district", f"District {place + 1}", code).schools(6, ".d")
    return top


def _mixed() -> Unit:
    top = small_state()
    top.add("district", "Charter One").schools(3)
    top.below[0].add("school", "Direct School", "d")
    top.below[0].add("school", "Other Direct School", "m")
    return top


def _single() -> Unit:
    top = Unit(STATE)
    top.add("region", "Only", "m", number="1").add("district", "Solo").schools(1)
    return top


def _everything(top: Unit) -> Iterator[Unit]:
    """The state, and the first and last of everything below."""
    yield top
    for child in {id(each): each for each in (*top.below[:1], *top.below[2:3], *top.below[-1:])}.values():
        yield from _everything(child)


@pytest.mark.parametrize("world", [small_state, _stress, _without_regions, _mixed, _single])
@pytest.mark.parametrize("loaded", ["all", "teams", "units"])
def test_no_label_touches_another(world: object, loaded: str) -> None:
    for unit in _everything(world()):  # type: ignore[operator]
        picture = picture_of(unit, Facts(as_of=TODAY, loaded=loaded, all_buildings=999))  # type: ignore[arg-type]
        for only_gaps in (False, True):
            assert not list(_touching(drawn(picture, only_gaps=only_gaps))), unit.ref


@pytest.mark.slow
def test_no_label_touches_another_at_full_size() -> None:
    top = large_state()
    for unit in (top, top.below[9], top.below[10].below[4]):
        assert not list(_touching(drawn(picture_of(unit)))), unit.ref


def test_beads_stand_where_the_closed_form_puts_them() -> None:
    picture = picture_of(small_state())
    drawing = drawn(picture)
    assert (drawing.width, drawing.height) == (900, 36 + 8 * 55 + 6)
    for lane, row in enumerate(lanes_of(picture)):
        assert row.row is not None
        y = 36 + 55 * (lane + 0.5)
        node = drawing.nodes[row.row.unit.unit_id]
        assert (node.x, node.y) == (180, y - 8)
        assert node.mark.kind.endswith(".9")
        for j, child in enumerate(row.beads):
            bead = drawing.nodes[child.unit.unit_id]
            assert (bead.x, bead.y) == (344 + 22 * j, y + 12)
            r = round(5 + min(5, 1.1 * child.counts.total**0.5), 1)
            assert bead.mark.kind.endswith(f".{r:g}")
    middle = 36 + 8 * 55 / 2
    assert (drawing.nodes["S"].x, drawing.nodes["S"].y) == (46, middle + 34)
    assert (drawing.nodes[" L:S"].x, drawing.nodes[" L:S"].y) == (46, middle - 46)
    assert place_of(drawing, "1 North Shore") == (194, 63.5 - 20)


def test_a_badge_and_a_number_share_a_link() -> None:
    drawing = drawn(picture_of(small_state()))
    number, badge = drawing.nodes[" #1"], drawing.nodes[" 1:SIT-RIT:R6"]
    assert (number.x, badge.x) == (123, 145)
    assert number.y == badge.y
    assert drawing.nodes[" 0:SIT-RIT:R5"].x == 134


@pytest.mark.slow
def test_strips_at_full_size() -> None:
    picture = picture_of(large_state())
    drawing = drawn(picture)
    assert form_of(lanes_of(picture)) == (22, False)
    assert drawing.height == 36 + 20 * 22 + 6
    assert drawing.nodes["R20"].y == 36 + 22 * 19.5
    assert drawing.nodes["R20"].mark.kind.endswith(".7.5")
    boxes = [step for step in drawing.back if step[0] == "b" and step[2] == 36 + 22 * 9.5 - 7.5 and step[1] == 330]
    holds = sum(row.link is not None and row.link.family == "holds" for row in lanes_of(picture)[9].beads)
    assert [step[3] for step in boxes] == [round(holds * 190 / 117, 1)]


@pytest.mark.parametrize(("regions", "height"), [(1, 55), (4, 55), (8, 55), (11, 40), (12, 36), (20, 22), (40, 22)])
def test_height_of_lanes(regions: int, height: int) -> None:
    top = Unit(STATE)
    for number in range(regions):
        top.add("region", f"Region {number}", number=str(number + 1)).add("district", "One").schools(1)
    picture = picture_of(top)
    assert form_of(lanes_of(picture)) == (height, height >= 40)
    assert drawn(picture).height >= 36 + regions * height + 6


def test_region_rows() -> None:
    drawing = drawn(picture_of(small_state().below[2]))
    for place in range(8):
        circle, square = drawing.nodes[f"R3D{place + 1}"], drawing.nodes[f" L:R3D{place + 1}"]
        assert (circle.x, circle.y) == (304, 42 + 55 * (place + 0.5))
        assert (square.x, square.y) == (366, circle.y)
    assert (drawing.nodes["R3"].x, drawing.nodes["R3"].y) == (158, 42 + 220)
    assert place_of(drawing, "Cedar District 2") == (386, 42 + 55 * 1.5 - 9)
    assert drawing.nodes[" 0:RIT-DIT:R3D2"].x == 257


def test_district_rows() -> None:
    drawing = drawn(picture_of(eastlake(small_state())))
    assert drawing.height == 42 + 14 * 31 + 6
    first = drawing.nodes["R3D1B1"]
    assert (first.x, first.y) == (386, 42 + 31 / 2)
    assert drawing.nodes[" L:R3D1B1"].x == 444
    assert [drawing.nodes[key].x for key in ("S", "R3", "R3D1")] == [46, 146, 242]
    assert (drawing.nodes[" #1"].x, drawing.nodes[" #1"].y) == (194, drawing.nodes["R3D1"].y + 24)


def test_one_building_has_a_column_per_tier() -> None:
    building = one_building(small_state())
    drawing = drawn(picture_of(building))
    assert (drawing.width, drawing.height) == (1232, 372)
    ids = [unit.ref.unit_id for unit in building.line()]
    assert [(drawing.nodes[key].x, drawing.nodes[key].y) for key in ("S", *ids)] == [
        (112, 232), (412, 232), (712, 232), (1012, 232)]  # fmt: skip
    panels = [step for step in drawing.back if step[0] == "b"]
    assert [(step[1], step[2], step[3], step[4]) for step in panels] == [(562 - 94, 34, 188, 322)]
    assert "The line breaks here" in labels(drawing)
    assert drawing.nodes[f" 0:RIT-DIT:{ids[1]}"].mark.kind == "cross.gap.17"


def test_teams_after_the_break_are_grey_and_their_links_keep_their_state() -> None:
    building = one_building(small_state())
    drawing = drawn(picture_of(building))
    region, district, school = (unit.ref.unit_id for unit in building.line())
    looks = [drawing.nodes[key].mark.kind.split(".")[1] for key in ("S", region, district, school, f" L:{school}")]
    assert looks == ["formed", "formed", "cut_off", "cut_off", "cut_off"]
    last = next(edge for edge in drawing.edges if (edge.start, edge.end) == (district, school))
    assert last.stroke.role == "holds"
    leaders = next(edge for edge in drawing.edges if edge.start == f" L:{school}")
    assert (leaders.stroke.role, leaders.stroke.dash) == ("weak", (11, 5))


def test_a_tier_that_is_missing_by_design_is_no_gap() -> None:
    top = _without_regions()
    building = top.below[0].below[0]
    drawing = drawn(picture_of(building))
    assert drawing.width == 932
    assert "Region" not in labels(drawing)
    assert "The line breaks here" not in labels(drawing)
    assert "Region" not in labels(drawn(picture_of(top)))
    assert "Region" not in labels(drawn(picture_of(top.below[0])))


def test_districts_without_a_region_get_a_lane_of_their_own() -> None:
    drawing = drawn(picture_of(_mixed()))
    assert "Without a region" in labels(drawing)
    assert "SD9" not in drawing.edges[0].start
    assert drawing.nodes["D9"].x == 344


def test_beads_below_a_gap_are_grey_but_keep_their_own_cross() -> None:
    drawing = drawn(picture_of(small_state()))
    looks = [drawing.nodes[f"R6D{place}"].mark.kind.split(".")[1] for place in range(1, 8)]
    assert looks == ["cut_off"] * 5 + ["missing", "cut_off"]


def test_only_owners_of_numbered_gaps_are_red() -> None:
    drawing = drawn(picture_of(small_state()))
    red = {str(step[3]) for step in drawing.back if step[0] == "t" and step[6] == "gap"}
    assert red == {"cut off", "3 Cedar Valley", "4 Capital", "Implementation", "team"}


def test_three_largest_counts_are_bold() -> None:
    drawing = drawn(picture_of(small_state()))
    bold = [
        step[3] for step in drawing.back if step[0] == "t" and step[5] == 700 and re.fullmatch(r"\d+", str(step[3]))
    ]
    assert sorted(map(int, bold), reverse=True) == [54, 20, 11]  # type: ignore[arg-type]


def test_a_unit_keeps_its_place_whatever_its_state() -> None:
    top = small_state()
    before = drawn(picture_of(top))
    for region in top.below:
        region.code = "m" if not region.code else ""
        for district in region.below:
            district.code = "" if district.code else "p"
    after = drawn(picture_of(top))
    for key, node in before.nodes.items():
        if key.startswith("R"):
            assert (after.nodes[key].x, after.nodes[key].y) == (node.x, node.y)


def test_the_same_picture_is_drawn_the_same() -> None:
    picture = picture_of(small_state())
    turned = replace(picture, rows=tuple(reversed(picture.rows)))
    assert drawn(picture) == drawn(turned)


def test_nothing_loaded_is_not_drawn() -> None:
    picture = replace(picture_of(small_state()), facts=Facts(loaded="nothing"))
    assert draw(picture, {}) is None


def test_units_without_teams_are_named_without_shapes() -> None:
    top = small_state()
    for unit in (top, top.below[2], top.below[2].below[0], one_building(top)):
        drawing = drawn(picture_of(unit, Facts(loaded="units")))
        assert not [node for node in drawing.nodes.values() if node.mark.steps], unit.ref
        assert labels(drawing)


def test_teams_without_contacts_have_no_bars_and_no_shares() -> None:
    drawing = drawn(picture_of(small_state(), Facts(loaded="teams")))
    assert not [text for text in labels(drawing) if text.endswith("%")]
    assert "cut off" not in labels(drawing)
    assert drawing.nodes["R1"].mark.steps


def test_empty_units_do_not_fail() -> None:
    top = Unit(STATE)
    assert labels(drawn(picture_of(top)))
    region = top.add("region", "Empty", number="1")
    district = region.add("district", "Empty, too")
    for unit in (top, region, district):
        assert not list(_touching(drawn(picture_of(unit))))


def test_a_row_without_a_link_is_named() -> None:
    picture = picture_of(small_state().below[0])
    bare = replace(picture, rows=tuple(replace(row, link=None, leaders=None) for row in picture.rows))
    assert "North District 1" in labels(drawn(bare))
    assert drawn(replace(bare, path=(Step(STATE), Step(picture.unit)))).nodes["R1"]


def test_every_target_leads_back_to_the_state() -> None:
    top = small_state()
    for unit in (top, top.below[2], top.below[2].below[0], one_building(top)):
        drawing = drawn(picture_of(unit))
        for target in drawing.targets.values():
            seen = target
            for _ in range(6):
                if not seen.parent:
                    break
                seen = drawing.targets[seen.parent]
            assert seen.key == "S"
            assert len(target.says.split("\n")) == 2


def test_gaps_can_be_walked_by_size() -> None:
    drawing = drawn(picture_of(small_state()))
    gaps = sorted((target.gap for target in drawing.targets.values() if target.gap), reverse=True)
    assert gaps[:2] == [54, 19]


def test_rows_of_the_builder_add_up() -> None:
    for region in small_state().below:
        row = row_of(region, deep=True)
        assert row.counts.total == len(region.buildings())
        assert sum(child.counts.total for child in row.children) == row.counts.total


def test_text_is_measured_and_cut_to_its_room() -> None:
    assert width_of("Cedar Valley", 15, 700) == pytest.approx(82.4, abs=0.5)
    name = "Weatherford Independent School District"
    short = cut(name, 136, 15, 700)
    assert short.endswith("…")
    assert width_of(short, 15, 700) <= 136
    assert name.startswith(short[:-1])
    assert cut("Capital", 136, 15, 700) == "Capital"
    assert width_of(cut("字" * 10**6, 100, 14), 14) <= 100
    assert wrap("State Implementation Team", 110, 2, 14, 700) == ["State", "Implementatio…"]
