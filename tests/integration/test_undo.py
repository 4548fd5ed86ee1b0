"""`loopline undo` on a server: a month taken back leaves graph, names and findings as they were before it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.kept.folder import inputs_folder
from graph.ledger.entry import Entry
from graph.ledger.store import read_figures, read_ledger
from graph.loading.hashing import graph_hash
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.integration.test_ledger import RIT1, ROLES, TEAMS, UNITS
from tests.support.every_answer import answers
from tests.support.loading_command import Load, Run, one
from tests.support.loading_help import SMALL, folder
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = pytest.mark.integration

MONTHS = ("2026-10-31", "2026-11-30")


@pytest.fixture
def two_months(tmp_path: Path) -> list[Path]:
    first = read_sheets(
        generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "a").folder
    )
    second = next_month(first, 2, date(2026, 11, 30))
    return [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate((first, second))]


def known(settings: Settings, runner: Neo4jRunner) -> tuple[str, object, object, int]:
    """All facts with their names, all answers, all figures, and how many relationships there are in all tenses."""
    vault = known_vault(settings)
    return (
        graph_hash(runner, vault),
        answers(runner),
        {load: read_figures(runner, load) for load in range(1, 4)},
        one(runner, "MATCH (a)-[r]->(b) WHERE r.source IS NOT NULL RETURN count(r)"),
    )


@pytest.mark.slow
def test_a_month_is_taken_back_and_can_be_loaded_again(
    load: Load, run: Run, runner: Neo4jRunner, server_settings: Settings, two_months: list[Path]
) -> None:
    states = []
    for path, day in zip(two_months, MONTHS, strict=True):
        assert load(path, as_of=day)[0] == 0
        assert run("derive")[0] == 0
        states.append(known(server_settings, runner))
    assert states[0] != states[1]

    code, out, _ = run("undo", "hr", "--plan")
    assert code == 0
    assert out.startswith("Plan, nothing is changed: hr as of 2026-11-30 would be taken back.")
    assert known(server_settings, runner) == states[1]

    code, out, err = run("undo", "hr", "--reason", "wrong month")
    assert code == 0, err
    assert out.startswith("Taken back: hr as of 2026-11-30.")
    assert "The graph is as of 2026-10-31 again." in out
    assert known(server_settings, runner) == states[0]
    assert one(runner, "MATCH (load:Load) RETURN count(load)") == 1
    assert not one(runner, "MATCH (n) WHERE n.load = 2 OR n.ended = 2 RETURN count(n)")
    listed = json.loads(run("loads", "--format", "json")[1])
    assert [(each["state"], each["reason"], each["input_kept"]) for each in listed] == [
        ("undone", "wrong month", False),
        ("published", None, True),
    ]
    assert len(list(inputs_folder(server_settings).glob("*.journal"))) == 1

    assert load(two_months[1], as_of=MONTHS[1])[0] == 0
    assert run("derive")[0] == 0
    assert known(server_settings, runner) == states[1]
    assert [each["state"] for each in json.loads(run("loads", "--format", "json")[1])] == ["published", "published"]


def test_the_ledger_goes_back_and_what_people_entered_stays(run: Run, runner: Neo4jRunner, tmp_path: Path) -> None:
    """A region without a team, found in the first month, is waived after the second."""
    small = {"units": UNITS, "teams": TEAMS, "roles": ROLES}
    months = (small, {**small, "teams": TEAMS + RIT1})
    gone, stays = "s02_region_without_team|R1", "s02_region_without_team|R2"

    def told() -> tuple[dict[str, Entry], int]:
        ledger = read_ledger(runner).ledger
        return ledger.entries, ledger.sequence

    states = []
    for path, day in zip((folder(tmp_path / f"{at}", **each) for at, each in enumerate(months)), MONTHS, strict=True):
        assert run("load", str(path), "--source", "hr", "--as-of", day)[0] == 0
        states.append(told())
    assert (states[0][0][gone].status, states[1][0][gone].status) == ("open", "resolved")
    assert run("finding", "waive", stays, "--until", "2027-08-31", "--reason", "a team is being formed")[0] == 0
    code, out, err = run("undo", "hr", "--format", "json")
    assert (code, json.loads(out)["entries_lost"]) == (0, 0), err
    entries, sequence = told()
    assert sequence == states[0][1] + 1
    assert entries.pop(stays).status == "waived"
    assert entries == {name: entry for name, entry in states[0][0].items() if name != stays}
    assert run("load", str(tmp_path / "1"), "--source", "hr", "--as-of", MONTHS[1])[0] == 0
    assert told()[0][stays].status == "waived"
    assert told()[0][gone] == states[1][0][gone]


def test_the_only_load_is_taken_back_to_an_empty_graph(
    load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path
) -> None:
    assert load(folder(tmp_path / "a", **SMALL))[0] == 0
    code, _, err = run("derive")
    assert code == 0, err
    code, out, err = run("undo", "hr", "--format", "json")
    assert code == 0, err
    report = json.loads(out)
    assert (report["left"], report["nodes"]["Person"]) == (None, {"new": 2})
    assert not one(runner, "MATCH (n) WHERE NOT n:Lease RETURN count(n)")
    assert run("loads")[1].count("taken back") == 2, "in the line on the order, and once in the list"
    code, _, err = run("undo", "hr")
    assert code == 2
    assert "'hr' has no load that could be taken back" in err
    assert "Nothing is loaded." in err


def test_a_load_that_is_not_the_last_is_left_alone(load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path) -> None:
    assert load(folder(tmp_path / "a", **SMALL))[0] == 0
    assert load(folder(tmp_path / "b", people=SMALL["people"]), source="survey")[0] == 0
    before = graph_hash(runner)
    code, _, err = run("undo", "hr")
    assert code == 1
    assert "survey as of 2026-09-01 came later" in err
    assert "loopline undo 'survey' && loopline undo 'hr'" in err
    assert graph_hash(runner) == before


def test_a_load_whose_changes_are_not_on_record_is_left_alone(
    load: Load, run: Run, server_settings: Settings, tmp_path: Path
) -> None:
    assert load(folder(tmp_path / "a", **SMALL))[0] == 0
    for path in inputs_folder(server_settings).glob("*.journal"):
        path.unlink()
    code, _, err = run("undo", "hr")
    assert code == 1
    assert "is not on record. Nothing was taken back." in err
    assert "with the same --as-of" in err
