"""Every page on a state whose ids hold every sign that means something in an address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.screens.alignment import page as alignment
from dashboards.shell import readers
from dashboards.shell.address import read_at, write_at
from dashboards.shell.finder import results
from tests.support.views import LEVELS, NAMES, Door, Row, Views

pytestmark = pytest.mark.pages

SIGNS = "/?#%&+ =\u00fc%2F"
IDS = {unit_id: f"{unit_id[0]}{SIGNS}{unit_id[1:]}" for unit_id in LEVELS}
LINKS = {f"X:{a}:{b}": f"X:{IDS[a]}:{IDS[b]}" for a in IDS for b in IDS}
BACK = {new: old for old, new in (IDS | LINKS).items()}


def renamed(value: Any, names: dict[str, str]) -> Any:
    """A value with every id in it exchanged."""
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    if isinstance(value, str):  # an id, or a finding's: its query and the ids it is about
        return "|".join(names.get(part, part) for part in value.split("|"))
    return value


class Awkward(Views):
    """The invented state with other ids: asked and answered in them."""

    def __call__(self, name: str, **given: Any) -> list[Row]:
        rows: list[Row] = renamed(super().__call__(name, **renamed(given, BACK)), IDS | LINKS)
        return rows


@pytest.fixture(autouse=True)
def _stand_on(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(Awkward())
    monkeypatch.setattr(readers, "runner", lambda: door)


def opened(module: str, **params: str) -> list[dict[str, Any]]:
    """What a page sends to the browser."""
    page = AppTest.from_string(f"from dashboards.screens.{module}.page import show\nshow()", default_timeout=60)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return [json.loads(element.proto.json) for element in page.get("bidi_component") if element.proto.json]


def hrefs(sent: list[dict[str, Any]]) -> list[str]:
    markup = "".join(data.get("html", "") for data in sent)
    return [html.unescape(href) for href in re.findall(r'href="([^"]*)"', markup)]


def asked(href: str) -> dict[str, str]:
    """What a page reads from an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


def heads(sent: list[dict[str, Any]]) -> str:
    return "\n".join(data.get("headline", "") or data.get("html", "") for data in sent)


def assert_opens(at: str, unit_id: str) -> None:
    said = heads(opened("alignment", at=at))
    assert "No unit" not in said
    assert NAMES[BACK[unit_id]].removeprefix("Region ") in said


@pytest.mark.parametrize(
    ("module", "params", "units"),
    [
        ("briefing", {}, {"R2"}),
        ("loop_board", {"cell": "SIT-RIT.paper"}, {"R1", "R2", "R10"}),
        ("continuity", {}, {"R2"}),
        ("findings", {}, {"R2"}),
        ("data_health", {}, {"D1"}),
        ("alignment", {"list": "gaps"}, {"R2"}),
    ],
)
def test_links_of_each_page_open_their_unit(module: str, params: dict[str, str], units: set[str]) -> None:
    places = [asked(href)["at"] for href in hrefs(opened(module, **params)) if href.startswith("alignment?at=")]
    found = {read_at(at)[-1]: at for at in places}
    assert found.keys() >= {IDS[unit] for unit in units}
    assert found.keys() <= set(IDS.values())
    for unit_id, at in found.items():
        assert_opens(at, unit_id)


def _places(value: Any) -> Iterator[list[str]]:
    """Every place that the picture's script can open: it sends the list back as it is."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("at", "up") and isinstance(item, list):
                yield item
            else:
                yield from _places(item)
    elif isinstance(value, list):
        for item in value:
            yield from _places(item)


@pytest.mark.parametrize("unit", ["", "R2", "D1"])
def test_what_the_drawing_opens_is_its_unit(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = opened("alignment", at=write_at([IDS[unit]] if unit else []))
    places = [place for data in sent for place in _places(data) if place]
    assert places
    kept: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", kept)
    for place in places:
        assert set(place) <= set(IDS.values())
        alignment._open(place)
        assert read_at(kept["at"]) == place


def test_what_the_search_finds_is_opened() -> None:
    rows = Awkward().__call__("find_units", words="Elm", limit=9)
    href = re.findall(r'href="([^"]*)"', results("Elm", rows))[0]
    assert_opens(asked(html.unescape(href))["at"], IDS["D1"])


def test_a_region_chosen_among_findings_is_the_same_region() -> None:
    said = heads(opened("findings", region=IDS["R2"]))
    assert "is called" not in said
    links = [asked(href)["at"] for href in hrefs(opened("findings")) if href.startswith("findings?at=")]
    assert {read_at(at)[-1] for at in links} == {IDS[unit] for unit in ("R1", "R2", "R10")}
    assert "Region 2 Lake only" in heads(opened("findings", at=write_at([IDS["R2"]])))


def test_a_link_chosen_on_continuity_is_the_same_link() -> None:
    at = [asked(href)["link"] for href in hrefs(opened("continuity")) if href.startswith("continuity?link=")]
    assert set(at) <= set(LINKS.values())
    assert LINKS["X:R2:D1"] in at
    assert "all of them are shown" not in heads(opened("continuity", link=LINKS["X:R2:D1"]))
