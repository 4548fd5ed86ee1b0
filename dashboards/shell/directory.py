"""What pages about links show while units are known and teams are not: what there is, and the form for teams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.drawing.inputs import UnitRef
from dashboards.drawing.phrasing import full, in_order, many, number, percent
from dashboards.screens.alignment.read import Names
from dashboards.shell import panel
from dashboards.shell.address import DATA_HEALTH, address, unit_address
from dashboards.shell.downloads import csv_button
from dashboards.shell.forms import team_form
from dashboards.shell.layout import headline
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Child, Markup, join, link, tag
from dashboards.shell.readers import answer, view
from dashboards.shell.top_line import top_line
from graph.profile.words import spoken_profile, worded


@dataclass(frozen=True, slots=True)
class Part:
    """One unit right below the state, with what is known of it.

    Attributes:
        unit: The unit.
        districts: Its districts in scope.
        buildings: Its buildings in scope.
        posts: Posts in it; None if no posts are known.
        vacant: How many of them are vacant.
    """

    unit: UnitRef
    districts: int = 0
    buildings: int = 0
    posts: int | None = None
    vacant: int = 0


def show_directory(context: LoadContext, page: str) -> None:
    """The page.

    Args:
        context: The published load.
        page: The page's address.
    """
    parts = parts_of(view(context, "units_below_state"), answer(context, "vacancies_by_region"))
    with top_line(context, page, "units without teams", narrows=False):
        units = view(context, "units_in_scope")
        columns, rows = team_form(units, spoken_profile())
        csv_button(columns, rows, "teams.csv", "Form for teams")
    panel.show(compose(context, parts), key="standing")


def parts_of(units: Iterable[dict[str, Any]], vacancies: Iterable[dict[str, Any]]) -> list[Part]:
    """Units below the state, in the drawing's order.

    Args:
        units: Rows of the view `units_below_state`.
        vacancies: Rows of the metric `vacancies_by_region`; none if it can't be answered.
    """
    counted: dict[str, tuple[int, int]] = {}
    for row in vacancies:
        posts, vacant = counted.get(row["unit_id"], (0, 0))
        counted[row["unit_id"]] = (posts + row["posts"], vacant + row["vacant"])
    listed = list(units)
    names = Names([(row["unit_id"], row["name"]) for row in listed if row["level"] == "region"])
    parts = []
    for row in listed:
        known = counted.get(row["unit_id"])
        unit = names.unit(row["unit_id"], row["name"], row["level"])
        parts.append(Part(unit, row["districts"], row["buildings"], *(known or (None, 0))))
    return sorted(parts, key=lambda part: in_order(part.unit))


def compose(context: LoadContext, parts: Sequence[Part]) -> Markup:
    """Headline, what to do next, and the table."""
    return join(
        headline(headline_of(context), *_lead(parts)),
        tag("div", tag("div", _table(parts), class_="scroll"), _next(), class_="columns"),
    )


def headline_of(context: LoadContext) -> str:
    """What is known and what is missing."""
    return f"We know {many(context.buildings, 'building')}, but not their teams. Load the teams sheet."


def _lead(parts: Sequence[Part]) -> list[Child]:
    regions = sum(part.unit.level == "region" for part in parts)
    districts = sum(part.districts for part in parts)
    counts = [many(count, noun) for count, noun in ((regions, "region"), (districts, "district")) if count]
    told: list[Child] = [f"In scope: {' with '.join(counts)}. "] if counts else []
    posts, vacant = sum(part.posts or 0 for part in parts), sum(part.vacant for part in parts)
    if posts:
        share = f" ({percent(vacant, posts)})."
        told += [tag("strong", f"{number(vacant)} of {number(posts)} posts are vacant"), share]
    return told


def _table(parts: Sequence[Part]) -> Markup:
    known = any(part.posts is not None for part in parts)
    names = ["districts", "buildings", *(["posts", "vacant", "share vacant"] if known else [])]
    head = [tag("th", worded("region"), scope="col")]
    head += [tag("th", worded(name), scope="col", class_="number") for name in names]
    rows = [_row(part, known=known) for part in parts]
    return tag("table", tag("thead", tag("tr", head)), tag("tbody", rows), class_="directory")


def _row(part: Part, *, known: bool) -> Markup:
    figures: list[Child] = [number(part.districts), number(part.buildings)]
    if known and part.posts:
        figures += [number(part.posts), number(part.vacant), percent(part.vacant, part.posts)]
    elif known:
        figures += ["\N{EN DASH}"] * 3
    return tag(
        "tr",
        tag("th", link(full(part.unit), unit_address(part.unit.unit_id), class_="quiet"), scope="row"),
        [tag("td", figure, class_="number") for figure in figures],
    )


def _next() -> Markup:
    return tag(
        "div",
        tag("h2", "What to do next", class_="side"),
        tag(
            "div",
            tag("h3", "Say which teams there are"),
            tag(
                "p",
                "The button Form for teams saves a sheet with one row for each unit, with the team that is expected "
                "there. Give each team that exists an id of your own; a row without one is not loaded. Put the sheet ",
                "into a folder and run ",
                tag("code", "loopline load FOLDER --source teams --as-of DATE"),
                ".",
            ),
            tag("p", link("See what to collect first", address(DATA_HEALTH)), class_="do"),
            class_="card",
        ),
    )
