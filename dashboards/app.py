"""The dashboard's pages, as `loopline dashboard` serves them. Streamlit alone, which nothing guards, shows none."""

from __future__ import annotations

import streamlit as st

from dashboards.door.guard import hung
from dashboards.shell import panel
from dashboards.shell.finder import show_finder
from dashboards.shell.layout import dress, unknown
from dashboards.shell.navigation import show_navigation
from dashboards.shell.pages import MISSING, PAGES, start_page

st.set_page_config(page_title="Loopline", layout="wide", initial_sidebar_state="collapsed")


def main() -> None:
    """Choose the page that the address names and run it."""
    if not hung():
        st.text("The dashboard is started with the command `loopline dashboard`, which prints the address to open.")
        return
    # `/` redirects before this runs; Streamlit needs a page there nevertheless.
    home = start_page(st.query_params)
    start = st.Page(home.load(), title=home.title, default=True, visibility="hidden")
    pages = [st.Page(page.load(), title=page.title, url_path=page.path) for page in PAGES]
    chosen = st.navigation([start, *pages], position="hidden")
    st.set_page_config(page_title=f"{chosen.title} \N{MIDDLE DOT} Loopline")
    dress()
    place = st.query_params.get("at", "")
    with st.container(key="header"):
        show_navigation(chosen.url_path or home.path, place)
        with st.container(key="finder"):
            show_finder(f"{chosen.url_path}?{place}")
    missing = unknown(st.query_params.get(MISSING, ""), f"There is no page {{}}. This is the page {chosen.title}.")
    if missing:
        panel.show(missing, key="missing")
    chosen.run()


main()
