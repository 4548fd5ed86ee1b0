"""The search box on every page: find any unit by name or id. Most phone calls start with a unit's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboards.shell import panel
from dashboards.shell.address import unit_address
from dashboards.shell.markup import Markup, link, tag
from dashboards.shell.readers import ask
from graph.errors import LooplineError
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded

_SHORTEST = 2
_SHOWN = 9


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
    """The list below the box.

    Args:
        typed: The text that was searched for.
        found: Rows of the view `find_units`.
    """
    if not found:
        return tag(
            "div",
            tag(
                "p",
                f"No unit has \N{LEFT DOUBLE QUOTATION MARK}{typed}\N{RIGHT DOUBLE QUOTATION MARK} in its name or id.",
            ),
            class_="found-units",
        )
    rows = [
        tag(
            "li",
            link(row["name"] or row["unit_id"], _address(row)),
            tag("span", _where(row), class_="muted small"),
        )
        for row in found
    ]
    return tag("div", tag("ul", rows), class_="found-units", aria_live="polite")


def _address(row: dict[str, Any]) -> str:
    return unit_address(*([row["unit_id"]] if row["level"] != "state" else []))


def _where(row: dict[str, Any]) -> str:
    within = f" in {row['within']}" if row["within"] else ""
    scope = "" if row["counted"] else ", not in scope"
    return f"{worded(LEVEL_WORDS.get(row['level'], row['level']))}{within}{scope}"
