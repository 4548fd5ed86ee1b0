"""The beginning of every page: how old the data are, where we are, and the page's buttons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboards.shell import panel
from dashboards.shell.layout import crumbs, print_button, top
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Child, tag
from graph.profile.words import worded


@contextmanager
def top_line(context: LoadContext, then: Child) -> Iterator[None]:
    """As-of text and banner, then one line: on the left the state and what is shown of it, on the right the buttons.

    Buttons that the block shows stand before the Print button.

    Args:
        context: The published load.
        then: What is shown of the state: muted words, or links to choose from.
    """
    state = tag("strong", worded("State"))
    way = crumbs(state, then=then) if isinstance(then, str) else crumbs(state, then)
    panel.show(top(context), key="top")
    with st.container(horizontal=True, vertical_alignment="center", key="line"):
        panel.show(way, key="crumbs")
        yield
        panel.show(tag("div", print_button(), class_="buttons"), key="print", width="content")
