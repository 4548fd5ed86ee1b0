"""States of other fields than education: every planted defect is found, and everything is told in their words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import streamlit as st
from typer.testing import CliRunner

from dashboards.cli import app
from dashboards.drawing.cards import panel
from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import Picture
from dashboards.drawing.summary import summary
from dashboards.loads.run import Way, run_load
from dashboards.overview import overview_of
from dashboards.shell import readers
from graph.connection import Neo4jRunner
from graph.kept.load_input import LoadInput
from graph.profile.profile import Profile
from graph.profile.words import speaking
from graph.queries.evaluate import NO_HISTORY
from graph.queries.results import compute_all
from graph.queries.stored import stored
from graph.settings import Settings
from loaders import sheets
from loaders.generator import Options, generate
from loaders.generator.planting import defects
from tests.pages.test_pages_invented import markup, opened
from tests.support.screens import texts

pytestmark = pytest.mark.integration

EDUCATION = Profile.load("education")
EDUCATION_ONLY = re.compile(
    r"\b(districts?|buildings?|schools?|superintendents?|principals?|teachers?|state management team)\b", re.IGNORECASE
)
RULES = {rule for defect in defects().values() for rule in defect.rules}
PAGES = ("alignment", "loop_board", "continuity", "briefing", "data_health", "silos", "findings", "loads")


def load(settings: Settings, runner: Neo4jRunner, folder: Path, name: str) -> None:
    """Generate and load a small state under a profile, as a user does."""
    runner.write("MATCH (n) DETACH DELETE n")
    options = Options(districts=10, seed=3, defects=1, profile=name, without=frozenset({"S-05"}))
    generate(options, folder)
    found, profile = sheets.read([folder], "invented"), Profile.load(name)
    run_load(settings, LoadInput("invented", options.as_of, found, profile), Way())


def key(folder: Path) -> set[tuple[str, str]]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["rule"], row["ids"]) for row in csv.DictReader(stream)}


def answered(runner: Neo4jRunner) -> set[tuple[str, str]]:
    return {
        (answer.rule or "", "|".join(sorted(set(row.ids))))
        for answer in stored(runner)
        if answer.kind == "finding" and answer.rule in RULES
        for row in answer.rows
    }


def said_by_pages(runner: Neo4jRunner, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What every page says; the words are those that the graph recorded, whatever was spoken before."""
    st.cache_data.clear()
    st.cache_resource.clear()
    monkeypatch.setattr(readers, "runner", lambda: runner)
    said = {}
    for module in PAGES:
        with speaking(EDUCATION):
            said[module] = texts(markup(opened(module)))
    return said


def in_sentences(runner: Neo4jRunner) -> list[str]:
    return [row.sentence for answer in stored(runner) for row in answer.rows]


def test_child_welfare(
    runner: Neo4jRunner, server_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One load, since it takes longest: the findings, then everything that is said of them."""
    load(server_settings, runner, tmp_path / "state", "child_welfare")
    planted = key(tmp_path / "state")
    assert len(planted) >= 25
    assert answered(runner) == planted

    sentences = in_sentences(runner)
    assert any("county" in sentence for sentence in sentences)
    assert any("local office" in sentence for sentence in sentences)
    assert not [sentence for sentence in sentences if EDUCATION_ONLY.search(sentence)]

    # From here on the recorded profile decides, whatever was spoken before.
    with speaking(EDUCATION):
        check_overview(runner)
    check_pages(said_by_pages(runner, monkeypatch))
    check_command(server_settings, monkeypatch)
    with speaking(EDUCATION):
        compute_all(runner)
    assert in_sentences(runner) == sentences


def base(picture: Picture) -> str:
    """What the headline counts against."""
    return "that have begun" if picture.counts.starting else "in scope"


def check_overview(runner: Neo4jRunner) -> None:
    picture = overview_of(runner)
    told = [headline(picture), "".join(text for text, _ in summary(picture))]
    told += [text for card in panel(picture).cards for text in (card.title, card.text, card.do)]
    assert f"local offices {base(picture)}" in told[0]
    assert "County" in " ".join(told)
    assert not [text for text in told if EDUCATION_ONLY.search(text)]


def check_pages(said: dict[str, str]) -> None:
    assert "can't be shown" not in " ".join(said.values())
    for module, text in said.items():
        if module == "findings":
            continue  # it quotes sources and shows Cypher, where levels have their codes
        # Ids, addresses and file names carry the codes of levels; people read none of them.
        assert not EDUCATION_ONLY.findall(re.sub(r"\"(id|file|findings|legend)\": \"[^\"]*\"", "", text)), module
    assert "local offices" in said["briefing"]
    assert "state to region" in said["briefing"].lower()
    assert "County team and its regional team" in said["loop_board"]
    assert "Counties (bigger circle: more local offices)" in said["alignment"]


def check_command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_HOME", str(settings.home))
    with speaking(EDUCATION):
        printed = CliRunner().invoke(app, ["run", "alignment"])
    assert printed.exit_code == 0, printed.output
    assert "How many local offices have a line to the state office" in printed.output


def test_a_hierarchy_without_leadership_teams(
    runner: Neo4jRunner, server_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(server_settings, runner, tmp_path / "state", "minimal")
    planted = key(tmp_path / "state")
    assert len(planted) >= 20
    assert answered(runner) == planted
    lacking = {answer.rule: answer.missing for answer in stored(runner) if not answer.evaluable}
    assert lacking == {
        "S-12": ("the profile has no leadership team at any level",),
        "S-13": ("the profile has no leadership team at any level",),
        "S-14": ("the profile has no leadership team at any level",),
        "S-16": (
            "the profile has no leadership team at the level district",
            "the profile has no leadership team at any level",
        ),
        "S-17": (
            "the profile has no leadership team at the level school",
            "the profile has no leadership team at any level",
        ),
        "S-24": ("the profile has no type of team with a target outcome",),
        "S-22": ("the profile has no leadership team at the level state",),
        "C-02": (NO_HISTORY,),
        "C-04": (NO_HISTORY,),
    }
    with speaking(EDUCATION):
        picture = overview_of(runner)
        assert f"sites {base(picture)}" in headline(picture)
    said = said_by_pages(runner, monkeypatch)
    assert "can't be shown" not in " ".join(said.values())
    assert "Department team and its division team" in said["loop_board"]
    assert "the profile has no leadership team at any level" in said["findings"]
