"""The ledger of findings on a real graph: written with the findings, entered into by people, told by commands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.kept.ledger import kept_ledger
from graph.ledger.decide import decide
from graph.ledger.entry import Change, Moment, Question
from graph.ledger.store import read_events, read_ledger, settle, statements
from graph.ledger.update import update
from graph.loading.hashing import graph_hash
from graph.profile.profile import Profile
from graph.refresh import refresh
from graph.settings import Settings
from tests.support.ledger_help import FIRST, Book, asked, found
from tests.support.loading_command import Load, Run, one

pytestmark = pytest.mark.integration

PROFILE = Profile.load("education")
T1, T2 = "s01_x|T1", "s01_x|T2"

UNITS = """unit_id,name,level,parent_id,in_scope
ST,Tamarack,state,,
R1,Region 1 North,region,ST,
R2,Region 2 Lake,region,ST,
D1,Elm,district,R1,
D2,Oak,district,R2,
B1,Elm Street,school,D1,yes
B2,Oak Street,school,D2,yes
"""
TEAMS = """team_id,name,type,status,unit_id
SMT,Leaders,SMT,active,ST
SIT,State team,SIT,active,ST
BIT1,Elm team,BIT,active,B1
BIT2,Oak team,BIT,active,B2
"""
RIT1 = "RIT1,Region 1 team,RIT,active,R1\n"
ROLES = "role_id,title,unit_id\nr1,Director,R1\nr2,Director,R2\n"


@pytest.fixture(autouse=True)
def _ann(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever enters something is called ann."""
    monkeypatch.setattr("getpass.getuser", lambda: "ann")


@pytest.fixture
def months(load: Load, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path) -> Callable[..., int]:
    """Load a month of the small state and find what is to be found; gives how much was written."""

    def month(as_of: str, **sheets: str) -> int:
        folder = tmp_path / f"{as_of}-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, text in ({"units": UNITS, "teams": TEAMS, "roles": ROLES} | sheets).items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        code, report, said = load(folder, as_of=as_of)
        assert code == 0, (report, said)
        return refresh(runner, PROFILE, journal=kept_ledger(server_settings)).written.total

    return month


def status(runner: Neo4jRunner) -> dict[str, str]:
    return {name: entry.status for name, entry in read_ledger(runner).ledger.entries.items()}


@pytest.mark.every_server
def test_the_graph_holds_what_was_decided(runner: Neo4jRunner) -> None:
    book = Book()
    todo: list[tuple[tuple[Any, ...], dict[str, Question]]] = [
        ((found(T1), found(T2)), {"s01_x": asked()}),
        ((found(T1, severity="critical"),), {"s01_x": asked()}),
        ((), {"s01_x": asked(answered=False)}),
        ((found("s01_new|T2"),), {"s01_new": asked("v2", was="s01_x")}),
        ((found("s01_new|T2"),), {"s01_new": asked("v2", was="s01_x")}),
    ]
    for there, questions in todo:
        change = book.load(*there, questions=questions)
        known = read_ledger(runner).ledger
        again = decide(known, there, questions, book.now)
        assert again == change
        runner.write_all(statements(Change(**{**vars(change), "sequence": known.sequence + 1})))
        assert read_ledger(runner).ledger == book.ledger
        assert decide(read_ledger(runner).ledger, there, questions, book.now).empty
    said = [(event["finding_id"], event["kind"]) for event in read_events(runner)]
    assert sorted(said) == sorted(
        (name.replace("s01_x", "s01_new"), kind)
        for name in (T1, T2, "s01_new|T2", "s01_new|T1")
        for kind in book.kinds(name)
    )
    assert len(read_events(runner, load=4)) == len(read_events(runner, day=book.now.as_of - timedelta(days=30))) > 0


def test_more_than_a_page(runner: Neo4jRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.ledger.store._PAGE", 7)
    every = [found(f"s01_x|T{number}") for number in range(30)]
    questions, now = {"s01_x": asked()}, Moment(FIRST, 1)
    runner.write_all(update(runner, every, questions, now))
    assert update(runner, every[::-1], questions, now) == []
    runner.write_all(update(runner, every[:10], questions, Moment(FIRST + timedelta(days=30), 2)))
    assert sorted(status(runner).values()) == ["open"] * 10 + ["resolved"] * 20
    assert one(runner, "MATCH (event:LedgerEvent) RETURN count(*)") == 50


@pytest.mark.slow
def test_a_year_in_the_life_of_findings(months: Callable[..., int], runner: Neo4jRunner) -> None:
    no_team = {name: f"s02_region_without_team|{name}" for name in ("R1", "R2")}
    months("2026-08-31")
    first = status(runner)
    assert {first[name] for name in no_team.values()} == {"open"}
    facts = graph_hash(runner)
    assert months("2026-08-31") == 0
    runner.write("MATCH (n:LedgerEntry|LedgerEvent|LedgerQuestion|Ledger) DELETE n")
    assert graph_hash(runner) == facts
    assert months("2026-08-31") > 0, "a graph that has findings gets its ledger"
    assert status(runner) == first
    months("2026-09-30", teams=TEAMS + RIT1)
    entries = read_ledger(runner).ledger.entries
    assert (entries[no_team["R1"]].status, entries[no_team["R2"]].status) == ("resolved", "open")
    assert entries[no_team["R2"]].last_seen == date(2026, 9, 30)
    assert entries[no_team["R2"]].first_seen == date(2026, 8, 31)
    months("2026-10-31", units=UNITS.replace("Region 2 Lake", "Region 2 Hill"))
    entries = read_ledger(runner).ledger.entries
    assert (entries[no_team["R1"]].status, entries[no_team["R2"]].status) == ("reopened", "open")
    assert "Hill" in entries[no_team["R2"]].sentence
    kinds = [event["kind"] for event in read_events(runner, no_team["R1"])]
    assert kinds == ["opened", "resolved", "reopened"]
    merged = UNITS.replace("R2,Region 2 Lake,region,ST,\n", "").replace("district,R2,", "district,R1,")
    months("2026-11-30", units=merged, roles=ROLES.replace("r2,Director,R2\n", ""))
    assert [event["kind"] for event in read_events(runner, no_team["R2"])] == ["opened", "subject_gone"]
    assert status(runner)[no_team["R1"]] == "reopened"


def test_what_people_enter(
    months: Callable[..., int], run: Run, runner: Neo4jRunner, server_settings: Settings
) -> None:
    name = "s02_region_without_team|R1"
    months("2026-08-31")
    assert run("finding", "ack", name)[:2] == (0, f"{name}: acknowledged since 31 August 2026.\n")
    code, out, _ = run("finding", "assign", name, "r1", "--due", "2026-12-01")
    assert (code, "Owner: the role r1, due 1 December 2026." in out) == (0, True)
    code, out, _ = run("finding", "waive", name, "--until", "2026-10-31", "--reason", "a team is being formed")
    assert (code, "waived until 31 October 2026, since 31 August 2026" in out) == (0, True)
    assert run("finding", "note", name, "Talk to the board first.")[0] == 0
    code, out, _ = run("finding", "show", name)
    assert code == 0
    for said in (
        "Assigned. To the role r1",
        "Note. Talk to the board first. (ann, ",
        "cypher/findings/s02_region",
        "Do:",
    ):
        assert said in " ".join(out.split()), out
    code, out, _ = run("finding", "show", name, "--format", "json")
    shown = json.loads(out)
    assert [event["kind"] for event in shown["history"]] == ["opened", "acknowledged", "assigned", "waived", "note"]
    assert shown["evidence"]["unit_id"] == "R1"
    assert (shown["owner"], shown["waived_until"]) == ("r1", "2026-10-31")
    before = read_ledger(runner).ledger
    # The graph loses its ledger; what is kept brings all of it back.
    events = read_events(runner)
    runner.write("MATCH (n:LedgerEntry|LedgerEvent|LedgerQuestion|Ledger) DELETE n")
    settle(runner, kept_ledger(server_settings))
    assert read_ledger(runner).ledger == before
    assert read_events(runner) == events
    months("2026-09-30")
    assert status(runner)[name] == "waived"
    months("2026-10-31")
    entry = read_ledger(runner).ledger.entries[name]
    assert (entry.status, entry.since, entry.owner) == ("open", date(2026, 10, 31), "r1")


def test_what_is_entered_wrongly_is_refused(months: Callable[..., int], run: Run, runner: Neo4jRunner) -> None:
    name = "s02_region_without_team|R1"
    months("2026-08-31")
    before = read_ledger(runner).ledger
    for words, code, said in (
        (("ack", "s99"), 2, "No finding has an id that begins with 's99'."),
        (("ack", ""), 2, "No finding has an id"),
        (("ack", "s02_region"), 2, "Several findings have ids that begin with"),
        (("waive", name, "--until", "2026-08-31", "--reason", "x"), 2, "is not after 2026-08-31"),
        (("waive", name, "--until", "soon", "--reason", "x"), 2, "--until 'soon'"),
        (("waive", name, "--until", "2026-12-31", "--reason", " "), 2, "--reason is blank."),
        (("assign", name, "r11"), 2, "no role with the id 'r11'; did you mean 'r1'?"),
        (("assign", name, "r1", "--due", "2026-01-31"), 2, "--due 2026-01-31 is not after"),
        (("note", name, "  "), 2, "The note is blank."),
    ):
        got, out, err = run("finding", *words)
        assert (got, said in err) == (code, True), (words, out, err)
    assert read_ledger(runner).ledger == before
    months("2026-09-30", teams=TEAMS + RIT1)
    code, _, err = run("finding", "ack", name)
    assert (code, "is repaired" in err) == (1, True)


@pytest.mark.slow
def test_findings_are_listed_by_what_became_of_them(months: Callable[..., int], run: Run) -> None:
    one_, other = "s02_region_without_team|R1", "s02_region_without_team|R2"
    months("2026-08-31")
    months("2026-09-30", teams=TEAMS + RIT1)
    assert run("finding", "assign", other, "r2")[0] == 0

    def listed(*words: str) -> set[str]:
        code, out, err = run("findings", *words, "--format", "json")
        assert code == 0, err
        return {row["finding_id"] for row in json.loads(out) if "finding_id" in row}

    assert listed("--status", "resolved", "--rule", "S-02") == {one_}
    assert listed("--owner", "r2") == {other}
    changed = listed("--since", "2")
    assert {one_, other} <= changed
    assert changed == listed("--since", "2026-09-01")
    assert listed("--since", "1") > changed
    code, out, _ = run("findings", "--status", "resolved")
    assert (code, f"(repaired since 30 September 2026; id {one_})" in " ".join(out.split())) == (0, True), out
    code, out, _ = run("findings", "--rule", "S-02", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["query"] == "s02_region_without_team"]
    assert [(row["finding_id"], row["status"], row["first_seen"]) for row in rows] == [(other, "open", "2026-08-31")]
    for words, said in (
        (("--since", "soon"), "neither a load nor a date"),
        (("--owner", "nobody"), "no role with the id 'nobody'"),
        (("--status", "open", "--fresh"), "--fresh computes findings anew"),
    ):
        code, _, err = run("findings", *words)
        assert (code, said in err) == (2, True), err
