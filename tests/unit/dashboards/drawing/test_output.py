"""What leaves the picture: scene, SVG, table, CSV, exported file; small and harmless whatever a name holds."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from dashboards.drawing.assets import loader, read_library, script
from dashboards.drawing.cards import panel
from dashboards.drawing.draw import draw
from dashboards.drawing.export import export_html
from dashboards.drawing.folding import Fold, fold
from dashboards.drawing.glyphs import badge, person, stroke_of, team
from dashboards.drawing.inputs import Facts, UnitRef
from dashboards.drawing.legend import legend_name, legends
from dashboards.drawing.palette import DARK, LIGHT
from dashboards.drawing.payload import View, build_body, file_name
from dashboards.drawing.scene import build_network, build_scene
from dashboards.drawing.svg import draw_mark, write_svg
from dashboards.drawing.table import csv_text, html_of, members, table_of
from tests.support.pictures import (
    FAMILY,
    TODAY,
    WORDS,
    Unit,
    eastlake,
    large_state,
    link_of,
    one_building,
    picture_of,
    small_state,
)

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028 \" ' & {{x}} \u202e]]>"
FOREIGN = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)


def _hostile() -> Unit:
    top = Unit(UnitRef("S", HOSTILE, "state"))
    region = top.add("region", HOSTILE, "p", number=HOSTILE, unit_id=HOSTILE)
    district = region.add("district", HOSTILE, "w", unit_id="=cmd|' /C calc'!A0")
    district.add("school", "\ud800" + HOSTILE * 10_000, "n", "m")
    return top


def _pictures() -> list[Unit]:
    top = small_state()
    hostile = _hostile()
    return [
        top,
        top.below[2],
        eastlake(top),
        one_building(top),
        *(hostile, hostile.below[0], hostile.below[0].below[0], hostile.below[0].below[0].below[0]),
    ]


def _scene(unit: Unit) -> dict[str, object]:
    picture = picture_of(unit)
    drawing = draw(picture, panel(picture).numbers or {})
    assert drawing is not None
    return build_scene(drawing)


@pytest.mark.slow
def test_pyvis_keeps_every_edge_and_nothing_moves() -> None:
    picture = picture_of(small_state())
    drawing = draw(picture, panel(picture).numbers or {})
    assert drawing is not None
    network = build_network(drawing)
    assert len(network.edges) == len(drawing.edges)
    assert len(network.nodes) == len(drawing.nodes)
    assert network.options["physics"] == {"enabled": False}
    assert network.options["edges"]["smooth"] is False
    assert {"dragNodes", "dragView", "zoomView"} <= {
        key for key, on in network.options["interaction"].items() if not on
    }
    assert all("x" in node and "y" in node for node in network.nodes)


def test_scene_refers_only_to_what_it_carries() -> None:
    for unit in _pictures():
        scene = _scene(unit)
        ids = {node["id"] for node in scene["nodes"]}  # type: ignore[attr-defined]
        keys = {target["key"] for target in scene["targets"]}  # type: ignore[attr-defined]
        assert {edge["from"] for edge in scene["edges"]} | {edge["to"] for edge in scene["edges"]} <= ids  # type: ignore[attr-defined]
        assert {node["kind"] for node in scene["nodes"]} == set(scene["marks"])  # type: ignore[attr-defined, call-overload]
        assert {node["target"] for node in scene["nodes"] if node.get("target")} <= keys  # type: ignore[attr-defined]
        roles = set(re.findall(r'"(?:role|fill|stroke)": "(\w+)"', json.dumps(scene)))
        assert roles <= set(LIGHT)


def test_odd_ids_are_not_taken_for_parts_of_the_drawing() -> None:
    top = Unit(UnitRef("S", "x", "state"))
    for number, unit_id in enumerate(("#1", "L:S", "fold:holds", "0:SIT-RIT:#1", "96,56")):
        top.add("region", "y", "p", number=str(number + 1), unit_id=unit_id).add("district", "z").schools(2)
    scene = _scene(top)
    ids = [node["id"] for node in scene["nodes"]]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
    regions = [node for node in scene["nodes"] if node["id"] in {row.ref.unit_id for row in top.below}]  # type: ignore[attr-defined]
    assert {node["kind"] for node in regions} == {"circle.cut_off.9"}


def test_every_colour_role_exists_in_both_themes() -> None:
    assert set(LIGHT) == set(DARK)
    for unit in _pictures():
        scene = _scene(unit)
        steps = [*scene["back"], *(step for steps in scene["marks"].values() for step in steps)]  # type: ignore[attr-defined, misc]
        for step in steps:
            used = {"p": step[2:4], "t": step[6:7], "b": [step[5], step[6], step[9]] if len(step) > 9 else []}[step[0]]
            assert {role for role in used if role} <= set(LIGHT), step


def test_messages_stay_small() -> None:
    top, large = small_state(), large_state()
    sizes = {
        unit.ref.unit_id: len(json.dumps(build_body(picture_of(unit))))
        for unit in (top, top.below[2], eastlake(top), one_building(top), large, large.below[9])
    }
    assert max(sizes.values()) < 90_000, sizes


def test_a_hostile_name_is_cut_before_it_is_sent() -> None:
    for unit in _pictures()[4:]:
        body = build_body(picture_of(unit), View(still=True))
        assert len(json.dumps(body)) < 60_000
        shown = [body["headline"], body["lead"], body["panel"], body["table"], body["scene"]["back"], body["csv"]]
        shown += [target["says"] for target in body["scene"]["targets"]]
        # Ids are kept as they were given, because they lead back; as JSON they are plain ASCII.
        for card in body["panel"]["cards"]:
            card.pop("key", None)
        assert not {"\u2028", "\u202e", "\ud800"} & set(json.dumps(shown, ensure_ascii=False))


def test_svg_is_well_formed_and_carries_no_markup_from_names() -> None:
    for unit in _pictures():
        picture = picture_of(unit)
        drawing = draw(picture, panel(picture).numbers or {})
        assert drawing is not None
        root = ET.fromstring(write_svg(drawing))  # noqa: S314 - our own text
        tags = {element.tag.rsplit("}", 1)[1] for element in root.iter()}
        assert tags <= {"svg", "defs", "pattern", "g", "path", "rect", "text", "title", "use"}
        used = {element.get("href", "")[1:] for element in root.iter() if element.tag.endswith("use")}
        assert used <= {element.get("id", "") for element in root.iter()}
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_every_link_state_has_its_line_and_its_badge() -> None:
    kinds = set()
    for code, state in WORDS.items():
        if code in {"n", "1"}:
            continue
        unit = Unit(UnitRef("S", "x", "state")).add("region", "y", code)
        link = link_of(unit)
        assert link is not None
        assert link.family == FAMILY[state]
        stroke = stroke_of(link)
        kinds.add((stroke.role, stroke.dash, stroke.width))
    assert len(kinds) == 7


def test_marks_differ_from_each_other() -> None:
    looks = ["formed", "starting", "missing", "cut_off", "weak", "broken", "cant_tell"]
    drawn = [draw_mark(team("circle", 8, look)) for look in looks]  # type: ignore[arg-type]
    drawn += [draw_mark(badge(name, "gap")) for name in ("speech", "right", "left", "clock", "page", "cross", "ask")]
    drawn += [draw_mark(person()), draw_mark(team("square", 8, "formed"))]
    assert len(set(drawn)) == len(drawn)


def test_table_has_the_rows_of_the_drawing_in_its_order() -> None:
    picture = picture_of(small_state())
    table = table_of(picture)
    assert [line.cells[0] for line in table.lines][1:3] == ["Region 1 North Shore", "Region 2 Lake Country"]
    assert {len(line.cells) for line in table.lines} == {len(table.columns)}
    heads = [text for text, _ in table.columns]
    parts = [heads.index(text) for text in ("Connected", "Cut off", "Not begun", "Can't tell")]
    own = table.lines[0]
    for place in parts:
        assert sum(int(line.cells[place]) for line in table.lines[1:]) == int(own.cells[place])
    assert sum(int(own.cells[place]) for place in parts) == picture.counts.total


def test_table_of_every_picture() -> None:
    for unit in _pictures():
        picture = picture_of(unit)
        for table in (table_of(picture), table_of(picture, only_gaps=True), table_of(picture, whole=True)):
            assert {len(line.cells) for line in table.lines if not line.section} == {len(table.columns)}


def test_units_that_are_not_counted_stand_last() -> None:
    picture = replace(picture_of(small_state().below[0]), outside=((UnitRef("X", "Old School", "school"), "closed"),))
    lines = table_of(picture).lines
    assert [line.cells[0] for line in lines[-2:]] == ["Not counted", "Old School"]
    assert lines[-1].cells[1] == "Closed"


def test_members_of_a_folded_row() -> None:
    picture = picture_of(large_state().below[9])
    groups = [item for item in fold(picture.rows) if isinstance(item, Fold)]
    table = members(groups[-1], picture)
    assert len(table.lines) == len(groups[-1].rows) > 50
    assert all(line.at and line.at[0] == "R10" for line in table.lines)
    body = build_body(picture, View(opened=groups[-1].key))
    assert len(body["fold"]["rows"]) == len(table.lines)
    assert "fold" not in build_body(picture, View(opened=" fold:nothing"))


def test_html_table_is_escaped() -> None:
    for unit in _pictures()[4:]:
        text = html_of(table_of(picture_of(unit)))
        assert "<script" not in text
        assert "<img" not in text
        ET.fromstring(text)  # noqa: S314 - our own text


def test_csv_can_be_read_back_and_holds_every_unit() -> None:
    picture = picture_of(large_state().below[9])
    rows = list(csv.reader(io.StringIO(csv_text(table_of(picture, whole=True)))))
    assert len(rows) == 1 + 2 + 117
    hostile = picture_of(_hostile().below[0].below[0])
    for row in csv.reader(io.StringIO(csv_text(table_of(hostile)))):
        assert not [cell for cell in row if cell[:1] in set("=+@\t\r") or cell[:2] == "-c"]


def test_legends() -> None:
    top = small_state()
    names = [legend_name(picture_of(unit)) for unit in (top, top.below[0], eastlake(top), one_building(top))]
    assert names == ["beads", "region", "district", "building"]
    assert legend_name(picture_of(top), beads=False) == "strips"
    assert legend_name(picture_of(top, Facts(loaded="units"))) == ""
    for name, text in legends().items():
        ET.fromstring(f"<div>{text}</div>")  # noqa: S314 - our own text
        assert "nothing in writing" in text, name
        for color in re.findall(r"#[0-9A-F]{6}", text):
            assert color in LIGHT.values()


def test_assets_stay_in_the_house() -> None:
    assert "sourceMappingURL" not in read_library()
    assert "Network" in read_library()
    assert not FOREIGN.search(script())
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", script())
    assert "</script" not in loader().lower()
    assert not FOREIGN.search(loader())


def test_exported_file_needs_nothing_else() -> None:
    text = export_html(picture_of(small_state())).replace(read_library(), "")
    assert not FOREIGN.search(text)
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)
    assert "default-src 'none'" in text
    assert "bootstrap" not in text
    assert "Region 3 to Cedar District 6" in text
    assert 'class="legend"' in text
    assert "<table>" in text


def test_exported_file_holds_no_markup_from_names() -> None:
    for unit in _pictures()[4:]:
        text = export_html(picture_of(unit))
        assert text.count("</script>") == 3
        assert text.count("<script") - read_library().count("<script") == 3
        assert "<img" not in text
        data = re.search(r'id="loopline-data">(.*?)</script>', text, re.DOTALL)
        assert data
        body = json.loads(data[1])
        assert body["crumbs"] == []
        assert '"at"' not in data[1]


def test_file_names_are_safe() -> None:
    assert file_name(picture_of(small_state()), "csv") == "loopline_state_S.csv"
    assert re.fullmatch(r"loopline_[A-Za-z0-9_]+\.csv", file_name(picture_of(_hostile().below[0]), "csv"))


def test_demo_data_are_called_invented() -> None:
    body = build_body(picture_of(small_state(), Facts(as_of=TODAY, invented=True, coverage=0.919)))
    assert body["as_of"].endswith("contact records for 92% of active teams \N{MIDDLE DOT} invented data")
