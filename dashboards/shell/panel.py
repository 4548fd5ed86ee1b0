"""Pieces of page made of escaped markup, and links inside the app that need no reload.

`st.html` takes no inline SVG, so markup travels as the data of a small component whose script puts it into the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from dashboards.shell.markup import Markup, tag

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).parent


@cache
def _component() -> ComponentRenderer:
    # Registered once a process: registering again would only be answered with a warning.
    return st.components.v2.component(
        "loopline.panel",
        html=str(tag("div", class_="ll")),
        js=(_HERE / "panel.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def show(markup: Markup, *, key: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put markup on the page.

    Args:
        markup: What `dashboards.shell.markup` made.
        key: Name of the place, one per page.
        width: As wide as the room, or as the markup.
    """
    _component()(data={"html": str(markup)}, key=key, width=width, height="content")
