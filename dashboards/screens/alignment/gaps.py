"""All gaps below a unit, the largest first, so that the numbers next to the drawing add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.drawing.address import place
from dashboards.drawing.link_history import so_since
from dashboards.drawing.link_sentences import do, owner_name, title, why
from dashboards.drawing.phrasing import full, many, number
from dashboards.screens.alignment.read import Names
from dashboards.shell import panel
from dashboards.shell.address import unit_address
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import crumbs, headline, print_button
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.readers import view
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboards.drawing.inputs import LinkFacts, Picture
    from dashboards.shell.load_context import LoadContext

_MOST = 5000
_SHOWN = 300
_COLUMNS = ("gap", "what is known", "cuts off", "reconnects", "what to do", "owner", "unit_id")


def show_gaps(context: LoadContext, picture: Picture) -> None:
    """The page as a list instead of the drawing."""
    unit = picture.unit
    top = None if unit.level == "state" else unit.unit_id
    regions = [(row["unit_id"], row["name"]) for row in _regions(context, picture)]
    names = Names(regions)
    rows = view(context, "repairs_below", unit=top, limit=_MOST)
    gaps = [names.link(row, writing=context.writing) for row in rows if row["list"] == "gap"]
    gaps = [gap for gap in gaps if gap.cuts_off]
    with st.container(horizontal=True, vertical_alignment="center", key="line"):
        panel.show(_crumbs(picture), key="crumbs")
        csv_button(_COLUMNS, [cells(gap, context.as_of) for gap in gaps], "loopline_gaps.csv")
    panel.show(compose(gaps, picture, context.as_of), key="gaps")


def _regions(context: LoadContext, picture: Picture) -> Sequence[dict[str, str]]:
    if picture.unit.level == "state":
        below = view(context, "units_below", unit=None, depth=2)
    else:
        below = view(context, "siblings", unit=picture.path[1].unit.unit_id)
    return [row for row in below if row["level"] == "region"]


def _crumbs(picture: Picture) -> Markup:
    here = place(picture)
    steps = [
        link(worded("State") if step.unit.level == "state" else full(step.unit), unit_address(*here[:at]))
        for at, step in enumerate(picture.path)
    ]
    return crumbs(
        *steps,
        tag("strong", "all gaps"),
        buttons=join(link("Back to the drawing", unit_address(*here), class_="button"), print_button()),
    )


def cells(gap: LinkFacts, today: date | None) -> tuple[str, ...]:
    """One gap as a row of the list."""
    return (
        title(gap),
        _known(gap, today),
        str(gap.cuts_off),
        str(gap.reconnects),
        do(gap),
        owner_name(gap),
        gap.lower.unit_id,
    )


def _known(gap: LinkFacts, today: date | None) -> str:
    return f"{why(gap, today)} {so_since(gap, today)}".strip()


def compose(gaps: Sequence[LinkFacts], picture: Picture, today: date | None) -> Markup:
    """Headline and list.

    Args:
        gaps: Gaps that cut off a building, the largest first.
        picture: The picture whose gaps they are.
        today: As-of date.
    """
    lost = sum(gap.cuts_off for gap in gaps)
    text = f"{many(len(gaps), 'gap')} {'cuts' if len(gaps) == 1 else 'cut'} off {many(lost, 'building')}."
    if picture.unit.level != "state":
        text = f"{full(picture.unit)}: {text}"
    if not gaps:
        text = worded("No gap cuts off a building.")
    head = [
        tag("th", name, scope="col", class_="number" if name in {"cuts off", "reconnects"} else None)
        for name in _COLUMNS[:-1]
    ]
    rows = [
        tag(
            "tr",
            tag("th", link(title(gap), unit_address(gap.lower.unit_id)), scope="row"),
            tag("td", _known(gap, today)),
            tag("td", number(gap.cuts_off), class_="number"),
            tag("td", number(gap.reconnects), class_="number"),
            tag("td", do(gap)),
            tag("td", owner_name(gap)),
        )
        for gap in gaps[:_SHOWN]
    ]
    left = len(gaps) - len(rows)
    more = (
        tag("p", f"And {number(left)} smaller ones: download the list to see them all.", class_="muted")
        if left > 0
        else None
    )
    table = tag("table", tag("thead", tag("tr", head)), tag("tbody", rows), class_="gaps") if rows else None
    return join(headline(text), table, more)
