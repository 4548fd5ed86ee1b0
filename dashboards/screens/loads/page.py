"""Loads: how current each source is, what waits for a decision, and what each load changed."""

from __future__ import annotations

import streamlit as st

from dashboards.screens.loads.opened import compose_opened, opened_headline, opened_lead
from dashboards.screens.loads.read import read_loads, read_opened
from dashboards.screens.loads.tables import COLUMNS, compose_tables, download_of
from dashboards.screens.loads.text import headline_of, lead_of
from dashboards.screens.loads.waiting import compose_waiting
from dashboards.shell import panel
from dashboards.shell.address import LOADS, address
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import headline, nothing_loaded, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join, link, tag
from dashboards.shell.page import run_page
from dashboards.shell.top_line import top_line
from graph.settings import Settings

_NAME = "Loads"


def show() -> None:
    """The page."""
    run_page(_NAME, _body, needs="server")


def _body(context: LoadContext) -> None:
    loads = read_loads(context, Settings.from_env().inputs)
    if not loads.every:
        panel.show(nothing_loaded(context, _NAME), key="standing")
        return
    asked = st.query_params.get("load", "")
    opened = read_opened(context, loads, asked)
    back = link("all loads", address(LOADS)) if opened else "all loads"
    with top_line(context, LOADS, back, narrows=False):
        csv_button(COLUMNS, download_of(loads), "loopline_loads.csv")
    if opened is not None:
        title = opened_headline(opened)
        body = tag("div", compose_opened(opened), class_="opened", data_say=title)
        panel.show(join(headline(title, *opened_lead(opened)), body), key="loads")
        return
    stray = "" if any(load.load_id == asked for load in loads.every) else asked
    panel.show(
        join(
            unknown(stray, "No load has the id {}; all loads are shown."),
            headline(headline_of(loads), *lead_of(loads)),
            compose_waiting(loads.of("held"), loads.of("not finished")),
            compose_tables(loads),
        ),
        key="loads",
    )
