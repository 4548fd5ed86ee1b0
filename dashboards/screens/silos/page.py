"""Silos: which offices that must work together are in contact, and which units talk among themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboards.drawing.phrasing import in_order
from dashboards.screens.alignment.read import Names
from dashboards.screens.silos.matrix import compose_main, compose_side
from dashboards.screens.silos.text import (
    COLUMNS,
    LEVELS,
    Between,
    Inward,
    LevelFigures,
    Matrix,
    cells,
    headline_of,
    lead_of,
    look_of,
    noun,
)
from dashboards.shell import panel
from dashboards.shell.address import SILOS
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import headline, toggle, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import answer, params_of, profile, view
from dashboards.shell.stored import answers_of, findings_of
from dashboards.shell.top_line import top_line
from graph.queries.catalog import catalog

_CONTACT = "contact records are missing"
_NOBODY = "nobody's place of work is on record"
_TEAMS = "the teams and their contact records are missing"
_INWARD = "n01_inward_group"
_SILENT = "n01_silent_level"
_SOURCES = {"contacts": "contact records", "meetings": "meetings"}


def show() -> None:
    """The page."""
    run_page("Silos", _body, needs="drawing")


def _body(context: LoadContext) -> None:
    query = st.query_params
    matrix = read_matrix(context, query.get("by", ""), table=query.get("show") == "table")
    with top_line(context, SILOS, _tabs(matrix), narrows=False):
        if not matrix.missing:
            _buttons(context, matrix)
    by = query.get("by", "") if matrix.levels else ""
    shown = noun(matrix.level) if matrix.levels else ""
    top_row = join(
        unknown("" if by in matrix.levels else by, f"Nothing here is compared by {{}}; this is by {shown}."),
        headline(headline_of(matrix), *lead_of(matrix)),
    )
    main, side = tag("div", compose_main(matrix)), tag("div", compose_side(matrix))
    panel.show(join(top_row, tag("div", main, side, class_="columns")), key="silos")


def _tabs(matrix: Matrix) -> Markup | None:
    """The choice of level, such as by office or by region; the current one is not a link."""
    tabs: list[Markup] = []
    for level in matrix.levels:
        name = f"by {noun(level)}"
        here = level == matrix.level
        tabs.append(tag("span", name, aria_current="true") if here else link(name, matrix.here(by=level)))
    between = tag("span", " | ", class_="muted", aria_hidden=True)
    return tag("span", [[between if place else None, tab] for place, tab in enumerate(tabs)]) if tabs else None


def _buttons(context: LoadContext, matrix: Matrix) -> None:
    show_as_table = toggle("Show as table", matrix.here(show=None if matrix.table else "table"), on=matrix.table)
    panel.show(tag("div", show_as_table, class_="buttons"), key="twin", width="content")
    # Files can be passed on, so they show only larger groups.
    least = int(profile().threshold("group_min_export"))
    pairs = read_pairs(context, matrix.level, matrix, least)
    rows = [cells(matrix, pair) for pair in pairs.values()]
    csv_button(COLUMNS, rows, f"loopline_silos_{matrix.level}.csv")


def read_matrix(context: LoadContext, by: str, *, table: bool) -> Matrix:
    """Everything that the page shows.

    Args:
        context: The published load.
        by: The level named by the address; any other text selects the first level.
        table: Whether the table is shown instead of the triangle.
    """
    sources = " and ".join(top_row for sheet, top_row in _SOURCES.items() if sheet in context.sheets)
    if not sources:
        missing = _CONTACT if "teams" in context.sheets else _TEAMS
        return Matrix(missing=missing, inward_missing=missing)
    inward, inward_missing = read_inward(context)
    known = {row["level"] for row in view(context, "pair_levels")}
    levels = [level for level in LEVELS if level in known]
    if not levels:
        return Matrix(missing=_NOBODY, inward=inward, inward_missing=inward_missing, figures=read_figures(context))
    level = by if by in levels else levels[0]
    query = catalog()["silo_units"]
    least = int(params_of(query, {}, context.as_of)["group_min"])
    rows = view(context, "silo_units", level=level)
    names = Names([(row["unit_id"], row["name"]) for row in rows])
    units = sorted((names.unit(row["unit_id"], row["name"], row["level"]) for row in rows), key=in_order)
    matrix = Matrix(
        level=level,
        levels=levels,
        units=units,
        few=frozenset(row["unit_id"] for row in rows if row["few"]),
        least=least,
        fewest=_fewest(),
        joint="joint_work" in context.sheets,
        since=profile().parameters(context.as_of).get("window_days_before"),
        as_of=context.as_of,
        sources=sources,
        covered=_covered(rows),
        figures=read_figures(context),
        inward=inward,
        inward_missing=inward_missing,
        table=table,
    )
    return replace(matrix, pairs=read_pairs(context, level, matrix, least))


def read_pairs(context: LoadContext, level: str, matrix: Matrix, least: int) -> dict[tuple[str, str], Between]:
    """Contact by both units, in the order of the triangle's rows.

    Args:
        context: The published load.
        level: Level of the units.
        matrix: The units in their order.
        least: Units with fewer people are not shown.
    """
    place = {unit.unit_id: at for at, unit in enumerate(matrix.units)}
    pairs = {}
    for row in view(context, "silo_pairs", level=level, group_min=least):
        if row["a_id"] not in place or row["b_id"] not in place:
            continue
        first, second = sorted((row["a_id"], row["b_id"]), key=place.__getitem__)
        pairs[first, second] = _between(row, first, second)
    return dict(sorted(pairs.items(), key=lambda item: (place[item[0][1]], place[item[0][0]])))


def _between(row: dict[str, Any], first: str, second: str) -> Between:
    ties, expected = row["ties"], row["expected"]
    share, fewest = profile().threshold("silo_share"), _fewest()
    look = look_of(ties, expected, share, least=fewest if row["required"] else 0, few=row["few"])
    return Between(first, second, look, ties, expected, row["required"], row["why"] or "", row["role"] or "")


def _fewest() -> int:
    """The finding's threshold: with fewer pairs of people in contact, units that must work together have too little."""
    return int(profile().threshold("joint_pairs_min"))


def _covered(rows: list[dict[str, Any]]) -> float | None:
    """Share of the people shown whose contacts are known."""
    known = [(row["people"], row["covered"]) for row in rows if row["people"] and row["covered"] is not None]
    people = sum(count for count, _ in known)
    return sum(count * share for count, share in known) / people if people else None


def read_inward(context: LoadContext) -> tuple[list[Inward], str]:
    """Units that talk among themselves, from the findings, or why that can't be answered."""
    kept = answers_of(context).get(_INWARD)
    if kept is None:
        return [], "findings are not worked out yet"
    if not kept.evaluable:
        return [], ", ".join(kept.missing)
    return [Inward(finding.sentence, finding.unit_id) for finding in findings_of(context, _INWARD)], ""


def read_figures(context: LoadContext) -> list[LevelFigures]:
    """Every level of units as the metric and the findings have it, in the order of the tabs."""
    kept = answers_of(context).get(_SILENT)
    silent = {row.values["level"]: row.sentence for row in kept.rows} if kept else {}
    rows = {row["level"]: row for row in answer(context, "inwardness")}
    advice = catalog()[_SILENT].advice or ""
    figures = []
    for level in LEVELS:
        row = rows.get(level)
        if row:
            compared, able, apart = (row[name] or 0 for name in ("compared", "able", "apart"))
            shares, told = (row["inside"], row["fair"]), (silent.get(level, ""), advice)
            figures.append(LevelFigures(level, *shares, compared, able, apart, *told))
    return figures
