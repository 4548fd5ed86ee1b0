"""The picture on a page without a browser: what is sent, and what its events do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.drawing import component
from dashboards.drawing.inputs import Facts
from tests.support.pictures import picture_of, small_state

pytestmark = pytest.mark.pages

PAGE = """
import streamlit as st
from dashboards.drawing.component import show_picture
from tests.support.pictures import picture_of, small_state

unit = small_state()
for place in st.session_state.get("at", []):
    unit = unit.below[place]
show_picture(picture_of(unit), on_open=lambda ids: None, on_list=None)
"""


def _sent(at: AppTest) -> dict[str, Any]:
    bodies = [element.proto.json for element in at.get("bidi_component") if element.proto.json]
    assert len(bodies) == 1
    body: dict[str, Any] = json.loads(bodies[0])
    return body


def test_page_sends_one_picture() -> None:
    at = AppTest.from_string(PAGE, default_timeout=60).run()
    assert not at.exception
    body = _sent(at)
    assert body["headline"].endswith("the line works both ways.")
    assert body["scene"]["nodes"]
    assert body["panel"]["list"] is False
    assert "csv" not in body
    at.session_state["at"] = [2]
    body = _sent(at.run())
    assert body["id"] == "region R3"
    assert body["up"] == []


def test_choices_are_kept_per_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr("dashboards.drawing.component.st.session_state", kept)
    component._choose("picture", "region R3", {"type": "fold", "group": " fold:holds"})
    assert component._chosen("picture", "region R3")["fold"] == " fold:holds"
    component._choose("picture", "region R3", {"type": "csv"})
    assert component._chosen("picture", "region R3") == {
        "here": "region R3", "fold": " fold:holds", "csv": True}  # fmt: skip
    assert component._chosen("picture", "region R4") == {"here": "region R4"}


@pytest.mark.parametrize("loaded", ["nothing", "units", "teams"])
def test_page_without_all_data(loaded: str) -> None:
    from dashboards.drawing.payload import build_body

    body = build_body(picture_of(small_state(), Facts(loaded=loaded)))  # type: ignore[arg-type]
    assert (body["scene"] is None) == (loaded == "nothing")
    assert (body["legend"] == "") == (loaded != "teams")
    assert body["panel"]["cards"]
