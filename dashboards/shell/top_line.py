"""The beginning of every page: how old the data are, where we are, and the page's buttons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboards.shell import panel
from dashboards.shell.layout import crumbs, print_button, top
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Child, tag
from dashboards.shell.region import region_choice
from graph.profile.words import worded


@contextmanager
def top_line(context: LoadContext, page: str, then: Child = None, *, narrows: bool = True) -> Iterator[None]:
    """As-of text and banner, then one line: on the left the state and what is shown of it, on the right the buttons.

    Buttons that the block shows stand before the Print button.

    Args:
        context: The published load.
        page: The page's address.
        then: What else there is to choose or to know: muted words, or links.
        narrows: Whether the page shows a chosen region alone.
    """
    more = tag("span", then, class_="next") if isinstance(then, str) else then
    way = crumbs(tag("strong", worded("State")), region_choice(context, page, narrows=narrows), more)
    panel.show(top(context), key="top")
    with st.container(horizontal=True, vertical_alignment="center", key="line"):
        panel.show(way, key="crumbs")
        yield
        panel.show(tag("div", print_button(), class_="buttons"), key="print", width="content")
