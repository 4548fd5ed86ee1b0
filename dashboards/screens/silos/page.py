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
    Matrix,
    cells,
    headline_of,
    lead_of,
    look_of,
    noun,
)
from dashboards.shell import panel
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import crumbs, headline, print_button, toggle, top, unknown
from dashboards.shell.load_context import Ground
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import params_of, profile, view
from dashboards.shell.stored import answers_of, findings_of
from graph.profile.words import worded
from graph.queries.catalog import catalog

_CONTACT = "contact records are missing"
_NOBODY = "nobody's place of work is on record"
_INWARD = "n01_inward_group"
_SOURCES = {"contacts": "contact records", "meetings": "meetings"}


def show() -> None:
    """The page."""
    run_page("Silos", _body, needs="drawing")


def _body(ground: Ground) -> None:
    asked = st.query_params
    matrix = read_matrix(ground, asked.get("by", ""), table=asked.get("show") == "table")
    panel.show(top(ground), key="top")
    with st.container(horizontal=True, vertical_alignment="center", key="line"):
        panel.show(crumbs(tag("strong", worded("State")), _tabs(matrix)), key="crumbs")
        if not matrix.missing:
            _buttons(ground, matrix)
        panel.show(tag("div", print_button(), class_="buttons"), key="print", width="content")
    by = asked.get("by", "") if matrix.levels else ""
    shown = noun(matrix.level) if matrix.levels else ""
    said = join(
        unknown("" if by in matrix.levels else by, f"Nothing here is compared by {{}}; this is by {shown}."),
        headline(headline_of(matrix), *lead_of(matrix)),
    )
    main, side = tag("div", compose_main(matrix)), tag("div", compose_side(matrix))
    panel.show(join(said, tag("div", main, side, class_="columns")), key="silos")


def _tabs(matrix: Matrix) -> Markup | None:
    """By office, by region: the one shown is no link."""
    tabs: list[Markup] = []
    for level in matrix.levels:
        name = f"by {noun(level)}"
        here = level == matrix.level
        tabs.append(tag("span", name, aria_current="true") if here else link(name, matrix.here(by=level)))
    between = tag("span", " | ", class_="muted", aria_hidden=True)
    return tag("span", [[between if place else None, tab] for place, tab in enumerate(tabs)]) if tabs else None


def _buttons(ground: Ground, matrix: Matrix) -> None:
    twin = toggle("Show as table", matrix.here(show=None if matrix.table else "table"), on=matrix.table)
    panel.show(tag("div", twin, class_="buttons"), key="twin", width="content")
    # A file leaves the page, so it takes larger groups before it tells anything of them.
    least = int(profile().threshold("group_min_export"))
    pairs = read_pairs(ground, matrix.level, matrix, least)
    rows = [cells(matrix, pair) for pair in pairs.values()]
    csv_button(COLUMNS, rows, f"loopline_silos_{matrix.level}.csv")


def read_matrix(ground: Ground, by: str, *, table: bool) -> Matrix:
    """Everything that the page says.

    Args:
        ground: The published load.
        by: The level that the address names; any other text opens the first level there is.
        table: Whether the table twin is shown.
    """
    sources = " and ".join(said for sheet, said in _SOURCES.items() if sheet in ground.sheets)
    if not sources:
        return Matrix(missing=_CONTACT, inward_missing=_CONTACT)
    inward, inward_missing = read_inward(ground)
    found = {row["level"] for row in view(ground, "pair_levels")}
    levels = [level for level in LEVELS if level in found]
    if not levels:
        return Matrix(missing=_NOBODY, inward=inward, inward_missing=inward_missing)
    level = by if by in levels else levels[0]
    query = catalog()["silo_units"]
    least = int(params_of(query, {}, ground.as_of)["group_min"])
    rows = view(ground, "silo_units", level=level)
    names = Names([(row["unit_id"], row["name"]) for row in rows])
    units = sorted((names.unit(row["unit_id"], row["name"], row["level"]) for row in rows), key=in_order)
    matrix = Matrix(
        level=level,
        levels=levels,
        units=units,
        few=frozenset(row["unit_id"] for row in rows if row["few"]),
        least=least,
        fewest=_fewest(),
        joint="joint_work" in ground.sheets,
        since=profile().parameters(ground.as_of).get("window_days_before"),
        as_of=ground.as_of,
        sources=sources,
        covered=_covered(rows),
        inward=inward,
        inward_missing=inward_missing,
        table=table,
    )
    return replace(matrix, pairs=read_pairs(ground, level, matrix, least))


def read_pairs(ground: Ground, level: str, matrix: Matrix, least: int) -> dict[tuple[str, str], Between]:
    """Contact by both units, in the order of the triangle's rows.

    Args:
        ground: The published load.
        level: Level of the units.
        matrix: The units in their order.
        least: People below which nothing is told of a unit.
    """
    place = {unit.unit_id: at for at, unit in enumerate(matrix.units)}
    made = {}
    for row in view(ground, "silo_pairs", level=level, group_min=least):
        if row["a_id"] not in place or row["b_id"] not in place:
            continue
        one, other = sorted((row["a_id"], row["b_id"]), key=place.__getitem__)
        made[one, other] = _between(row, one, other)
    return dict(sorted(made.items(), key=lambda item: (place[item[0][1]], place[item[0][0]])))


def _between(row: dict[str, Any], one: str, other: str) -> Between:
    ties, expected = row["ties"], row["expected"]
    share, fewest = profile().threshold("silo_share"), _fewest()
    look = look_of(ties, expected, share, least=fewest if row["required"] else 0, few=row["few"])
    return Between(one, other, look, ties, expected, row["required"], row["why"] or "", row["role"] or "")


def _fewest() -> int:
    """Pairs of people in contact below which units that must work together have little, as the findings say."""
    return int(profile().threshold("joint_pairs_min"))


def _covered(rows: list[dict[str, Any]]) -> float | None:
    """Share of the people shown whose contacts are known."""
    known = [(row["people"], row["covered"]) for row in rows if row["people"] and row["covered"] is not None]
    people = sum(count for count, _ in known)
    return sum(count * share for count, share in known) / people if people else None


def read_inward(ground: Ground) -> tuple[list[Inward], str]:
    """Units that talk among themselves as the findings tell them, or why that can't be told."""
    kept = answers_of(ground).get(_INWARD)
    if kept is None:
        return [], "findings are not worked out yet"
    if not kept.evaluable:
        return [], ", ".join(kept.missing)
    return [Inward(finding.sentence, finding.unit_id) for finding in findings_of(ground, _INWARD)], ""
