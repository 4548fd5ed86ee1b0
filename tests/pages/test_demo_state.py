"""The state that the pages show: what is planted in it is found, and it has something of everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.connection import connect
from graph.model.vocabulary import LINK_STATES
from graph.settings import Settings
from tests.support.answer_key import compare

pytestmark = [pytest.mark.pages, pytest.mark.integration]


def test_findings_and_key_agree(demo: Settings, demo_sheets: Path) -> None:
    compare(demo, demo_sheets)


def test_most_buildings_are_connected_and_every_state_of_a_link_is_there(demo: Settings) -> None:
    with connect(demo) as runner:
        lines = runner.read("MATCH (l:Line) RETURN l.state AS state, count(*) AS count")
        links = runner.read("MATCH (l:Link {group: 'support'}) RETURN DISTINCT l.state AS state")
        both = runner.read("MATCH (l:Line {state: 'connected', both_ways: true}) RETURN count(*) AS count")
    counts = {row["state"]: row["count"] for row in lines.rows}
    assert sum(counts.values()) == 400
    assert 220 <= counts["connected"] <= 270
    assert 160 <= both.rows[0]["count"] < counts["connected"]
    assert counts["starting"] > 0
    assert counts["cant_tell"] > 0
    assert {row["state"] for row in links.rows} == set(LINK_STATES)
