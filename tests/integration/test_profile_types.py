"""A profile is one YAML file: with other team types in it and in the data, the same findings, id by id."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboards.loads.run import Way, run_load
from graph.connection import Neo4jRunner
from graph.kept.load_input import LoadInput
from graph.profile.profile import FOLDER, Profile
from graph.queries.evaluate import NO_HISTORY
from graph.queries.stored import stored
from graph.settings import Settings
from loaders import sheets
from loaders.generator import Options, generate

pytestmark = pytest.mark.integration

# Every team type of education, and what it is called in the other profile.
OTHER = {"SMT": "TopLead", "SIT": "TopDo", "RIT": "AreaDo", "DMT": "TownLead", "DIT": "TownDo", "BMT": "SpotLead",
         "BIT": "SpotDo"}  # fmt: skip
STATE = Options(districts=12, seed=5)


def renamed(text: str) -> str:
    """A text with every team type as the other profile calls it, in kinds of pairs too."""
    return re.sub(r"\b(" + "|".join(OTHER) + r")\b", lambda found: OTHER[found[0]], text)


@pytest.fixture
def other(tmp_path: Path) -> Profile:
    content = yaml.safe_load((FOLDER / "education.yaml").read_text(encoding="utf-8"))
    for entry in content["team_types"]:
        entry.pop("aliases", None)
        entry["name"] = f"group of {entry['type']}"
    text = renamed(yaml.safe_dump({**content, "name": "other"}))
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    return Profile.load(path)


def rewrite(folder: Path) -> None:
    """Rename the types in the teams sheet, where alone they stand."""
    path = folder / "teams.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["type"] = renamed(row["type"])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def answers(runner: Neo4jRunner, settings: Settings, folder: Path, profile: Profile) -> dict[str, Any]:
    """What every query says after a load into an empty graph: finding ids with severity, or values of a metric."""
    runner.write("MATCH (n) DETACH DELETE n")
    given = LoadInput("invented", STATE.as_of, sheets.read([folder], "invented"), profile)
    run_load(settings, given, Way())
    found: dict[str, Any] = {}
    for answer in stored(runner):
        assert answer.missing in {(), (NO_HISTORY,)}, f"{answer.query}: {answer.missing}"
        found[answer.query] = sorted(
            (renamed(row.key), *map(renamed, row.ids), row.severity or "", row.buildings)
            if answer.kind == "finding"
            else (renamed(repr(row.values)),)
            for row in answer.rows
        )
    return found


def test_other_team_types_give_the_same_findings(
    runner: Neo4jRunner, server_settings: Settings, tmp_path: Path, other: Profile
) -> None:
    folder = tmp_path / "state"
    generate(STATE, folder)
    before = answers(runner, server_settings, folder, Profile.load("education"))
    rules = [name for name, rows in before.items() if rows]
    assert len(rules) >= 30, "a state in which few rules fire would show little"
    rewrite(folder)
    assert answers(runner, server_settings, folder, other) == before
