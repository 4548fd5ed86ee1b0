"""Districts of a region as a strip, if there are too many to draw one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.drawing import Drawing, Type
from dashboards.drawing.fonts import width_of
from dashboards.drawing.phrasing import number

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Row

_HEIGHT = 15
_GROUPS = (("holds",), ("weak", "one_way"), ("starting",), ("gap",), ("cant_tell",))
_STYLES: dict[str, tuple[str, str, tuple[float, ...], tuple[str, int, int]]] = {
    "holds": ("holds", "", (), ("", 1, 6)),
    "weak": ("weakf", "weak", (), ("weak", 1, 6)),
    "starting": ("bg", "holds", (), ("", 1, 6)),
    "gap": ("gapf", "gap", (), ("gap", -1, 5)),
    "cant_tell": ("bg", "cant", (3, 2), ("", 1, 6)),
    "cut_off": ("cantf", "rail", (), ("", 1, 6)),
}


def strip(drawing: Drawing, rows: tuple[Row, ...], at: tuple[float, float], step: float, *, broken: bool) -> None:
    """Draw the strip of one region.

    Args:
        drawing: The drawing.
        rows: Its districts.
        at: Left end and middle height.
        step: Px per district, the same for all regions.
        broken: Whether the region itself is cut off: then only its own gaps keep their look.
    """
    x, y = at
    families = [row.link.family if row.link else "cant_tell" for row in rows]
    for group in _GROUPS:
        count = sum(family in group for family in families)
        if not count:
            continue
        look = "cut_off" if broken and group[0] != "gap" else group[0]
        fill, stroke, dash, hatch = _STYLES[look]
        width = count * step
        drawing.box((x, y - _HEIGHT / 2), (width, _HEIGHT), fill, stroke, dash=dash, hatch=hatch)
        _count(drawing, (x + width / 2, y), count, width, look)
        x += width


def _count(drawing: Drawing, at: tuple[float, float], count: int, width: float, look: str) -> None:
    """The count inside, if it fits with 8 px to spare; never outside."""
    text = number(count)
    wide = width_of(text, 12, 700)
    if wide + 8 > width:
        return
    (x, y) = at
    if look in {"weak", "gap"}:
        drawing.box((x - wide / 2 - 2, y - 6.5), (wide + 4, 13), "bg")
    drawing.text(at, text, Type(12, 700 if look == "holds" else 600, "bg" if look == "holds" else "ink"), "m")
