"""The answer key against the findings: every planted defect is found, and every finding is planted or explained.

The whole chain as a user runs it: `loopline generate`, `load`, `findings`. The generator knows nothing of the queries,
and the queries nothing of the generator; where the two disagree, one of them has the rule wrong.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.connection import connect
from graph.model.vocabulary import LINK_STATES
from graph.settings import Settings
from loaders.generator.planting import defects

pytestmark = [pytest.mark.integration, pytest.mark.slow]

# Figures are no defects: they have a value in the healthiest state.
FIGURES = {"S-19", "N-13", "D-06"}
RULES = {rule for defect in defects().values() for rule in defect.rules}

Finding = tuple[str, str]

STATES = {
    "demo size": ["--districts", "60", "--seed", "1"],
    "twice the defects, in summer": ["--districts", "20", "--seed", "3", "--defects", "2", "--as-of", "2026-07-20"],
    "small, with staff": ["--districts", "5", "--seed", "5", "--staff", "4", "--without", "S-05"],
}


def _loopline(settings: Settings, *arguments: str) -> str:
    """Run the command line as a user would, on the test's server; its standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboards.cli", *arguments],
        env={**os.environ, "LOOPLINE_HOME": str(settings.home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"loopline {' '.join(arguments)}: {done.stderr}"
    return done.stdout


def _prepare(settings: Settings, folder: Path, wishes: list[str]) -> dict[str, Any]:
    """An empty graph, then the state generated and loaded; the load's report."""
    with connect(settings) as runner:
        runner.write("MATCH (n) DETACH DELETE n")
    made = _loopline(settings, "generate", *wishes, str(folder))
    command = made.splitlines()[-1].removeprefix("Next: loopline ").split()
    report = json.loads(_loopline(settings, *command, "--format", "json"))
    assert (report["quarantined"], report["duplicates"]) == (0, 0)
    assert isinstance(report, dict)
    return report


def _key(folder: Path) -> dict[Finding, str]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["rule"], row["ids"]): row["because"] for row in csv.DictReader(stream)}


def _found(settings: Settings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(_loopline(settings, "findings", "--format", "json"))
    return rows


def _by_ids(rows: list[dict[str, Any]]) -> Counter[Finding]:
    """Findings by rule and ids, for every rule that defects are planted for."""
    return Counter((row["rule"], "|".join(sorted(set(row["ids"])))) for row in rows if row["rule"] in RULES)


def _told(findings: set[Finding], why: dict[Finding, str] | dict[Finding, list[str]]) -> str:
    lines = [f"  {rule} {ids[:200]}: {why.get((rule, ids), '')}" for rule, ids in sorted(findings)]
    return "\n".join(lines) or "  none"


def _compare(settings: Settings, folder: Path) -> None:
    """Fail with both lists where the findings of the graph are not those of the folder's key."""
    rows = _found(settings)
    unanswered = {row["rule"] for row in rows if row.get("evaluable") is False}
    assert not unanswered & RULES, "the generated sheets let every planted rule be answered"
    key, found = _key(folder), _by_ids(rows)
    sentences = {(row["rule"], "|".join(sorted(set(row["ids"])))): row["sentence"] for row in rows if "ids" in row}
    missing, unexplained = key.keys() - found.keys(), found.keys() - key.keys()
    assert not missing | unexplained, (
        f"Planted, but not found:\n{_told(missing, key)}\nFound, but not explained:\n{_told(unexplained, sentences)}"
    )
    assert not [finding for finding, count in found.items() if count > 1], "one defect, one finding"


@pytest.mark.parametrize("wishes", STATES.values(), ids=STATES.keys())
def test_findings_and_key_agree(server_settings: Settings, tmp_path: Path, wishes: list[str]) -> None:
    _prepare(server_settings, tmp_path / "state", wishes)
    _compare(server_settings, tmp_path / "state")


def test_a_healthy_state_gives_no_finding(server_settings: Settings, tmp_path: Path) -> None:
    _prepare(server_settings, tmp_path / "state", ["--districts", "30", "--defects", "0"])
    found = [row for row in _found(server_settings) if row.get("evaluable") is not False and row["rule"] not in FIGURES]
    assert found == []


def test_the_demo_state(server_settings: Settings, tmp_path: Path) -> None:
    """Most buildings are connected, some weakly; one region is silent; some are starting, of some we can't tell."""
    from loaders.generator import DEMO, demo_state

    with connect(server_settings) as runner:
        runner.write("MATCH (n) DETACH DELETE n")
    folder = demo_state(tmp_path / "demo")
    _loopline(server_settings, "load", str(folder), "--source", "demo", "--as-of", str(DEMO.as_of))
    _compare(server_settings, folder)
    with connect(server_settings) as runner:
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
