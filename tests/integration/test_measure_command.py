"""`loopline measure` on the small state, as a user runs it."""

from __future__ import annotations

import json

import pytest

from graph.settings import Settings
from tests.integration.test_derive_command import LOAD, loopline
from tests.support.loading_command import empty_graph
from tests.support.small_state import WELL

pytestmark = pytest.mark.integration


def test_figures_by_district_and_nothing_of_small_teams(server_settings: Settings) -> None:
    with empty_graph(server_settings) as runner:
        for text in (*WELL, LOAD):
            runner.write(text)
        loopline(server_settings, "derive")
        by_district = json.loads(
            loopline(server_settings, "measure", "reciprocity", "--by", "district", "--format", "json").stdout
        )
        by_team = json.loads(loopline(server_settings, "measure", "k_core", "--by", "team", "--format", "json").stdout)
        table = loopline(server_settings, "measure", "reciprocity", "--by", "district")
        nowhere = loopline(server_settings, "measure", "k_core", "--by", "distrit")
    assert (by_district["people_counted"], by_district["minimum_group"]) == (26, 10)
    # E is below the minimum group of what is exported, and could be had from the region less D.
    rows = [(row["group"], row["people"], row["withheld"]) for row in by_district["rows"]]
    assert rows == [("D", 12, "too few people in the rest"), ("E", 8, "too few people")]
    assert {row["answered"] for row in by_district["rows"]} == {None}
    assert "0 groups withheld of 2" in table.stdout
    assert "100%" in table.stdout
    assert {row["withheld"] for row in by_team["rows"]} == {"too few people"}
    assert nowhere.returncode == 2
    assert "did you mean 'district'" in nowhere.stderr
