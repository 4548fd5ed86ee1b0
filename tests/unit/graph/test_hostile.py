"""Hostile and odd files through the whole of `loopline load`, as sheets and through a mapping."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import graph.connection
from dashboards import cli
from graph.settings import Settings
from tests.support.hostile import GOOD, HEAD, REFUSED, ROWS, Maker
from tests.support.memory_graph import MemoryGraph

MAPPING = """
name: people_as_they_are
title: People, column by column
files:
  people: {pattern: "people*"}
sheets:
  - sheet: people
    from: people
    columns:
      person_id: person_id
      name: name
      hired: {column: hired, optional: true}
      manager_id: {column: manager_id, optional: true}
"""
LOADERS = ("sheets", "mapping")


class Command:
    """`loopline load` on a graph in memory."""

    def __init__(self, folder: Path, loader: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.graph = MemoryGraph()
        self._extra: list[str] = []
        self._capsys = capsys
        if loader == "mapping":
            (folder / "people.yaml").write_text(MAPPING, encoding="utf-8")
            self._extra = ["--mapping", str(folder / "people.yaml")]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        sys.argv = ["loopline", "load", *arguments, *self._extra]
        try:
            cli.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        out = self._capsys.readouterr()
        return int(code), out.out, out.err

    def load(self, path: Path, *, source: str = "hr", as_of: str = "2026-09-01") -> tuple[int, dict[str, Any], str]:
        """Exit code, the one JSON document, and standard error."""
        code, out, err = self.run(str(path), "--source", source, "--as-of", as_of, "--no-derive", "--format", "json")
        return code, json.loads(out), err


@pytest.fixture(params=LOADERS)
def command(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """The command with either loader."""
    made = Command(tmp_path, request.param, capsys)

    @contextmanager
    def connect(settings: Settings) -> Iterator[MemoryGraph]:
        del settings
        yield made.graph

    monkeypatch.setattr(graph.connection, "connect", connect)
    monkeypatch.setattr(sys, "argv", [])
    return made


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_files_refused_as_a_whole(command: Command, make: Maker, said: str, tmp_path: Path) -> None:
    code, report, err = command.load(make(_folder(tmp_path)))
    assert code == 4
    first, fix = err.splitlines()[:2]
    assert re.search(said, first), first
    assert fix.startswith("  ")
    assert fix.endswith((".", '".', ").", "...")), fix
    assert "Traceback" not in err
    assert set(report) == {"error", "fix", "exit_code"}
    assert report["exit_code"] == 4
    assert not command.graph.texts, "nothing is written, not even the schema"


@pytest.mark.parametrize(("make", "people", "problems"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_rows_set_aside(
    command: Command, make: Maker, people: set[str], problems: set[tuple[int, str, str]], tmp_path: Path
) -> None:
    code, report, err = command.load(make(_folder(tmp_path)))
    assert code == 0, err
    assert set(command.graph.nodes.get("Person", {})) == people
    assert report["read"] == report["loaded"] + report["quarantined"] + report["duplicates"]
    if not problems:
        assert report["quarantined"] == report["cells"] == 0
        assert report["quarantine"] is None
        return
    with Path(report["quarantine"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(int(row["line"]), row["column"], row["code"]) for row in rows} == problems
    assert report["quarantined"] == len({row["line"] for row in rows if row["lost"] == "row"})
    assert report["cells"] == sum(row["lost"] == "cell" for row in rows)
    assert all(row["reason"].endswith(".") and Path(row["file"].split("!")[0]).exists() for row in rows)
    assert "Cy" not in Path(report["quarantine"]).read_text(encoding="utf-8")


def test_the_same_rows_in_another_order_write_nothing(command: Command, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "people.csv").write_text(GOOD, encoding="utf-8")
    command.load(folder / "people.csv")
    head, *rows = GOOD.splitlines()
    turned = [",".join(reversed(row.split(","))) for row in [head, *reversed(rows)]]
    (folder / "people.csv").write_text("\r\n".join(turned), encoding="utf-8")
    code, report, _ = command.load(folder / "people.csv")
    assert (code, report["new"], report["read"]) == (0, False, 2)
    assert set(report["written"].values()) == {0}


def test_a_header_alone_after_rows(command: Command, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "people.csv").write_text(GOOD, encoding="utf-8")
    command.load(folder / "people.csv")
    before = len(command.graph.texts)
    (folder / "people.csv").write_text(HEAD, encoding="utf-8")
    code, _, err = command.load(folder / "people.csv", as_of="2026-10-01")
    assert code == 4
    assert "people.csv, line 1: The sheet people" in err
    assert len(command.graph.texts) == before


@pytest.mark.parametrize("header", ["student_id", "Student Count", "pupils", "learner"])
def test_columns_about_students_are_refused(command: Command, header: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "people.csv").write_text(f"person_id,name,{header}\np1,Ann,7\n", encoding="utf-8")
    code, report, err = command.load(folder / "people.csv")
    if command._extra:  # a mapping reads the columns it names and no others
        assert code == 0
        assert report["dropped_columns"] == {str(folder / "people.csv"): [header]}
        return
    assert code == 4
    assert f"people.csv, line 1, column {header}: This looks like a column about students" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "01.09.2026", "--source", "hr"], "--as-of"),
        (["--as-of", "0001-01-01", "--source", "hr"], "--as-of"),
        (["--as-of", "2026-09-01", "--source", " "], "--source"),
        (["--as-of", "2026-09-01", "--source", "a\x1bb"], "--source"),
        (["--as-of", "2026-09-01", "--source", "x" * 61], "--source"),
        (["--as-of", "2026-09-01"], "--source"),
        (["--source", "hr"], "--as-of"),
        (["--as-of", "2026-09-01", "--source", "hr", "--mapping", "nothing"], "There is no mapping 'nothing'"),
        (
            ["--as-of", "2026-09-01", "--source", "hr", "--format", "xml"],
            "'--format': 'xml' is not one of",
        ),
    ],
)
def test_wrong_usage(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [])
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    command = Command(tmp_path, "sheets", capsys)
    code, out, err = command.run(str(tmp_path / "people.csv"), *arguments)
    assert code == 2
    assert said in err
    assert not out


def test_an_error_of_our_own_shows_no_traceback(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.loading.load.stage", lambda *_: 1 / 0)
    folder = _folder(tmp_path)
    (folder / "people.csv").write_text(GOOD, encoding="utf-8")
    code, report, err = command.load(folder / "people.csv")
    assert code == 1
    assert "Something went wrong inside Loopline (ZeroDivisionError)" in err
    assert "Traceback" not in err
    assert "--debug" in report["fix"]


def test_names_are_in_no_output(command: Command, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    rows = GOOD + "p3,Zacharias Zuckmayer,Zacharias Zuckmayer,p3\np1,Zacharias Zuckmayer,,\n"
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    code, report, err = command.load(folder / "people.csv")
    assert code == 0
    assert report["quarantined"] == 2
    said = json.dumps(report) + err + Path(report["quarantine"]).read_text(encoding="utf-8")
    assert "Zuckmayer" not in said
    assert "Ann" not in said
