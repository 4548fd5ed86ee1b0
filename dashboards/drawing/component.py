"""The picture on a Streamlit page: one call shows any of the four pictures with everything around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from dashboards.drawing.assets import loader, read_asset
from dashboards.drawing.payload import View, build_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.drawing.inputs import Picture

_LOADER = st.components.v2.component("loopline_picture_loader", html="<span></span>", js=loader())
_PICTURE = st.components.v2.component("loopline_picture", html="<div></div>", js=read_asset("bootstrap.js"))


def show_picture(
    picture: Picture,
    *,
    on_open: Callable[[list[str]], None],
    on_list: Callable[[], None] | None = None,
    on_gaps: Callable[[bool], None] | None = None,
    only_gaps: bool = False,
    findings: str = "",
    everything: str = "",
    key: str = "picture",
) -> None:
    """Show a picture with breadcrumb, headline, drawing, panel, legend and table.

    The selection stays in the browser. Folded rows and the download are kept here, per picture; "Only gaps" is kept by
    the page.

    Args:
        picture: Any of the four pictures.
        on_open: Called with the ids below the state, top down, when another place is opened; an empty list is the
            state. Like all Streamlit callbacks, it runs before the page.
        on_list: Called when the list of all gaps is opened.
        on_gaps: Called when "Only gaps" is switched, with whether it is on.
        only_gaps: Whether units whose line holds are folded away.
        findings: Address of the findings about missing support; empty for none.
        everything: Address of all findings about the picture's unit; empty for none.
        key: Name of the element, one per page.
    """
    here = f"{picture.unit.level} {picture.unit.unit_id}"
    chosen = _chosen(key, here)

    def on_event() -> None:
        event = _event(key)
        kind = event.get("type")
        if kind == "open":
            on_open([str(each) for each in event.get("at") or []])
        elif kind == "list" and on_list is not None:
            on_list()
        elif kind == "gaps" and on_gaps is not None:
            on_gaps(bool(event.get("on")))
            _choose(key, here, {"type": "fold"})
        elif kind in {"fold", "csv"}:
            _choose(key, here, event)

    view = View(only_gaps, str(chosen.get("fold", "")), bool(chosen.get("csv")))
    body = build_body(picture, view)
    body["panel"]["list"] = on_list is not None
    body["panel"]["findings"] = findings
    body["panel"]["everything"] = everything
    _LOADER(key=f"{key}_loader")
    _PICTURE(key=key, data=body, on_event_change=on_event)


def _chosen(key: str, here: str) -> dict[str, Any]:
    """The choices for this picture; another picture starts with none."""
    name = f"{key}_chosen"
    chosen = cast("dict[str, Any]", st.session_state.get(name) or {})
    if chosen.get("here") != here:
        chosen = {"here": here}
        st.session_state[name] = chosen
    return chosen


def _choose(key: str, here: str, event: dict[str, Any]) -> None:
    """Store a choice for the next run."""
    chosen = {**_chosen(key, here), "csv": False}
    if event["type"] == "fold":
        chosen["fold"] = str(event.get("group", ""))
    else:
        chosen["csv"] = True
    st.session_state[f"{key}_chosen"] = chosen


def _event(key: str) -> dict[str, Any]:
    """The current event; triggers last for one run."""
    state = st.session_state.get(key)
    event = getattr(state, "event", None) if state is not None else None
    return dict(event) if event else {}
