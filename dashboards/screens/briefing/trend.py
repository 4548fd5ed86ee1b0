"""The course of the briefing's figures over the dates of loads: a small line each, with the numbers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from dashboards.drawing.phrasing import number, verb
from dashboards.screens.briefing.brief import Course, Point, StepLinks
from dashboards.shell.icons import color
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Markup, tag
from graph.ledger.figures import CRITICAL
from graph.profile.words import worded
from graph.wording import say_count, say_list, say_number

METRICS = ("alignment", "weakest_step", CRITICAL)
"""Metrics whose figures the briefing shows over time."""
_SHOWN = 4
_BASES = 2
"""How many changes of what a figure is counted against are explained: the last ones."""
_NOTE = "small muted noprint"
_WIDTH, _HEIGHT, _EDGE = 108, 22, 3
_LEVEL = 0.5  # where the line of a figure lies that has not changed

Values = Mapping[str, float]
Say = Callable[[Values], tuple[str, float] | None]
"""What a metric said at one date, in words, and how high its point lies; None if it could not be told."""


class _Base(NamedTuple):
    """What a figure is counted against: its nouns, how many there are in all, and how many of them have not begun."""

    nouns: str
    every: Callable[[Values], float | None]


_BUILDINGS = _Base("building|buildings", lambda values: values.get("buildings"))
_LINKS = _Base("link|links", lambda values: values["pairs"] + values["starting"] if "starting" in values else None)


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
    found = []
    for name, metric, key, say, base in _shown(unit, steps):
        values = [(day, told.get((metric, key, day), {})) for day in days]
        found.append(_course(name, [(day, say(each)) for day, each in values], _bases(base, values)))
    return tuple(each for each in found if any(point.height is not None for point in each.points))


def _shown(unit: str, steps: Mapping[str, StepLinks]) -> Iterator[tuple[str, str, str, Say, _Base | None]]:
    """Each figure: its name, its metric and row, how it is told, and what it is counted against."""
    yield "Buildings connected", "alignment", unit, _connected, _BUILDINGS
    yield "Both ways", "alignment", unit, _both_ways, None
    for kind, step in steps.items():
        if step.weakest:
            yield f"Links that hold, {step.step}", "weakest_step", kind, _holding, _LINKS
    if steps:
        yield "Critical problems open", CRITICAL, "", _open, None
        yield "Days open (median)", CRITICAL, "", _age, None


def _bases(base: _Base | None, told: Sequence[tuple[date, Values]]) -> tuple[str, ...]:
    """A sentence for each date at which the figure is counted against another number than at the date before."""
    known = [(day, values) for day, values in told if base and base.every(values) is not None and "starting" in values]
    if base is None:
        return ()
    said = (_changed(base, day, before, now) for (_, before), (day, now) in pairwise(known))
    return tuple(each for each in said if each)


def _changed(base: _Base, day: date, before: Values, now: Values) -> str:
    """How many have begun since the date before, and how many more there are; empty if the base is the same."""
    every = [round(base.every(values) or 0) for values in (before, now)]
    starting = [round(values["starting"]) for values in (before, now)]
    were, are = every[0] - starting[0], every[1] - starting[1]
    if were == are:
        return ""
    begun, more = starting[0] - starting[1], every[1] - every[0]
    one, _, several = base.nouns.partition("|")
    parts = []
    if begun > 0:
        parts.append(f"{number(begun)} that {verb(begun, 'was', 'were')} starting {verb(begun, 'has', 'have')} begun")
    elif begun < 0:
        parts.append(f"{number(-begun)} {verb(-begun, 'is', 'are')} starting and not counted yet")
    if more:
        parts.append(f"{number(abs(more))} {'more' if more > 0 else 'fewer'} {verb(abs(more), 'is', 'are')} in scope")
    counted = worded(say_count(are, one, several))
    return f"{brief_day(day)}: {counted} counted, not {number(were)}, because {say_list(parts)}."


def _course(name: str, told: Sequence[tuple[date, tuple[str, float] | None]], base: tuple[str, ...]) -> Course:
    # From the lowest to the highest value: on a scale from nothing to all, what a month changes can't be seen. How
    # large it is, the numbers beside it say.
    known = [said[1] for _, said in told if said]
    low, span = min(known, default=0), max(known, default=0) - min(known, default=0)
    points = (
        Point(day, said[0], (said[1] - low) / span if span else _LEVEL) if said else Point(day) for day, said in told
    )
    return Course(worded(name), tuple(points), base)


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
        _why_bases(courses),
        tag("p", "The latest date first. Each line runs from the lowest to the highest of its values.", class_=_NOTE),
        every if len(days) > len(some) else None,
        class_="keep",
    )


def _why_bases(courses: Sequence[Course]) -> Markup | None:
    """Why figures are counted against other numbers than before."""
    said = [f"{each.name}, {sentence}" for each in courses for sentence in each.base[-_BASES:]]
    return tag("p", " ".join(said), class_="small muted") if said else None


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
