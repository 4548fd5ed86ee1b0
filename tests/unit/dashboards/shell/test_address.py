"""Addresses: whatever an id holds, the link to its unit leads to that unit and to no other."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.shell.address import ALIGNMENT, FINDINGS, LOOP_BOARD, address, read_at, stay_at, unit_address, write_at
from dashboards.shell.markup import link

# Text as UTF-8 can hold it: loading refuses half a surrogate pair.
IDS = st.text(st.characters(codec="utf-8"), min_size=1)
AWKWARD = st.text("/?#%&+ =:;,.2Fü\u6f22\U0001f3eb\"'<>\\", min_size=1)


def opened(href: str) -> list[str]:
    """The ids that a page reads from its address, as a browser sends it and Streamlit decodes it."""
    return read_at(parse_qs(urlsplit(href).query).get("at", [""])[0])


@given(st.lists(IDS | AWKWARD, max_size=4))
def test_a_link_leads_to_its_own_unit(ids: list[str]) -> None:
    href = unit_address(*ids)
    assert opened(href) == ids
    assert urlsplit(href).fragment == ""
    assert link("x", href), "the markup refuses no address of ours"


@given(st.lists(IDS | AWKWARD, max_size=4))
def test_a_place_comes_back(ids: list[str]) -> None:
    assert read_at(write_at(ids)) == ids


@given(IDS | AWKWARD)
def test_every_parameter_comes_back(value: str) -> None:
    query = urlsplit(address(FINDINGS, kind="S", rule=value)).query
    assert parse_qs(query, keep_blank_values=True) == {"kind": ["S"], "rule": [value]}


@pytest.mark.parametrize("unit_id", ["A/7", "A?7", "A#7", "100%", "A&at=7", "A+7", "A 7", "\u00c5/7", "A%2F7", "/"])
def test_ids_that_once_opened_another_unit(unit_id: str) -> None:
    assert opened(unit_address(unit_id)) == [unit_id]


def test_places_stay_readable() -> None:
    assert unit_address("R3", "D17") == "alignment?at=R3/D17"
    assert unit_address() == ALIGNMENT
    assert read_at("") == []


def test_links_between_pages_keep_the_place_unless_they_name_another() -> None:
    stay_at("R3/D17")
    try:
        assert address(LOOP_BOARD, only="gaps") == "loop-board?only=gaps&at=R3/D17"
        assert address(LOOP_BOARD, at="R4") == "loop-board?at=R4"
        assert address(LOOP_BOARD, at=None) == "loop-board"
        assert unit_address() == ALIGNMENT
        assert unit_address("R4") == "alignment?at=R4"
    finally:
        stay_at("")
    assert address(LOOP_BOARD) == "loop-board"
