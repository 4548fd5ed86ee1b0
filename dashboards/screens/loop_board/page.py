"""The loop board: who must be in touch, and the state of each pair."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import streamlit as st

from dashboards.drawing.inputs import UnitRef
from dashboards.drawing.link_sentences import can_be_recorded, do, owner_name, pair, sentence
from dashboards.drawing.phrasing import full, in_order
from dashboards.screens.alignment.read import Names
from dashboards.screens.loop_board.side import compose_side
from dashboards.screens.loop_board.text import (
    STATES,
    Board,
    Pair,
    Share,
    compose_board,
    headline_of,
    kinds,
    lead_of,
)
from dashboards.shell import panel
from dashboards.shell.address import LOOP_BOARD, address
from dashboards.shell.downloads import csv_button
from dashboards.shell.forms import check_form
from dashboards.shell.layout import headline, toggle, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import view
from dashboards.shell.region import chosen_place
from dashboards.shell.top_line import top_line

_COLUMNS = (
    "pair",
    "within",
    "kind",
    "state",
    "what the records show",
    "buildings",
    "owner",
    "what to do",
    "unit_id",
)


def show() -> None:
    """The page."""
    run_page("Loop board", _body)


def _body(context: LoadContext) -> None:
    cell = st.query_params.get("cell", "")
    region = chosen_place(context).region
    board = read_board(
        context,
        _chosen(cell),
        region,
        only_gaps=st.query_params.get("only") == "gaps",
        only_pair=st.query_params.get("pair", ""),
    )
    with top_line(context, LOOP_BOARD):
        _buttons(board)
    panel.show(
        join(
            unknown("" if board.chosen else cell, "No cell with pairs is called {}; the whole board is shown."),
            headline(headline_of(board), *lead_of(board)),
            tag("div", tag("div", compose_board(board)), tag("div", compose_side(board)), class_="columns"),
        ),
        key="board",
    )


def _buttons(board: Board) -> None:
    cell = f"{board.chosen[0]}.{board.chosen[1]}" if board.chosen else None
    other = None if board.only_gaps else "gaps"
    only = toggle("Only gaps", address(LOOP_BOARD, cell=cell, only=other), on=board.only_gaps)
    panel.show(tag("div", only, class_="buttons"), key="only", width="content")
    record = [pair for pair in board.listed if can_be_recorded(pair.link)]
    if record:
        columns, form = check_form([(pair.upper_team, pair.lower_team) for pair in record], board.as_of)
        csv_button(columns, form, "link_checks.csv", "Form to record contact")
    rows, name = _download(board)
    csv_button(rows[0], rows[1], name)


def _download(board: Board) -> tuple[tuple[tuple[str, ...], list[tuple[object, ...]]], str]:
    """The selected cell's pairs, or the board if no cell is selected."""
    if board.chosen is not None:
        rows = [cells(pair, board) for pair in board.listed]
        return (_COLUMNS, rows), f"loopline_pairs_{board.chosen[0]}_{board.chosen[1]}.csv"
    columns = ("kind", "pairs", *STATES.values())
    table = [
        (kind.name, board.row(kind.kind), *(board.counts.get((kind.kind, shown), 0) for shown in STATES))
        for kind in board.kinds
    ]
    return (columns, table), "loopline_loop_board.csv"


def cells(found: Pair, board: Board) -> tuple[object, ...]:
    """One pair as a row of the download."""
    link = found.link
    shown = board.chosen[1] if board.chosen else link.state
    status = sentence(link, board.as_of)
    owner, kind = owner_name(link), link.kind
    return pair(link), found.within, kind, STATES[shown], status, link.buildings, owner, do(link), link.lower.unit_id


def _chosen(text: str) -> tuple[str, str] | None:
    """The cell named by the address; None if it does not exist."""
    kind, _, shown = text.partition(".")
    known = {each.kind for each in kinds()}
    return (kind, shown) if kind in known and shown in STATES else None


def read_board(
    context: LoadContext,
    chosen: tuple[str, str] | None,
    region: UnitRef | None = None,
    *,
    only_gaps: bool = False,
    only_pair: str = "",
) -> Board:
    """Everything that the page shows.

    Args:
        context: The published load.
        chosen: Kind and state of the selected cell.
        region: The only region to show; None for all.
        only_gaps: Whether rows without a gap are hidden.
        only_pair: Id of the only pair to list; of no effect if the cell does not have it.
    """
    only = region.unit_id if region else None
    counts = {(row["kind"], row["shown"]): int(row["pairs"]) for row in view(context, "loop_board", unit=only)}
    if chosen not in counts:
        chosen = None
    shares = view(context, "loop_regions")
    regions = list({row["unit_id"]: row["name"] for row in shares if row["level"] == "region"}.items())
    names = Names(regions)
    by_unit: dict[str, dict[str, Share]] = defaultdict(dict)
    for row in shares:
        by_unit[row["unit_id"]][row["kind"]] = Share(row["pairs"], row["holding"], row["shown"] or "", row["starting"])
    units = sorted((names.unit(unit_id, name, "region") for unit_id, name in regions), key=in_order)
    pairs: list[dict[str, Any]] = []
    if chosen is not None:
        pairs = view(context, "loop_pairs", kind=chosen[0], shown=chosen[1], unit=only)
    found = [
        Pair(
            names.link(row, writing=context.writing),
            row["within"] or "",
            row["upper_team"] or "",
            row["lower_team"] or "",
        )
        for row in pairs
    ]
    return Board(
        counts=counts,
        regions=[(unit, by_unit[unit.unit_id]) for unit in units if only in {None, unit.unit_id}],
        name=full(region) if region else "",
        chosen=chosen,
        pairs=found,
        only_pair=only_pair if only_pair in {pair.link.link_id for pair in found} else "",
        as_of=context.as_of,
        writing=context.writing,
        only_gaps=only_gaps,
    )
