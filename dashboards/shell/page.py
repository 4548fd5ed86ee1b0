"""What every page does first: check what is loaded, and explain if the page can't be shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from dashboards.shell import panel
from dashboards.shell.address import stay_at
from dashboards.shell.directory import show_directory
from dashboards.shell.layout import not_derived, nothing_loaded, unreachable
from dashboards.shell.load_context import LoadContext
from dashboards.shell.pinned import MovedOnError
from dashboards.shell.readers import current_load
from dashboards.shell.region import asked_place
from graph.errors import LooplineError

_AGAIN, _TRIES = "read_again", 5
"""How often a page begins anew because another load was published while it was drawn."""
Needs = Literal["server", "load", "drawing", "links"]


def run_page(name: str, body: Callable[[LoadContext], None], *, needs: Needs = "links") -> None:
    """Show a page, or the reason why it can't be shown.

    Args:
        name: The page's name in the navigation.
        body: Draws the page.
        needs: What must be there to show it: "server": nothing; "load": any load; "drawing": units, and links if there
            are teams; "links": links.
    """
    stay_at(asked_place())
    try:
        context = current_load()
        if needs != "server" and context.loaded == "nothing":
            panel.show(nothing_loaded(context, name), key="standing")
        elif needs == "links" and context.loaded == "units":
            show_directory(context, name.lower().replace(" ", "-"))
        elif needs in {"drawing", "links"} and not context.derived:
            panel.show(not_derived(context, name), key="standing")
        else:
            body(context)
        st.session_state.pop(_AGAIN, None)
    except MovedOnError as error:
        if st.session_state.get(_AGAIN, 0) < _TRIES:
            st.session_state[_AGAIN] = st.session_state.get(_AGAIN, 0) + 1
            st.rerun()
        st.session_state.pop(_AGAIN, None)
        panel.show(unreachable(name, error), key="trouble")
    except LooplineError as error:
        panel.show(unreachable(name, error), key="trouble")
