"""The course of the briefing's figures over the dates of loads: a small line each, with the numbers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dashboards.drawing.phrasing import number
from dashboards.screens.briefing.brief import Course, Point, StepLinks
from dashboards.shell.icons import color
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Markup, tag
from graph.ledger.figures import CRITICAL
from graph.profile.words import worded
from graph.wording import say_number

METRICS = ("alignment", "weakest_step", CRITICAL)
"""Metrics whose figures the briefing shows over time."""
_SHOWN = 4
_NOTE = "small muted"
_WIDTH, _HEIGHT, _EDGE = 108, 22, 3
_LEVEL = 0.5  # where the line of a figure lies that has not changed

Values = Mapping[str, float]
Say = Callable[[Values], tuple[str, float] | None]
"""What a metric said at one date, in words, and how high its point lies; None if it could not be told."""


def courses_of(rows: Sequence[Mapping[str, Any]], unit: str, steps: Mapping[str, StepLinks]) -> tuple[Course, ...]:
    """What is shown over time; nothing before there are two dates.

    Args:
        rows: Rows of the view `figures_over_time`.
        unit: Id of the state or of the region that is shown.
        steps: Steps of the line by kind, as they are now; none for a region, of which alone they are not kept.
    """
    days = sorted({row["as_of"] for row in rows})
    if len(days) < 2:
        return ()
    told: dict[tuple[str, str, date], dict[str, float]] = {}
    for row in rows:
        told.setdefault((row["metric"], row["key"], row["as_of"]), {})[row["column"]] = row["value"]
    found = [
        _course(name, [(day, say(told.get((metric, key, day), {}))) for day in days])
        for name, metric, key, say in _shown(unit, steps)
    ]
    return tuple(each for each in found if any(point.height is not None for point in each.points))


def _shown(unit: str, steps: Mapping[str, StepLinks]) -> Iterator[tuple[str, str, str, Say]]:
    """Each figure: its name, its metric and row, and how it is told."""
    yield "Buildings connected", "alignment", unit, _connected
    yield "Both ways", "alignment", unit, _both_ways
    for kind, step in steps.items():
        if step.weakest:
            yield f"Links that hold, {step.step}", "weakest_step", kind, _holding
    if steps:
        yield "Critical problems open", CRITICAL, "", _open
        yield "Days open (median)", CRITICAL, "", _age


def _course(name: str, told: Sequence[tuple[date, tuple[str, float] | None]]) -> Course:
    # From the lowest to the highest value: on a scale from nothing to all, what a month changes can't be seen. How
    # large it is, the numbers beside it say.
    known = [said[1] for _, said in told if said]
    low, span = min(known, default=0), max(known, default=0) - min(known, default=0)
    points = (
        Point(day, said[0], (said[1] - low) / span if span else _LEVEL) if said else Point(day) for day, said in told
    )
    return Course(worded(name), tuple(points))


def _begun(values: Values) -> float:
    """Buildings that have begun; 0 where half of them or more could not be told."""
    begun = values.get("buildings", 0) - values.get("starting", 0)
    return 0 if values.get("cant_tell", 0) * 2 >= begun else begun


def _connected(values: Values) -> tuple[str, float] | None:
    begun = _begun(values)
    return (f"{_of(values['connected'])} of {_of(begun)}", values["connected"] / begun) if begun else None


def _both_ways(values: Values) -> tuple[str, float] | None:
    begun = _begun(values)
    return (_of(values["both_ways"]), values["both_ways"] / begun) if begun else None


def _holding(values: Values) -> tuple[str, float] | None:
    if "share" not in values:
        return None
    return f"{_of(values['holds'])} of {_of(values['pairs'])}", values["share"]


def _open(values: Values) -> tuple[str, float] | None:
    return (_of(values["open"]), values["open"]) if "open" in values else None


def _age(values: Values) -> tuple[str, float] | None:
    if values.get("open") == 0:
        return "none open", 0
    return (say_number(values["median_days"]), values["median_days"]) if "median_days" in values else None


def _of(value: float) -> str:
    return number(round(value))


def compose_trend(courses: Sequence[Course]) -> Markup | None:
    """The figures at up to four dates, the last ones and the first, the latest first; all dates are behind a fold."""
    if not courses:
        return None
    days = [point.day for point in courses[0].points]
    some = days[::-1] if len(days) <= _SHOWN else [*days[:-_SHOWN:-1], days[0]]
    named = tag("summary", f"All {number(len(days))} dates")
    every = tag("details", named, _by_date(courses), class_="behind small noprint")
    return tag(
        "section",
        tag("h2", "Over time", class_="next"),
        _by_figure(courses, some),
        tag("p", "The latest date first. Each line runs from the lowest to the highest of its values.", class_=_NOTE),
        every if len(days) > len(some) else None,
        class_="keep",
    )


def _by_figure(courses: Sequence[Course], days: Sequence[date]) -> Markup:
    """A row per figure: what it is now, its course, and what it was at earlier dates.

    The latest stands first, so that a narrow screen shows it without scrolling.
    """
    since = f"Since {brief_day(courses[0].points[0].day)}"
    rows = []
    for each in courses:
        told = {point.day: tag("td", point.told) for point in each.points}
        rows.append((each.name, [told[days[0]], tag("td", _line(each)), *(told[day] for day in days[1:])]))
    return _table(("Figure", brief_day(days[0]), since, *map(brief_day, days[1:])), rows)


def _by_date(courses: Sequence[Course]) -> Markup:
    """A row per date, the latest first, for any number of dates."""
    dates = zip(*(each.points[::-1] for each in courses), strict=True)
    rows = ((brief_day(points[0].day), [tag("td", point.told) for point in points]) for points in dates)
    return _table(("Date", *(each.name for each in courses)), rows)


def _table(head: Sequence[str], rows: Iterable[tuple[str, Sequence[Markup]]]) -> Markup:
    named = tag("thead", tag("tr", [tag("th", name, scope="col") for name in head]))
    body = tag("tbody", [tag("tr", tag("th", name, scope="row"), cells) for name, cells in rows])
    return tag("div", tag("table", named, body, class_="trend"), class_="scroll")


def _line(course: Course) -> Markup:
    """The course as a line, broken where the figure was not known; a dot marks the last date."""
    gap = (_WIDTH - 2 * _EDGE) / (len(course.points) - 1)
    room = _HEIGHT - 2 * _EDGE
    places = [
        (f"{_EDGE + at * gap:.1f}", None if point.height is None else f"{_EDGE + (1 - point.height) * room:.1f}")
        for at, point in enumerate(course.points)
    ]
    path, pen = "", "M"
    for x, y in places:
        path, pen = (f"{path}{pen}{x},{y}", "L") if y is not None else (path, "M")
    dots = [tag("circle", cx=x, cy=y, r=2.5, fill=color("holds")) for x, y in places[-1:] if y is not None]
    said = "; ".join(f"{brief_day(point.day)}: {point.told}" for point in course.points)
    return tag(
        "svg",
        tag("path", d=path, fill="none", stroke=color("holds"), stroke_width=1.8, stroke_linecap="round"),
        dots,
        width=_WIDTH,
        height=_HEIGHT,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=f"{course.name}: {said}",
    )
