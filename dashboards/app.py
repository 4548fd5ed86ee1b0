"""The dashboard: run with `loopline dashboard`, or with `streamlit run dashboards/app.py`."""

from __future__ import annotations

import streamlit as st

from dashboards.shell.finder import show_finder
from dashboards.shell.layout import dress
from dashboards.shell.pages import PAGES

st.set_page_config(page_title="Loopline", layout="wide", initial_sidebar_state="collapsed")


def main() -> None:
    """Choose the page that the address names and run it."""
    pages = [st.Page(page.load(), title=page.title, url_path=page.path, default=page.home) for page in PAGES]
    chosen = st.navigation(pages, position="top")
    dress()
    with st.container(key="finder"):
        show_finder(f"{chosen.url_path}?{st.query_params.get('at', '')}")
    chosen.run()


main()
