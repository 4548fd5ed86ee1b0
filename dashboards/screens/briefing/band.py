"""The line from the state to the buildings as a band, its width showing the buildings still connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import number, opening
from dashboards.shell.icons import color
from dashboards.shell.markup import Markup, join, tag
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.screens.briefing.brief import Brief, Loss

_BAND = 40
_FIRST, _LAST = 40, 910
_TOP = 22


def thinning(brief: Brief) -> Markup:
    """The line from the state to the buildings as a band, its width showing the buildings still connected."""
    losses = brief.losses
    gap = (_LAST - _FIRST) / max(1, len(losses))
    scale = _BAND / brief.total
    parts: list[Markup] = [_patterns()]
    left, x = brief.total, float(_FIRST)
    for loss in losses:
        parts += _stretch(loss, (x, gap), (left, scale))
        left, x = left - loss.total, x + gap
    left, x = brief.total, float(_FIRST)
    parts.append(_stop(worded("State"), left, x))
    for loss in losses:
        left, x = left - loss.total, x + gap
        parts.append(_stop(opening(worded(LEVEL_WORDS[loss.level])), left, x))
    lines = max((sum(1 for part in loss[1:] if part) for loss in losses), default=0)
    height = 100 + 18 * max(0, lines - 1)
    parts += _sum(brief)
    return tag(
        "svg", parts, width=1232, height=height, viewBox=f"0 0 1232 {height}", role="img", aria_label=_aloud(brief)
    )


def _patterns() -> Markup:
    line = tag("path", d="M-1,6L6,-1M4,7L7,4", stroke=color("gap"), stroke_width=1.5)
    hatch = tag("rect", width=6, height=6, fill=color("gapf"))
    pattern = tag("pattern", hatch, line, id="ll-cut", width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("defs", pattern)


def _text(
    x: float, y: float, text: str, size: float = 13, weight: int = 400, role: str = "ink", at: str = "start"
) -> Markup:
    return tag(
        "text", text, x=f"{x:g}", y=f"{y:g}", font_size=size, font_weight=weight, fill=color(role), text_anchor=at
    )


def _stretch(loss: Loss, place: tuple[float, float], carried: tuple[int, float]) -> list[Markup]:
    """One step of the band: full until the loss, thinner after it, with a swatch and a line for each kind of loss."""
    (x, gap), (left, scale) = place, carried
    upper = {"region": "state", "district": "region", "school": "district"}.get(loss.level, "state")
    if loss.level == "district" and x == _FIRST:
        upper = "state"
    before, after, cut = left * scale, (left - loss.total) * scale, x + 96
    y = float(_TOP)
    out = [
        _text(x + gap / 2, 13, worded(f"{LEVEL_WORDS[upper]} to {LEVEL_WORDS[loss.level]}"), role="muted", at="middle"),
        tag("rect", x=f"{x:g}", y=y, width=f"{cut - x:g}", height=f"{before:.2f}", fill=color("holds")),
        tag(
            "rect",
            x=f"{cut - 2:g}",
            y=y,
            width=f"{x + gap - cut + 2:g}",
            height=f"{after:.2f}",
            fill=color("holds"),
        ),
    ]
    bottom = y + after
    kinds = (("cut_off", "cut off here"), ("starting", "not begun"), ("cant_tell", "can't tell"))
    line = 0
    for name, words in kinds:
        count: int = getattr(loss, name)
        if not count:
            continue
        out.append(_swatch(name, (cut, bottom), (46, max(0.8, count * scale))))
        bottom += count * scale
        row = _TOP + 50 + 18 * line
        out.append(_swatch(name, (x + 62, row), (16, 11)))
        out.append(_text(x + 84, row + 10, f"{number(count)} {words}", 14, 600, "gap" if name == "cut_off" else "ink"))
        line += 1
    return out


def _swatch(name: str, corner: tuple[float, float], size: tuple[float, float]) -> Markup:
    looks = {
        "cut_off": {"fill": "url(#ll-cut)", "stroke": color("gap"), "stroke_width": 1.2},
        "starting": {"fill": color("bg"), "stroke": color("holds"), "stroke_width": 1.2},
        "cant_tell": {"fill": color("bg"), "stroke": color("cant"), "stroke_width": 1.2, "stroke_dasharray": "2 2"},
    }
    (x, y), (width, height) = corner, size
    return tag("rect", x=f"{x:g}", y=f"{y:.2f}", width=width, height=f"{height:.2f}", **looks[name])


def _stop(name: str, count: int, x: float) -> Markup:
    text = number(count)
    r = 17 if len(text) < 5 else 21
    y = _TOP + _BAND / 2
    return join(
        tag("circle", cx=f"{x:g}", cy=y, r=r, fill=color("bg"), stroke=color("holds"), stroke_width=4),
        _text(x, y + 4.5, text, 13 if len(text) < 5 else 12, 700, at="middle"),
        _text(x, _TOP + 60, name, 13.5, 600, at="middle"),
    )


def _sum(brief: Brief) -> list[Markup]:
    parts = ((brief.cut_off, "cut off"), (brief.starting, "not begun"), (brief.cant_tell, "can't tell"))
    rest = ", ".join(f"{number(count)} {words}" for count, words in parts if count)
    whole = "None has begun yet" if brief.waiting else f"{number(brief.connected)} of {number(brief.begun)} connected"
    return [
        _text(946, _TOP + 16, whole, 16.5, 700),
        _text(946, _TOP + 36, rest, 13.5, 400, "muted"),
    ]


def _aloud(brief: Brief) -> str:
    text = [f"{number(brief.total)} {worded('buildings at the state office')}."]
    left = brief.total
    for loss in brief.losses:
        left -= loss.total
        kinds = ((loss.cut_off, "cut off"), (loss.starting, "not begun"), (loss.cant_tell, "not known"))
        lost = ", ".join(f"{number(count)} {words}" for count, words in kinds if count) or "none lost"
        text.append(f"Down to the {worded(LEVEL_WORDS[loss.level])}: {lost}; {number(left)} left.")
    return " ".join(text)
