"""`loopline measure` on the small state, as a user runs it."""

from __future__ import annotations

import json

import pytest

from graph.settings import Settings
from tests.integration.test_derive_command import LOAD
from tests.support.command_line import loopline
from tests.support.loading_command import empty_graph
from tests.support.small_state import STATE, TEAMS, WELL

pytestmark = pytest.mark.integration


def test_measures_by_district_and_nothing_of_small_teams(server_settings: Settings) -> None:
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
        below = ("measure", "reciprocity", "--by", "building", "--of")
        by_building = json.loads(loopline(server_settings, *below, "D", "--format", "json").stdout)
        unknown = loopline(server_settings, *below, "D9")
        none_below = loopline(server_settings, "measure", "reciprocity", "--by", "district", "--of", "A")
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
    # D with its two buildings has 6 of the 13 teams, 2 people each; names of levels may be the profile's words.
    assert (by_building["of"], by_building["people_counted"], by_building["people_on_record"]) == ("D", 12, 26)
    assert sorted(row["group"] for row in by_building["rows"]) == ["A", "B"]
    assert unknown.returncode == 2
    assert "There is no unit 'D9'" in unknown.stderr
    assert none_below.returncode == 2
    assert "No district lies within unit A." in none_below.stderr


def test_without_contacts_a_measure_names_the_sheet(server_settings: Settings) -> None:
    with empty_graph(server_settings) as runner:
        empty = loopline(server_settings, "measure", "k_core")
        for text in (STATE, TEAMS, LOAD):
            runner.write(text)
        done = loopline(server_settings, "measure", "k_core")
    assert (empty.returncode, done.returncode) == (1, 1)
    assert "Nothing is loaded yet." in empty.stderr
    assert "Measure k_core needs contact data, and none is loaded." in done.stderr
    assert "Load the sheet contacts or meetings." in done.stderr
