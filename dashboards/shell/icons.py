"""The drawing's marks as inline SVG, for tables, legends and headings."""

from __future__ import annotations

from typing import Literal, cast

from dashboards.drawing.glyphs import Mark, Step, Stroke, badge, circle_path, team
from dashboards.shell.markup import Markup, join, tag

Part = Literal["full", "half", "quarter", "none", "unknown"]

_BADGE = {
    "goodwill": ("speech", "weak"),
    "one_way_down": ("right", "weak"),
    "one_way_up": ("left", "weak"),
    "stale": ("clock", "weak"),
    "paper": ("page", "gap"),
    "missing": ("cross", "gap"),
    "cant_tell": ("ask", "cant"),
}
_STROKE = {
    "alive": Stroke("holds", 3),
    "goodwill": Stroke("weak", 3, (11, 5)),
    "one_way_down": Stroke("weak", 3),
    "one_way_up": Stroke("weak", 3),
    "stale": Stroke("weak", 3, (11, 5)),
    "paper": Stroke("gap", 2.2, (2, 5)),
    "missing": Stroke("gap", 2.2, (5, 7)),
    "cant_tell": Stroke("cant", 2.2, (1, 4)),
}


def color(role: str) -> str:
    """The theme's color for a role, as an attribute value."""
    return f"var(--ll-{role})" if role else "none"


def drawn(steps: tuple[Step, ...], x: float = 0, y: float = 0) -> Markup:
    """A mark's paths and letters around a point, for use in an SVG."""
    return tag("g", [_step(step) for step in steps], transform=f"translate({x:g} {y:g})")


def _step(step: Step) -> Markup:
    if step[0] == "p":
        _, d, fill, stroke, width, dash = step
        return tag(
            "path",
            d=d,
            fill=color(cast("str", fill)),
            stroke=color(cast("str", stroke)) if stroke else None,
            stroke_width=width or None,
            stroke_dasharray=" ".join(f"{part:g}" for part in cast("list[float]", dash)) or None,
        )
    _, x, y, label, size, weight, role, *_ = step
    return tag(
        "text",
        cast("str", label),
        x=x,
        y=y,
        font_size=size,
        font_weight=weight,
        fill=color(cast("str", role)),
        text_anchor="middle",
        dominant_baseline="central",
    )


def figure(mark: Mark, label: str = "", *, side: float | None = None) -> Markup:
    """A single mark.

    Args:
        mark: The mark.
        label: What it stands for, for screen readers; empty if the words next to it say so.
        side: Width and height in px.
    """
    room = side or 2 * mark.size + 2
    return _svg(room, room, drawn(mark.steps, room / 2, room / 2), label)


def _svg(width: float, height: float, body: Markup, label: str = "") -> Markup:
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": True}
    return tag(
        "svg",
        body,
        width=f"{width:g}",
        height=f"{height:g}",
        viewBox=f"0 0 {width:g} {height:g}",
        focusable="false",
        class_="icon",
        **named,
    )


def part(size: Part, label: str = "") -> Markup:
    """A circle that is full, half, a quarter or not filled; dotted with "?" if not known."""
    if size == "full":
        return figure(team("circle", 7, "formed"), label, side=20)
    if size == "unknown":
        return figure(team("circle", 8, "cant_tell"), label, side=20)
    if size == "none":
        return figure(team("circle", 7.5, "starting"), label, side=20)
    if size == "half":
        return figure(team("circle", 7.5, "weak"), label, side=20)
    body = join(
        tag("path", d=circle_path(6.5, 10, 10), fill=color("bg"), stroke=color("weak"), stroke_width=2),
        tag("path", d="M10,10H3.5A6.5,6.5 0 0,0 10,16.5Z", fill=color("weak")),
    )
    return _svg(20, 20, body, label)


def state(shown: str, label: str = "", *, width: float = 44) -> Markup:
    """A link's line with its badge; a circle for the two states about teams.

    Args:
        shown: A link state, or `no_team`.
        label: What it stands for, if no words are next to it.
        width: Length of the line in px.
    """
    middle, height = width / 2, 24.0
    if shown in {"no_team", "starting"}:
        look = team("circle", 9 if shown == "no_team" else 8.5, "missing" if shown == "no_team" else "starting")
        return _svg(width, height, drawn(look.steps, middle, height / 2), label)
    stroke = _STROKE[shown]
    line = tag(
        "line",
        x1=0,
        y1=height / 2,
        x2=width,
        y2=height / 2,
        stroke=color(stroke.role),
        stroke_width=stroke.width,
        stroke_dasharray=" ".join(f"{dash:g}" for dash in stroke.dash) or None,
    )
    mark = badge(*_BADGE[shown]) if shown in _BADGE else None
    return _svg(width, height, join(line, drawn(mark.steps, middle, height / 2) if mark else None), label)


def lone(shown: str, label: str = "") -> Markup:
    """A state's badge without its line, for table cells."""
    if shown == "alive":
        return part("full", label)
    if shown in _BADGE:
        return figure(badge(*_BADGE[shown], r=8.5), label, side=22)
    return state(shown, label, width=22)
