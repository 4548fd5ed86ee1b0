"""The right side of the loop board: the pairs of the selected cell, what to do about them, how to read the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.link_sentences import can_be_recorded, do, owner_name, sentence
from dashboards.drawing.phrasing import full, number, opening, plain, short
from dashboards.screens.loop_board.text import STATES, Board, Pair, holds_of, kinds
from dashboards.shell.address import LOOP_BOARD, address, unit_address
from dashboards.shell.fold import fold
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.profile.words import worded

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import UnitRef


def compose_side(board: Board) -> Markup:
    """The selected cell's list, what to do about it, and how to read the board."""
    parts: list[Child] = []
    heading = "Choose a number to see its pairs"
    said = None
    if board.chosen is not None:
        heading = heading_of(board)
        said = f"{heading}: {number(len(board.listed))} listed."
        parts = [_list(board), _record(board), _what_to_do(board.listed[0]) if board.listed else None]
    reading = tag("div", tag("h3", "How to read this"), tag("p", *_how(writing=board.writing)), class_="card")
    return tag("div", tag("h2", heading, class_="side"), parts, reading, data_say=said)


def heading_of(board: Board) -> str:
    """Which cell is selected, in words."""
    known, (chosen, shown) = kinds(), board.chosen or ("", "")
    kind = next((kind for kind in known if kind.kind == chosen), known[0])
    return f"Selected: {kind.heading}, {STATES[shown][:1].lower() + STATES[shown][1:]}"


def _list(board: Board) -> Markup:
    """All pairs of the cell, the largest first; the longer part of the list is folded."""
    every = None
    if board.only_pair:
        cell = f"{board.chosen[0]}.{board.chosen[1]}" if board.chosen else None
        others = address(LOOP_BOARD, cell=cell, only="gaps" if board.only_gaps else None)
        every = tag("p", link(f"Show all {number(len(board.pairs))}", others), class_="noprint")
    left = board.counts.get(board.chosen, 0) - len(board.pairs) if board.chosen else 0
    more = (
        tag("p", f"And {number(left)} smaller ones: choose a region to see them.", class_="muted") if left > 0 else None
    )
    return join(fold([_pair(pair, board.as_of) for pair in board.listed]), more, every)


def _pair(found: Pair, today: date | None) -> Markup:
    lower, upper = found.link.lower, found.link.upper
    name: Child = full(lower)
    if not found.link.leadership:
        name = f"{plain(lower) if lower.level != 'region' else full(lower)} and {_above(upper)}"
    within = found.within if found.link.leadership and lower.level in {"school", "district"} else ""
    return tag(
        "li",
        tag("strong", link(name, unit_address(lower.unit_id), class_="quiet")),
        tag("span", f" in {within}", class_="muted") if within else None,
        tag("p", f"{sentence(found.link, today)}. Owner: {owner_name(found.link)}."),
    )


def _above(upper: UnitRef) -> str:
    return worded("the state team") if upper.level == "state" else short(upper)


def _record(board: Board) -> Markup | None:
    """Where to record contact that the records lack."""
    if not any(can_be_recorded(pair.link) for pair in board.listed):
        return None
    return tag(
        "div",
        tag("h3", "If they are in contact, record it"),
        tag(
            "p",
            "The button Form to record contact saves a sheet with these pairs. Each team fills in its own row: the day "
            "of the last meeting, and who heard from whom. Rows that stay blank say nothing. Put the sheet into a ",
            "folder and run ",
            tag("code", "loopline load FOLDER --source link_checks --as-of DATE"),
            ".",
        ),
        class_="card noprint",
        id="record",
    )


def _what_to_do(first: Pair) -> Markup:
    parts = do(first.link)
    return tag(
        "div",
        tag("h3", "What to do"),
        tag("p", "For the first: " + opening(parts) if parts else ""),
        tag("p", link("Show in the drawing", unit_address(first.link.lower.unit_id)), class_="do"),
        class_="card",
    )


def _how(*, writing: bool) -> list[Child]:
    circles = "Lower table: full circle 90% or more, half 60 to 90%, quarter below 60%. "
    return [
        "Every pair counts once; each row adds up to its pairs. " + circles,
        holds_of(writing=writing),
    ]
