"""The alignment page: the line from the state office to every building, and where it breaks."""

from __future__ import annotations

import streamlit as st

from dashboards.picture.address import read_at, write_at
from dashboards.picture.component import show_picture
from dashboards.picture.inputs import Picture
from dashboards.screens.alignment_data import Answers, picture_of
from dashboards.screens.gap_list import show_gaps
from dashboards.shell import panel
from dashboards.shell.address import HOME
from dashboards.shell.frame import Ground, crumbs, headline, top
from dashboards.shell.markup import Markup, link, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import view

_DEPTH = {"state": 2, "region": 1, "district": 1, "school": 0}


def show() -> None:
    """The page."""
    run_page("Alignment", _body, needs="load")


def _body(ground: Ground) -> None:
    ids = read_at(st.query_params.get("at", ""))
    picture = read_picture(ground, ids[-1] if ids else None)
    if picture is None:
        panel.show(_unknown(ground, ids[-1] if ids else ""), key="top")
        return
    panel.show(top(ground), key="top")
    if st.query_params.get("list") == "gaps":
        show_gaps(ground, picture)
        return
    show_picture(picture, on_open=_open, on_list=_list)


def _open(ids: list[str]) -> None:
    if ids:
        st.query_params["at"] = write_at(ids)
    else:
        st.query_params.clear()


def _list() -> None:
    st.query_params["list"] = "gaps"


def _unknown(ground: Ground, unit_id: str) -> Markup:
    said = f"No unit {unit_id[:80]} is known." if unit_id else "No unit of level state was loaded."
    fix = "Add a row with level state to the units sheet, and load it again." if not unit_id else ""
    return top(
        ground,
        crumbs(link("State", HOME)),
        headline(said, fix) if fix else headline(said),
        tag("p", link("To the whole state", HOME), class_="lead") if unit_id else None,
    )


def read_picture(ground: Ground, unit_id: str | None) -> Picture | None:
    """The picture of a unit, or of the state where none is named; None where there is no such unit.

    Args:
        ground: The published load.
        unit_id: Id as given in the units sheet.
    """
    way = view(ground, "way_down", unit=unit_id)
    if not way or (unit_id is not None and way[-1]["unit_id"] != unit_id):
        return None
    here, level = way[-1]["unit_id"], way[-1]["level"]
    depth = _DEPTH[level]
    top_ = None if level == "state" else here
    region_rows = view(ground, "siblings", unit=way[1]["unit_id"]) if len(way) > 1 else ()
    below = view(ground, "units_below", unit=top_, depth=depth) if depth else ()
    regions = below if level == "state" else region_rows
    return picture_of(
        Answers(
            way=way,
            way_links=view(ground, "links_of", units=[row["unit_id"] for row in way]),
            below=below,
            links=view(ground, "links_below", unit=top_, depth=depth) if depth else (),
            repairs=view(ground, "repairs_below", unit=top_) if depth else (),
            siblings=view(ground, "siblings", unit=here) if level != "state" else (),
            outside=view(ground, "not_counted", unit=top_) if depth else (),
            regions=[(row["unit_id"], row["name"]) for row in regions if row["level"] == "region"],
        ),
        ground,
    )
