"""The alignment page: the line from the state office to every building, and where it breaks."""

from __future__ import annotations

import streamlit as st

from dashboards.drawing.address import place
from dashboards.drawing.component import show_picture
from dashboards.screens.alignment.gaps import show_gaps
from dashboards.screens.pictures import all_findings, picture_for, support_findings
from dashboards.shell import panel
from dashboards.shell.address import ALIGNMENT, read_at, unit_address, write_at
from dashboards.shell.directory import show_directory
from dashboards.shell.layout import crumbs, headline, top
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Markup, link, tag
from dashboards.shell.page import run_page
from graph.profile.words import worded


def show() -> None:
    """The page."""
    run_page("Alignment", _body, needs="drawing")


def _body(context: LoadContext) -> None:
    ids = read_at(st.query_params.get("at", ""))
    if context.loaded == "units" and not ids:
        show_directory(context, ALIGNMENT)
        return
    picture = picture_for(context, ids[-1] if ids else None)
    if picture is None:
        panel.show(_unknown(context, ids[-1] if ids else ""), key="top")
        return
    # The place is part of the panel, so that its script reads the address again.
    panel.show(top(context, tag("span", data_place=write_at(place(picture)))), key="top")
    if st.query_params.get("list") == "gaps":
        show_gaps(context, picture)
        return
    show_picture(
        picture,
        on_open=_open,
        on_list=_list,
        on_gaps=_gaps,
        only_gaps=st.query_params.get("only") == "gaps",
        findings=support_findings(picture),
        everything=all_findings(picture),
    )


def _open(ids: list[str]) -> None:
    if ids:
        st.query_params["at"] = write_at(ids)
    else:
        st.query_params.pop("at", None)


def _list() -> None:
    st.query_params["list"] = "gaps"


def _gaps(on: bool) -> None:  # noqa: FBT001 - called by the picture with the button's state
    if on:
        st.query_params["only"] = "gaps"
    else:
        st.query_params.pop("only", None)


def _unknown(context: LoadContext, unit_id: str) -> Markup:
    title = f"No unit {unit_id[:80]} is known." if unit_id else "No unit of level state was loaded."
    fix = "Add a row with level state to the units sheet, and load it again." if not unit_id else ""
    return top(
        context,
        crumbs(link(worded("State"), unit_address())),
        headline(title, fix) if fix else headline(title),
        tag("p", link("To the whole state", unit_address()), class_="lead") if unit_id else None,
    )
