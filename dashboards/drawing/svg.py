"""The drawing as SVG, for print and files: a canvas prints blurred, and its text can't be searched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, cast

from dashboards.drawing.glyphs import Mark, Step
from dashboards.drawing.palette import Paint, light

if TYPE_CHECKING:
    from dashboards.drawing.drawing import Drawing

FONT = "'Source Sans','Source Sans 3','Source Sans Pro',sans-serif"
_ANCHORS = {"s": "", "m": ' text-anchor="middle"', "e": ' text-anchor="end"'}
# Half the height of capitals: text is positioned by its middle, but drawn from its baseline.
_DROP = 0.335


def write_svg(drawing: Drawing, paint: Paint = light, prefix: str = "ll") -> str:
    """The whole drawing as one SVG element.

    Args:
        drawing: A finished drawing.
        paint: Color of a role; by default the light palette, which print always uses.
        prefix: Prefix of all ids inside, so that a page can contain two drawings.
    """
    parts: list[str] = [_step(step, paint, prefix) for step in drawing.back]
    for edge in drawing.edges:
        start, end, stroke = drawing.nodes[edge.start], drawing.nodes[edge.end], edge.stroke
        d = f"M{start.x:g},{start.y:g}L{end.x:g},{end.y:g}"
        parts.append(_path(d, "", stroke.role, stroke.width, list(stroke.dash), paint))
    kinds = {node.mark.kind: node.mark for node in drawing.nodes.values()}
    ids = {kind: f"{prefix}m{place}" for place, kind in enumerate(kinds)}
    marks = "".join(f'<g id="{ids[kind]}">{draw_mark(mark, paint, prefix)}</g>' for kind, mark in kinds.items())
    for node in drawing.nodes.values():
        if node.mark.steps:
            title = f"<title>{escape(node.title)}</title>" if node.title else ""
            use = f'<use href="#{ids[node.mark.kind]}" x="{node.x:g}" y="{node.y:g}"/>'
            parts.append(f"<g>{title}{use}</g>" if title else use)
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(drawing.label)}" font-family="{FONT}">'
        f"<defs>{hatches(paint, prefix)}{marks}</defs>{''.join(parts)}</svg>"
    )


def draw_mark(mark: Mark, paint: Paint = light, prefix: str = "ll") -> str:
    """The drawing steps of a mark around (0, 0).

    Args:
        mark: The mark.
        paint: Color of a role.
        prefix: Prefix of the hatch patterns.
    """
    return "".join(_step(step, paint, prefix) for step in mark.steps)


def hatches(paint: Paint, prefix: str) -> str:
    """The hatch patterns, by color role, slope and distance.

    Args:
        paint: Color of a role.
        prefix: Prefix of their ids.
    """
    out = []
    for role, slope, gap in (("weak", 1, 6), ("gap", -1, 5)):
        turn = -45 if slope > 0 else 45
        out.append(
            f'<pattern id="{prefix}{role}" width="{gap * 0.7071:.3f}" height="8" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({turn})"><path d="M0,0V8" stroke="{paint(role)}" stroke-width="2.4"/></pattern>'
        )
    return "".join(out)


def _step(step: Step, paint: Paint, prefix: str) -> str:
    """One drawing step."""
    if step[0] == "p":
        _, d, fill, stroke, width, dash = step
        return _path(str(d), str(fill), str(stroke), cast("float", width), cast("list[float]", dash), paint)
    return _text(step, paint) if step[0] == "t" else _box(step, paint, prefix)


def _path(d: str, fill: str, stroke: str, width: float, dash: list[float], paint: Paint) -> str:
    line = f' stroke="{paint(stroke)}" stroke-width="{width:g}"' if stroke else ""
    dashes = f' stroke-dasharray="{",".join(f"{each:g}" for each in dash)}"' if dash else ""
    return f'<path d="{d}" fill="{paint(fill)}"{line}{dashes}/>'


def _text(step: Step, paint: Paint) -> str:
    _, x, y, text, size, weight, role, anchor, _room = step
    px = cast("float", size)
    middle = cast("float", y) + _DROP * px
    return (
        f'<text x="{x}" y="{middle:.1f}" font-size="{px:g}" font-weight="{weight}" fill="{paint(str(role))}"'
        f"{_ANCHORS[str(anchor)]}>{escape(str(text))}</text>"
    )


def _box(step: Step, paint: Paint, prefix: str) -> str:
    _, x, y, w, h, fill, stroke, _width, dash, hatch, _slope, _gap, radius = step
    place = (cast("float", x), cast("float", y)), (cast("float", w), cast("float", h))
    style = (str(fill), str(stroke), cast("list[float]", dash), str(hatch))
    return draw_box(*place, style, paint, prefix, cast("float", radius))


def draw_box(
    corner: tuple[float, float],
    size: tuple[float, float],
    style: tuple[str, str, Sequence[float], str],
    paint: Paint = light,
    prefix: str = "ll",
    radius: float = 0,
) -> str:
    """A box, filled, hatched and outlined on its inside.

    Args:
        corner: Top left point.
        size: Width and height.
        style: Fill, outline, dash lengths and hatch, colors as roles, empty for none.
        paint: Color of a role.
        prefix: Prefix of the hatch patterns.
        radius: Radius of the corners.
    """
    (x, y), (w, h), (fill, stroke, dash, hatch) = corner, size, style
    place = f'x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"'
    corners = f' rx="{radius:g}"' if radius else ""
    out = f'<rect {place}{corners} fill="{paint(fill)}"/>'
    if hatch:
        out += f'<rect {place} fill="url(#{prefix}{hatch})"/>'
    if stroke:
        inner = f'x="{x + 0.6:g}" y="{y + 0.6:g}" width="{max(w - 1.2, 0.1):g}" height="{max(h - 1.2, 0.1):g}"'
        dashes = f' stroke-dasharray="{",".join(f"{each:g}" for each in dash)}"' if dash else ""
        out += f'<rect {inner} fill="none" stroke="{paint(stroke)}" stroke-width="1.2"{dashes}/>'
    return out
