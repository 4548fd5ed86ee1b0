"""The loop board: who must be in touch, and the state of each pair."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import streamlit as st

from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.drawing.link_sentences import do, pair, sentence
from dashboards.drawing.phrasing import full, in_order
from dashboards.screens.alignment.read import Names
from dashboards.screens.loop_board.text import (
    STATES,
    Board,
    Share,
    compose_board,
    compose_side,
    headline_of,
    kinds,
    lead_of,
)
from dashboards.shell import panel
from dashboards.shell.address import LOOP_BOARD, address
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import headline, toggle, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import view
from dashboards.shell.region import chosen_place
from dashboards.shell.top_line import top_line

_COLUMNS = ("pair", "kind", "state", "what the records show", "buildings", "what to do", "unit_id")


def show() -> None:
    """The page."""
    run_page("Loop board", _body)


def _body(context: LoadContext) -> None:
    cell = st.query_params.get("cell", "")
    region = chosen_place(context).region
    board = read_board(context, _chosen(cell), region, only_gaps=st.query_params.get("only") == "gaps")
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
    rows, name = _download(board)
    csv_button(rows[0], rows[1], name)


def _download(board: Board) -> tuple[tuple[tuple[str, ...], list[tuple[object, ...]]], str]:
    """The selected cell's pairs, or the board if no cell is selected."""
    if board.chosen is not None:
        rows = [cells(link, board) for link in board.pairs]
        return (_COLUMNS, rows), f"loopline_pairs_{board.chosen[0]}_{board.chosen[1]}.csv"
    columns = ("kind", "pairs", *STATES.values())
    table = [
        (kind.name, board.row(kind.kind), *(board.counts.get((kind.kind, shown), 0) for shown in STATES))
        for kind in board.kinds
    ]
    return (columns, table), "loopline_loop_board.csv"


def cells(link: LinkFacts, board: Board) -> tuple[object, ...]:
    """One pair as a row of the download."""
    shown = board.chosen[1] if board.chosen else link.state
    status = sentence(link, board.as_of)
    return (pair(link), link.kind, STATES[shown], status, link.buildings, do(link), link.lower.unit_id)


def _chosen(text: str) -> tuple[str, str] | None:
    """The cell named by the address; None if it does not exist."""
    kind, _, shown = text.partition(".")
    known = {each.kind for each in kinds()}
    return (kind, shown) if kind in known and shown in STATES else None


def read_board(
    context: LoadContext, chosen: tuple[str, str] | None, region: UnitRef | None = None, *, only_gaps: bool = False
) -> Board:
    """Everything that the page shows.

    Args:
        context: The published load.
        chosen: Kind and state of the selected cell.
        region: The only region to show; None for all.
        only_gaps: Whether rows without a gap are hidden.
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
        by_unit[row["unit_id"]][row["kind"]] = Share(row["pairs"], row["holding"], row["shown"] or "")
    units = sorted((names.unit(unit_id, name, "region") for unit_id, name in regions), key=in_order)
    pairs: list[dict[str, Any]] = []
    if chosen is not None:
        pairs = view(context, "loop_pairs", kind=chosen[0], shown=chosen[1], unit=only)
    return Board(
        counts=counts,
        regions=[(unit, by_unit[unit.unit_id]) for unit in units if only in {None, unit.unit_id}],
        name=full(region) if region else "",
        chosen=chosen,
        pairs=[names.link(row, writing=context.writing) for row in pairs],
        as_of=context.as_of,
        writing=context.writing,
        only_gaps=only_gaps,
    )
