"""The search box on every page: find any unit by name or id. Most phone calls start with a unit's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboards.drawing.phrasing import number
from dashboards.shell import panel
from dashboards.shell.address import unit_address
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.readers import ask
from graph.errors import LooplineError
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded

_SHORTEST = 2
_SHOWN = 9
_LIST = "ll-found"


@st.fragment
def show_finder(place: str) -> None:
    """The box and, while something is typed, its results.

    Args:
        place: Page and place; the box is cleared when either changes.
    """
    words = st.text_input(
        "Find a unit by name or id",
        key=f"find {place}",
        placeholder="Find a unit: name, id",
        label_visibility="collapsed",
        max_chars=80,
        live=True,
    )
    typed = (words or "").strip()
    if len(typed) < _SHORTEST:
        return
    try:
        found = ask("find_units", {"words": typed, "limit": _SHOWN})
    except LooplineError:
        # The page itself reports that the graph can't be reached.
        return
    panel.show(results(typed, found), key="found")


def results(typed: str, found: Sequence[dict[str, Any]]) -> Markup:
    """The list below the box; its script lets arrows choose, Enter open and Escape close (panel.js).

    Args:
        typed: The text that was searched for.
        found: Rows of the view `find_units`.
    """
    said = _said(typed, found)
    if not found:
        return tag("div", tag("p", said), class_="found-units", data_typed=typed, data_say=said)
    rows = [tag("li", _option(place, row), role="presentation") for place, row in enumerate(found)]
    more = tag("p", said, class_="muted small") if found[0]["total"] > len(found) else None
    options = tag("ul", rows, id=_LIST, role="listbox", aria_label="Units found")
    return tag("div", options, more, class_="found-units", data_typed=typed, data_say=said)


def _said(typed: str, found: Sequence[dict[str, Any]]) -> str:
    """How many units were found."""
    if not found:
        return f"No unit has \N{LEFT DOUBLE QUOTATION MARK}{typed}\N{RIGHT DOUBLE QUOTATION MARK} in its name or id."
    total = found[0]["total"]
    if total > len(found):
        return f"The best {number(len(found))} of {number(total)} units. Type more to find others."
    return f"{number(total)} {'unit' if total == 1 else 'units'} found."


def _option(place: int, row: dict[str, Any]) -> Markup:
    name = tag("span", row["name"] or row["unit_id"], class_="name")
    where = tag("span", _where(row), class_="muted small")
    return link(
        join(name, where), _address(row), role="option", id=f"{_LIST}-{place}", tabindex=-1, aria_selected=False
    )


def _address(row: dict[str, Any]) -> str:
    return unit_address(*([row["unit_id"]] if row["level"] != "state" else []))


def _where(row: dict[str, Any]) -> str:
    within = f" in {row['within']}" if row["within"] else ""
    scope = "" if row["counted"] else ", not in scope"
    return f"{worded(LEVEL_WORDS.get(row['level'], row['level']))}{within}{scope}"
