"""A held load from the command line: planned, held, listed, rejected, approved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from tests.support.loading_command import Load, Run, one
from tests.support.loading_help import folder

pytestmark = pytest.mark.integration


def people(count: int) -> str:
    return "person_id,job_title\n" + "".join(f"P{number:03},Coach\n" for number in range(count))


@pytest.fixture
def held(load: Load, tmp_path: Path) -> str:
    """The id of a load that is held: a file that is cut off."""
    assert load(folder(tmp_path / "all", people=people(100)))[0] == 0
    code, report, _ = load(folder(tmp_path / "cut", people=people(60)), as_of="2026-10-01")
    assert code == report["exit_code"] == 3
    assert "probably cut off" in report["error"]
    return str(report["error"].split()[1])


def listed(run: Run) -> list[dict[str, Any]]:
    code, out, _ = run("loads", "--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_a_plan_writes_nothing_and_says_what_would_hold_the_load(
    load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path
) -> None:
    load(folder(tmp_path / "all", people=people(100)))
    before = graph_hash(runner)
    cut = folder(tmp_path / "cut", people=people(60))
    code, out, _ = run("load", str(cut), "--source", "hr", "--as-of", "2026-10-01", "--plan")
    assert code == 0
    assert out.startswith("Plan, nothing is written: hr as of 2026-10-01.")
    assert "people: 0 new, 0 changed, 60 unchanged, 40 ended" in out
    assert "It would be held until somebody approves it:\n  - 40 of 100 people" in out
    assert "  40 people ended: P060; P061; P062; P063; P064 and 35 more\n" in out
    assert graph_hash(runner) == before
    assert [load["state"] for load in listed(run)] == ["published"]


def test_approving_writes_the_plan_and_keeps_the_reason(held: str, run: Run, runner: Neo4jRunner) -> None:
    assert [load["state"] for load in listed(run)] == ["held", "published"]
    _, out, err = run("loads")
    assert [line.split()[0] for line in out.splitlines()[:2]] == ["Loads", "load"]
    assert "waits for a decision" in out.splitlines()[2], "held ones come first, as the first line says"
    assert f"Load {held} of hr as of 2026-10-01 is held:\n  - 40 of 100 people" in err
    assert f'    loopline approve {held} --reason "..."' in err
    code, out, _ = run("approve", held[:5], "--reason", "forty went to another agency")
    assert code == 0, out
    assert "60 unchanged, 40 ended" in out
    assert one(runner, "MATCH (p:Person) RETURN count(p)") == 60
    assert one(runner, "MATCH (p:FormerPerson) RETURN count(p)") == 40
    now = listed(run)
    assert [load["state"] for load in now] == ["published", "published"]
    assert now[0]["reason"] == "forty went to another agency"
    code, _, err = run("approve", held, "--reason", "again")
    assert code == 2
    assert "No held load has this id" in err


def test_rejecting_drops_the_files_and_keeps_the_reason(held: str, run: Run, runner: Neo4jRunner) -> None:
    before = graph_hash(runner)
    code, out, _ = run("reject", held, "--reason", "cut off in the download")
    assert code == 0
    assert f"Load {held} of hr as of 2026-10-01 is rejected." in out
    first = listed(run)[0]
    assert (first["state"], first["reason"], first["input_kept"]) == ("rejected", "cut off in the download", False)
    assert graph_hash(runner) == before
    code, _, err = run("approve", held, "--reason", "after all")
    assert code == 2
    assert "No load is held" in err


@pytest.mark.parametrize("command", ["approve", "reject"])
def test_a_reason_has_to_be_given(held: str, run: Run, command: str) -> None:
    code, _, err = run(command, held, "--reason", " ")
    assert code == 2
    assert "Say in a few words why." in err
    assert run(command, held)[0] == 2


def test_a_graph_that_moved_on_asks_again(held: str, load: Load, run: Run, tmp_path: Path) -> None:
    load(folder(tmp_path / "other", people="person_id,job_title\nP001,Chief\n"), source="survey", as_of="2026-10-01")
    code, _, err = run("approve", held, "--reason", "right")
    assert code == 3
    assert "The graph has changed since the plan was approved" in err
    assert run("approve", held, "--reason", "still right")[0] == 0
