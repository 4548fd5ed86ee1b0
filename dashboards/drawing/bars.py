"""Bars of buildings: cut off to the left of an axis, connected to the right, with the shares next to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.drawing.drawing import HEAD, Drawing, Type
from dashboards.drawing.fonts import width_of
from dashboards.drawing.glyphs import Stroke, circle_path
from dashboards.drawing.phrasing import number, share
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Counts

_THIN = 1.5
_GAP = 6
_RING = 14
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Bars:
    """How the bars of one picture are drawn.

    Args:
        axis: x of the axis.
        height: Height of a bar.
        scale: Px per building.
        size: Font size of the counts.
        until: x at which the counts have to end.
        loud: The cut-off counts in bold: the three largest.
    """

    axis: float
    height: float
    scale: float
    size: float
    until: float
    loud: frozenset[int]


def scale_of(counts: Sequence[Counts], left: float, right: float, room: float, size: float) -> float:
    """Px per building, so that the longest bar fits on either side, with its counts after it; one scale for all rows.

    Args:
        counts: The single rows' buildings.
        left: Room for cut off.
        right: Room for the bar of connected, can't tell and starting.
        room: Room for that bar and the counts after it.
        size: Font size of the counts.
    """
    scale = left / max(1, *(each.cut_off for each in counts)) if counts else left
    for each in counts:
        rest = each.total - each.cut_off
        if rest:
            beside = room - _labels(each, size) - 1
            # Where the counts leave no bar worth drawing, the last of them are left out instead.
            scale = min(scale, min(right, beside if beside >= _SHORTEST else right) / rest)
    return scale


def _labels(counts: Counts, size: float) -> float:
    """Width of the counts after a bar."""
    width = _GAP + width_of(number(counts.connected), size)
    if counts.cant_tell:
        width += _GAP + width_of(f"+{number(counts.cant_tell)}?", size)
    return width + (_GAP + width_of(f"+{number(counts.starting)}", size) + _RING if counts.starting else 0)


def loud(counts: Sequence[Counts]) -> frozenset[int]:
    """Positions of the three rows with most buildings cut off."""
    ranked = sorted(range(len(counts)), key=lambda place: -counts[place].cut_off)
    return frozenset(place for place in ranked[:3] if counts[place].cut_off)


def heads(drawing: Drawing, axis: float, top: float, bottom: float) -> None:
    """The two-line head above the bars."""
    drawing.text((axis, top), worded("Buildings"), HEAD, "m")
    drawing.text((axis - 8, bottom), "cut off", Type(13, 600, "gap"), "e")
    drawing.text((axis + 8, bottom), "connected", Type(13, 600, "holds"))


def bar(drawing: Drawing, bars: Bars, y: float, counts: Counts, *, bold: bool) -> None:
    """Draw one row's bar with its counts.

    Args:
        drawing: The drawing.
        bars: How bars are drawn here.
        y: Middle of the row.
        counts: Its buildings.
        bold: Whether the cut-off count is one of the three largest.
    """
    top, left = y - bars.height / 2, bars.axis
    if counts.cut_off:
        width = max(_THIN, counts.cut_off * bars.scale)
        left -= width
        drawing.box((left, top), (width, bars.height), "gapf", "gap", hatch=("gap", -1, 5))
        kind = Type(bars.size, 700 if bold else 400)
        drawing.text((left - _GAP, y), number(counts.cut_off), kind, "e")
    x = bars.axis
    for part, style in (
        (counts.both_ways, ("holds", "", (), ("", 1, 6))),
        (counts.one_way, ("weakf", "weak", (), ("weak", 1, 6))),
        (counts.cant_tell, ("bg", "cant", (3, 2), ("", 1, 6))),
        (counts.starting, ("bg", "holds", (), ("", 1, 6))),
    ):
        if part:
            fill, stroke, dash, hatch = style
            width = max(_THIN, part * bars.scale)
            drawing.box((x, top), (width, bars.height), fill, stroke, dash=dash, hatch=hatch)
            x += width
    drawing.tick(bars.axis, y - bars.height / 2 - 2, y + bars.height / 2 + 2, Stroke("ink", 1.4))
    x += _GAP
    x += drawing.text((x, y), number(counts.connected), Type(bars.size))
    _more(drawing, bars, (x + _GAP, y), counts)


def _more(drawing: Drawing, bars: Bars, at: tuple[float, float], counts: Counts) -> None:
    """Labels after the connected count: can't tell, then starting; left out if they don't fit."""
    (x, y), kind = at, Type(bars.size)
    unknown = f"+{number(counts.cant_tell)}?" if counts.cant_tell else ""
    if unknown and x + width_of(unknown, bars.size) <= bars.until:
        x += drawing.text((x, y), unknown, kind) + _GAP
    starting = f"+{number(counts.starting)}" if counts.starting else ""
    if starting and x + width_of(starting, bars.size) + _RING <= bars.until:
        x += drawing.text((x, y), starting, kind)
        drawing.back.append(["p", circle_path(4.6, x + 8, y), "bg", "holds", 2, []])


def shares(drawing: Drawing, y: float, counts: Counts, columns: dict[float, tuple[int, Type]]) -> None:
    """Print a row's shares, right-aligned.

    Args:
        drawing: The drawing.
        y: Middle of the row.
        counts: Its buildings.
        columns: By x: how many of the buildings, and how it is set.
    """
    for x, (part, kind) in columns.items():
        drawing.text((x, y), share(part, counts), kind, "e")
