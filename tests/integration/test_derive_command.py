"""`loopline derive`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.settings import Settings
from tests.support.command_line import loopline
from tests.support.loading_command import empty_graph
from tests.support.small_state import WELL

pytestmark = pytest.mark.integration

LOAD = "CREATE (:Load {load_id: 'one', status: 'published', as_of: date('2026-05-03'), sequence: 1, number: 1})"


def test_json_is_one_document_and_a_second_run_writes_nothing(server_settings: Settings) -> None:
    with empty_graph(server_settings) as runner:
        for text in (*WELL, LOAD):
            runner.write(text)
        first = json.loads(loopline(server_settings, "derive", "--format", "json").stdout)
        again = json.loads(loopline(server_settings, "derive", "--format", "json").stdout)
    assert (first["as_of"], first["load"], first["profile"]) == ("2026-05-03", "one", "education")
    assert {step["step"]: step["rows"] for step in first["steps"]}["lines"] == 3
    assert first["written"]["nodes_created"] > 0
    assert set(again["written"].values()) == {0}
    assert first["findings"] == again["findings"]


def test_text_names_every_step(server_settings: Settings) -> None:
    with empty_graph(server_settings) as runner:
        for text in (*WELL, LOAD):
            runner.write(text)
        told = loopline(server_settings, "derive")
    assert told.returncode == 0
    for word in ("2026-05-03", "scope", "members", "link_state", "redundancy", "lines", "findings"):
        assert word in told.stdout


def test_nothing_loaded_is_told_in_words(server_settings: Settings) -> None:
    with empty_graph(server_settings):
        told = loopline(server_settings, "derive")
    assert told.returncode == 1
    assert "Nothing is loaded yet" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""


def test_a_profile_of_ones_own(server_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("name: own\n", encoding="utf-8")
    told = loopline(server_settings, "derive", "--profile", str(path))
    assert told.returncode == 4
    assert str(path) in told.stderr
    assert loopline(server_settings, "derive", "--profile", "nonesuch").returncode == 2
