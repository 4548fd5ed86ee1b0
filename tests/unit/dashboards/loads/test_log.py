"""`--log json`: one object a line, nothing else on standard error, and no name in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import graph.connection
from dashboards.loads.log import without_folders
from graph.errors import ServerError
from graph.settings import Settings
from tests.support.memory_command import Ended, MemoryCommand, people

NAMED = """person_id,name,email,job_title,hired
P1,Zacharias Zuckmayer,zz@secret.example,Coach,2026-01-05
P2,Ottilie Quandt,oq@secret.example,Coach,2026-02-30
,Wilhelmine Xaver,wx@secret.example,Coach,
Yolanda Ypsilon,Yolanda Ypsilon,yy@secret.example,Coach,
P5,"Ulf\u202e Umlauf",uu@secret.example,Lead,
"""
SECRETS = (
    "zuckmayer",
    "zacharias",
    "quandt",
    "ottilie",
    "xaver",
    "wilhelmine",
    "ypsilon",
    "yolanda",
    "umlauf",
    "secret",
)
BEGUN = ["reading", "starting", "checking", "planning", "writing"]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> MemoryCommand:
    return MemoryCommand(tmp_path / "in", monkeypatch, capsys)


def events(ended: Ended) -> list[dict[str, Any]]:
    """The lines of standard error, each an object with a time in UTC."""
    found = [json.loads(line) for line in ended.err.splitlines()]
    for event in found:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"]), event
        assert event["source"] == "hr"
    assert [event["event"] for event in (found[0], found[-1])] == ["begun", "finished"]
    assert found[-1]["exit_code"] == ended.code
    return found


def only(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (event,) = [event for event in found if event["event"] == name]
    return event


def test_a_load_tells_its_stages_counts_and_end(command: MemoryCommand) -> None:
    ended = command.load(people(20) + ",Coach\n", "--log", "json")
    found = events(ended)
    assert [event["stage"] for event in found if event["event"] == "stage_begun"] == BEGUN
    for event in found:
        if event["event"] == "stage_ended":
            assert event["seconds"] >= 0
    assert [event["stage"] for event in found if event["event"] == "stage_ended"] == BEGUN
    loaded = only(found, "loaded")
    assert loaded["counts"] == {"read": 21, "loaded": 20, "set_aside": 1, "exact_copies": 0, "passed_over": 0}
    assert sum(loaded["set_aside_for"].values()) == 1
    assert loaded["nodes"] == {"Person": {"new": 20}}
    assert re.fullmatch("[0-9a-f]{16}", loaded["load"])
    assert (found[-1]["exit_code"], found[-1]["load"]) == (0, loaded["load"])
    assert ended.out.startswith("Loaded hr as of 2026-09-01.")


def test_the_same_again_is_nothing_new(command: MemoryCommand) -> None:
    command.load(people(20))
    assert only(events(command.load(people(20), "--log", "json")), "nothing_new")["nodes"] == {}


def test_a_held_load_tells_its_reasons(command: MemoryCommand) -> None:
    command.load(people(100))
    found = events(command.load(people(60), "--log", "json", as_of="2026-10-01"))
    held = only(found, "held")
    assert held["reasons"]
    assert held["reasons"][0].startswith("40 of 100 people")
    assert re.fullmatch("[0-9a-f]{16}", held["load"])
    assert found[-1]["exit_code"] == 3


def test_a_plan_tells_what_would_hold_it(command: MemoryCommand) -> None:
    command.load(people(100))
    found = events(command.load(people(60), "--log", "json", "--plan", as_of="2026-10-01"))
    assert only(found, "planned")["held_for"][0].startswith("40 of 100 people")
    assert found[-1]["exit_code"] == 0


def test_a_refused_file_is_told_with_its_code_and_said_once(command: MemoryCommand) -> None:
    ended = command.load("name\nAnn\n", "--log", "json", "--format", "json")
    refused = only(events(ended), "refused")
    assert refused["code"] == ended.code == 4
    assert "The column 'person_id' is missing" in refused["message"]
    assert refused["fix"]
    assert json.loads(ended.out)["exit_code"] == 4


def test_a_header_that_may_be_data_is_not_quoted(command: MemoryCommand) -> None:
    ended = command.load('person_id,Zacharias Zuckmayer\nP1,"never closed\n', "--log", "json")
    refused = only(events(ended), "refused")
    assert "A quote opens here" in refused["message"]
    assert "line 2" in refused["message"]
    assert "Zuckmayer" not in ended.err


def test_a_server_that_is_away_is_told(command: MemoryCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(settings: Settings) -> None:
        del settings
        raise ServerError("Neo4j can't be reached.", "Run `loopline doctor`.")

    monkeypatch.setattr(graph.connection, "connect", away)
    found = events(command.load(people(3), "--log", "json", "--profile", "education"))
    assert only(found, "refused")["message"] == "Neo4j can't be reached."
    assert found[-1]["exit_code"] == 1


def test_a_mistake_of_the_program_tells_its_kind_and_not_what_it_quotes(
    command: MemoryCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("Zacharias Zuckmayer")

    monkeypatch.setattr("graph.loading.load.stage", fails)
    ended = command.load(NAMED, "--log", "json")
    assert only(events(ended), "refused")["message"] == "Something went wrong inside Loopline (KeyError)."
    assert "Zuckmayer" not in ended.err
    assert ended.code == 1


@pytest.mark.parametrize("more", [(), ("--plan",)])
def test_no_name_address_or_value_stands_in_the_log(command: MemoryCommand, more: tuple[str, ...]) -> None:
    ended = command.load(NAMED, "--log", "json", *more)
    found = events(ended)
    assert ended.code == 0
    (done,) = [event for event in found if event["event"] in ("loaded", "planned")]
    assert done["counts"]["read"] == 5
    assert done["counts"]["set_aside"] >= 1, "something has to be set aside, or this test says little"
    log = ended.err.casefold()
    assert [secret for secret in SECRETS if secret in log] == []


def test_without_it_standard_error_is_text(command: MemoryCommand) -> None:
    assert command.load(people(3)).err == ""
    assert command.load("name\nAnn\n").err.startswith("loopline: ")


def test_a_log_that_is_closed_stops_no_load(command: MemoryCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def write(self, text: str) -> int:
            raise BrokenPipeError(text)

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr("dashboards.loads.log.sys.stderr", Closed())
    monkeypatch.setattr("dashboards.cli._prepare_output", lambda: None)
    assert command.load(people(3), "--log", "json").code == 0


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/home/ann able/in/people.csv, line 1: It is empty.", "people.csv, line 1: It is empty."),
        (r"C:\Users\Ann\people.csv: No such file.", "people.csv: No such file."),
        ("/srv/a.zip!in/people.csv: No.", "a.zip!in/people.csv: No."),
        ("Each with its reason: /var/lib/x/quarantine/l.csv.", "Each with its reason: l.csv."),
        ("/in/a.csv, /in/b.csv: Two.", "a.csv, b.csv: Two."),
        ("Neo4j at bolt://127.0.0.1:7687 can't be reached.", "Neo4j at bolt://127.0.0.1:7687 can't be reached."),
        ("See https://example.org/a/b.", "See https://example.org/a/b."),
        ("/in/a.csv is larger than /in/b.csv.", "a.csv is larger than b.csv."),
        ("Give yes/no or and/or.", "Give yes/no or and/or."),
        ("of 10 / 20 and 3/4/5", "of 10 / 20 and 3/4/5"),
    ],
)
def test_folders_are_left_out_of_reasons(text: str, left: str) -> None:
    assert without_folders(text) == left
