"""All shapes of the picture, as drawing steps for both the canvas script and the SVG writer.

A mark is drawn around (0, 0). Its steps name colors by role, so that one mark serves both themes:

* `["p", d, fill, stroke, width, dash]`: a path in SVG's notation (a canvas reads it as `Path2D`);
* `["t", x, y, text, size, weight, role, anchor, room]`: text around its middle height; anchor s, m or e;
* `["b", x, y, w, h, fill, stroke, width, dash, hatch, slope, gap, radius]`: a box, hatched where `hatch` names a role
  (slope 1 runs down to the right, -1 up to the right).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from dashboards.drawing.inputs import LinkFacts

Step = list[object]
Look = Literal["formed", "starting", "missing", "cut_off", "weak", "broken", "cant_tell"]
Shape = Literal["circle", "square"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape with a name, so that a scene contains it once.

    Args:
        kind: Unique name, the `kind` of every node with this shape.
        steps: The drawing steps.
        size: Radius within which a click counts.
    """

    kind: str
    steps: tuple[Step, ...]
    size: float


class Stroke(NamedTuple):
    """How a line is drawn: color role, width in px, dash lengths (empty: solid)."""

    role: str
    width: float
    dash: tuple[float, ...] = ()


RAIL = Stroke("rail", 1.6)
_FAMILY_ROLE = {
    "holds": "holds",
    "weak": "weak",
    "one_way": "weak",
    "gap": "gap",
    "starting": "rail",
    "cant_tell": "cant",
}
_LINES: dict[str, tuple[float, tuple[float, ...]]] = {
    "alive": (3, ()),
    "goodwill": (3, (11, 5)),
    "one_way_down": (3, ()),
    "one_way_up": (3, ()),
    "stale": (3, (11, 5)),
    "paper": (2.2, (2, 5)),
    "missing": (2.2, (5, 7)),
    "starting": (1.6, ()),
    "cant_tell": (2.2, (1, 4)),
}
_BADGES = {
    "goodwill": "speech",
    "one_way_down": "right",
    "one_way_up": "left",
    "stale": "clock",
    "paper": "page",
    "missing": "cross",
    "cant_tell": "ask",
}
_ICONS = {
    "speech": "M-4,-3.7H4.2V2H-.4L-2.6,4.2V2H-4Z",
    "right": "M-4.2,0H4M.8,-3.2L4,0L.8,3.2",
    "left": "M4.2,0H-4M-.8,-3.2L-4,0L-.8,3.2",
    "clock": "M0,-4.8V.4L3.4,2.2",
    "page": "M-3,-4.3H3V4.3H-3ZM-1.3,-1.8H1.3M-1.3,.2H1.3M-1.3,2.2H1.3",
    "cross": "M-3.1,-3.1L3.1,3.1M3.1,-3.1L-3.1,3.1",
}


def role_of(link: LinkFacts) -> str:
    """Color role of a link: its family's."""
    return _FAMILY_ROLE[link.family]


def stroke_of(link: LinkFacts | None, *, thin: bool = False) -> Stroke:
    """How a link's line is drawn; a plain rail if no link is required.

    Args:
        link: The link.
        thin: For reports-to links and the short drops of the overview: 2 px at most.
    """
    if link is None:
        return RAIL
    width, dash = _LINES[link.state]
    return Stroke(role_of(link), min(width, 2) if thin else width, dash)


def circle_path(r: float, x: float = 0, y: float = 0) -> str:
    """Path of a circle around (x, y)."""
    return f"M{x - r:g},{y:g}a{r:g},{r:g} 0 1,0 {2 * r:g},0a{r:g},{r:g} 0 1,0 {-2 * r:g},0Z"


def _square_path(r: float) -> str:
    return f"M{-r:g},{-r:g}H{r:g}V{r:g}H{-r:g}Z"


def _cross(r: float) -> str:
    a = round(0.42 * r, 2)
    return f"M{-a:g},{-a:g}L{a:g},{a:g}M{a:g},{-a:g}L{-a:g},{a:g}"


def _path(d: str, fill: str = "", stroke: str = "", width: float = 0, dash: tuple[float, ...] = ()) -> Step:
    return ["p", d, fill, stroke, width, list(dash)]


def _text(text: str, size: float, weight: int, role: str) -> Step:
    return ["t", 0, 0, text, size, weight, role, "m", 0]


def _looks(outline: str, r: float, look: Look) -> list[Step]:
    """The steps of a team's shape in one of its looks."""
    half = f"M{-r:g},0A{r:g},{r:g} 0 0,0 {r:g},0Z"
    looks: dict[Look, list[Step]] = {
        "formed": [_path(outline, "holds")],
        "starting": [_path(outline, "bg", "holds", 2.2)],
        "missing": [_path(outline, "bg", "gap", 1.8, (3, 3)), _path(_cross(r), "", "gap", 1.8)],
        "broken": [_path(outline, "bg", "gap", 1.8), _path(_cross(r), "", "gap", 1.8)],
        "cant_tell": [_path(outline, "bg", "cant", 2, (2, 3)), _text("?", max(9, r * 1.35), 700, "cant")],
        "weak": [_path(outline, "bg", "weak", 2), _path(half, "weak")],
        "cut_off": [_path(outline, "cantf", "rail", 2)],
    }
    return looks[look]


def team(shape: Shape, r: float, look: Look) -> Mark:
    """A team: circle for implementation, square for leadership.

    Args:
        shape: Which kind of team.
        r: Radius, or half the square's side, in px.
        look: Formed, starting, missing, ... ("weak", "broken", "cant_tell" only for the beads of the overview).
    """
    r = round(r, 1)
    outline_r = r if look == "formed" else r - 1
    outline = circle_path(outline_r) if shape == "circle" else _square_path(outline_r)
    return Mark(f"{shape}.{look}.{r:g}", tuple(_looks(outline, outline_r, look)), max(r, 10))


def folded(shape: Shape, r: float, look: Look) -> Mark:
    """A folded group: the team's shape three times, 3.5 px apart."""
    single = team(shape, r, look)
    steps: list[Step] = []
    for shift in (-3.5, 0, 3.5):
        outline = circle_path(r, shift) if shape == "circle" else _moved_square(r, shift)
        role = {"formed": "holds", "cant_tell": "cant", "weak": "weak", "starting": "holds"}.get(look, "gap")
        steps.append(_path(outline, "holds" if look == "formed" else "bg", "bg" if look == "formed" else role, 1.4))
    return Mark(f"fold.{single.kind}", tuple(steps), r + 5)


def _moved_square(r: float, shift: float) -> str:
    return f"M{shift - r:g},{-r:g}H{shift + r:g}V{r:g}H{shift - r:g}Z"


def _scaled(d: str, s: float) -> str:
    return re.sub(r"-?(?:\d+\.?\d*|\.\d+)", lambda found: f"{round(float(found[0]) * s, 2):g}", d)


def badge_of(link: LinkFacts, r: float = 9) -> Mark | None:
    """The badge of a link's state; none for a link that holds or starts, or that only lacks a team."""
    name = _BADGES.get(link.state)
    return badge(name, role_of(link), r) if name and link.no_team is None else None


def badge(name: str, role: str, r: float = 9) -> Mark:
    """A badge for the middle of a link, with a halo of 2.5 px.

    Args:
        name: speech, right, left, clock, page, cross, ask or person.
        role: Color role.
        r: Radius in px.
    """
    s = r / 9
    steps = [_path(circle_path(r + 2.5), "bg")]
    if name == "cross":
        steps += [_path(circle_path(r), role), _path(_scaled(_ICONS[name], s), "", "bg", 2 * s)]
    else:
        steps.append(_path(circle_path(r - 0.8), "bg", role, 1.6))
        if name == "ask":
            steps.append(_text("?", 11.5 * s, 700, role))
        elif name == "person":
            steps.append(_path(circle_path(2.2 * s, 0, -2.1 * s), role))
            steps.append(_path(_scaled("M-4.2,4.1C-4.2,-.2 4.2,-.2 4.2,4.1Z", s), role))
        else:
            steps.append(_path(_scaled(_ICONS[name], s), "", role, 1.5 * s))
    return Mark(f"{name}.{role}.{r:g}", tuple(steps), r + 2)


def person() -> Mark:
    """The second mark of a link: held by one person, no stand-in."""
    return badge("person", "ink")


def numeral(value: int) -> Mark:
    """The black number of a card."""
    return Mark(f"number.{value}", (_path(circle_path(9.5), "ink"), _text(str(value), 12.5, 700, "bg")), 10)


def nothing() -> Mark:
    """A corner of a rail: invisible and not clickable."""
    return Mark("corner", (), 1)
