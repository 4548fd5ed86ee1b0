"""The legend, which is always shown: what each shape, line and bar stands for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboards.drawing.glyphs import Mark, badge, person, team
from dashboards.drawing.inputs import BuildingPicture, DistrictPicture, StatePicture
from dashboards.drawing.palette import Paint, themed
from dashboards.drawing.svg import draw_box, draw_mark, hatches
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.drawing.inputs import Picture

_PREFIX = "lg"
_BEADS: tuple[tuple[str, str], ...] = (
    ("formed", "link holds"),
    ("weak", "weak or one way"),
    ("broken", "line broken"),
    ("missing", "not formed"),
    ("starting", "not begun"),
    ("cant_tell", "can't tell"),
    ("cut_off", "cut off higher up"),
)
_LINES: tuple[tuple[str, str, float, tuple[int, ...], str], ...] = (
    ("", "holds", 3, (), "contact both ways: holds"),
    ("speech", "weak", 3, (11, 5), "nothing in writing"),
    ("right", "weak", 3, (), "one way only"),
    ("clock", "weak", 3, (11, 5), "overdue"),
    ("page", "gap", 2.2, (2, 5), "on paper only"),
    ("cross", "gap", 2.2, (5, 7), "nothing on record"),
    ("ask", "cant", 2.2, (1, 4), "can't tell"),
)
_BOXES: dict[str, tuple[str, str, tuple[int, ...], str]] = {
    "holds": ("holds", "", (), ""),
    "weak": ("weakf", "weak", (), "weak"),
    "starting": ("bg", "holds", (), ""),
    "gap": ("gapf", "gap", (), "gap"),
    "cant": ("bg", "cant", (3, 2), ""),
    "cut_off": ("cantf", "rail", (), ""),
}


def legend_name(picture: Picture, *, beads: bool = True) -> str:
    """Which legend explains a picture; empty if only names are drawn.

    Args:
        picture: Any of the four pictures.
        beads: For a state with regions: whether districts are drawn one by one.
    """
    if picture.facts.loaded in {"nothing", "units"}:
        return ""
    if isinstance(picture, StatePicture) and any(row.unit.level == "region" for row in picture.rows):
        return "beads" if beads else "strips"
    if isinstance(picture, DistrictPicture):
        return "district"
    return "building" if isinstance(picture, BuildingPicture) else "region"


def legends(paint: Paint = themed, translate: Callable[[str], str] = worded) -> dict[str, str]:
    """All legends by name, as HTML with inline drawings and no data.

    Args:
        paint: Color of a role; by default the page's theme.
        translate: Puts a fixed text in the words of a profile.
    """
    never = translate("A missing link to the leaders is shown, but never cuts a building off.")
    lines = {
        "beads": [_bead_line(paint, translate), _links(paint), _bars(paint, translate)],
        "strips": [_strip_line(paint, translate), _links(paint), _reaches(translate)],
        "region": [_teams(paint), _links(paint), _bars(paint, translate)],
        "district": [_teams(paint), _links(paint), [_red("its team has a gap to close"), _words(never)]],
        "building": [_teams(paint), _links(paint)],
    }
    defs = f'<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{hatches(paint, _PREFIX)}</defs></svg>'
    rows = {name: "".join(f'<div class="line">{"".join(line)}</div>' for line in own) for name, own in lines.items()}
    return {name: defs + row for name, row in rows.items()}


def _head(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _words(text: str) -> str:
    return f"<span>{escape(text)}</span>"


def _red(text: str) -> str:
    return f'<span><span class="red">Red name</span>{escape(text)}</span>'


def swatch(mark: Mark, text: str, paint: Paint = themed) -> str:
    """A mark with its label.

    Args:
        mark: The mark.
        text: What it stands for.
        paint: Color of a role.
    """
    drawing = f'<svg width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true">{draw_mark(mark, paint)}</svg>'
    return f"<span>{drawing}{escape(text)}</span>"


def line_swatch(name: str, text: str, paint: Paint = themed) -> str:
    """A link's line with its badge and its label.

    Args:
        name: Badge: "" for a link that holds, speech, right, left, clock, page, cross or ask.
        text: What it stands for.
        paint: Color of a role.
    """
    wanted = "right" if name == "left" else name
    _, role, width, dash, _ = next(line for line in _LINES if line[0] == wanted)
    dashes = f' stroke-dasharray="{",".join(map(str, dash))}"' if dash else ""
    line = f'<path d="M0,11H44" stroke="{paint(role)}" stroke-width="{width}"{dashes}/>'
    mark = f'<g transform="translate(22,11)">{draw_mark(badge(name, role), paint)}</g>' if name else ""
    return f'<span><svg width="44" height="22" aria-hidden="true">{line}{mark}</svg>{escape(text)}</span>'


def box_swatch(name: str, text: str, paint: Paint = themed) -> str:
    """A piece of a bar with its label.

    Args:
        name: holds, weak, starting, gap, cant or cut_off.
        text: What it stands for.
        paint: Color of a role.
    """
    fill, stroke, dash, hatch = _BOXES[name]
    box = draw_box((0.5, 0.5), (25, 13), (fill, stroke, list(dash), hatch), paint, _PREFIX)
    return f'<span><svg width="26" height="14" aria-hidden="true">{box}</svg>{escape(text)}</span>'


def _person(paint: Paint) -> str:
    return swatch(person(), "one person, no stand-in", paint)


def _bead_line(paint: Paint, translate: Callable[[str], str]) -> list[str]:
    beads = [swatch(team("circle", 8, look), text, paint) for look, text in _BEADS]  # type: ignore[arg-type]
    return [_head(translate("District teams")), *beads, _person(paint)]


def _teams(paint: Paint) -> list[str]:
    return [
        _head("Teams"),
        swatch(team("circle", 8, "formed"), "implementation", paint),
        swatch(team("square", 8, "formed"), "leadership", paint),
        swatch(team("circle", 8, "missing"), "not formed", paint),
        swatch(team("circle", 8, "starting"), "not begun", paint),
        swatch(team("circle", 8, "cut_off"), "cut off higher up", paint),
        _person(paint),
    ]


def _strip_line(paint: Paint, translate: Callable[[str], str]) -> list[str]:
    texts = {
        "holds": "holds, both ways",
        "weak": "weak or one way",
        "starting": "not begun",
        "gap": "broken / cut off",
        "cant": "can't tell",
        "cut_off": "cut off higher up",
    }
    boxes = [box_swatch(name, text, paint) for name, text in texts.items()]
    return [_head(translate("Districts and buildings")), *boxes, _person(paint)]


def _links(paint: Paint) -> list[str]:
    return [_head("Line to the team above"), *(line_swatch(line[0], line[4], paint) for line in _LINES)]


def _bars(paint: Paint, translate: Callable[[str], str]) -> list[str]:
    texts = {
        "holds": "connected, both ways",
        "weak": "connected, one way somewhere",
        "gap": "cut off",
        "cant": "can't tell (+6?)",
        "starting": "not begun (+5 \N{WHITE CIRCLE})",
    }
    boxes = [box_swatch(name, text, paint) for name, text in texts.items()]
    return [_head(translate("Buildings")), *boxes, _red("its team has a numbered gap to close")]


def _reaches(translate: Callable[[str], str]) -> list[str]:
    texts = {
        translate("region"): translate("line to the region team"),
        translate("state"): translate("connected to the state office"),
        "both ways": "connected and heard in both directions",
    }
    words = [f'<span><b class="ink">{name}</b>{escape(text)}</span>' for name, text in texts.items()]
    return [_head("Reaches"), *words, _red("its team has a numbered gap to close")]
