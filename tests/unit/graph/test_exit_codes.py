"""What a command's exit code says: from the command line, on a graph in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import graph.connection
from dashboards import cli
from graph.errors import Exit, ServerError, exit_codes
from graph.settings import Settings
from tests.support.memory_graph import MemoryGraph

PEOPLE = "person_id,job_title\n" + "".join(f"P{number:03},Coach\n" for number in range(100))
CUT = "person_id,job_title\n" + "".join(f"P{number:03},Coach\n" for number in range(60))
ROOT = Path(__file__).resolve().parents[3]


class Command:
    """`loopline` with a graph in memory."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capsys = folder, monkeypatch, capsys

    def load(self, text: str, *more: str, as_of: str = "2026-09-01") -> tuple[int, str]:
        """The exit code and standard error of loading one sheet of people."""
        (self.folder / "people.csv").write_text(text, encoding="utf-8")
        return self.run("load", str(self.folder / "people.csv"), "--source", "hr", "--as-of", as_of, *more)

    def run(self, *words: str) -> tuple[int, str]:
        self._patch.setattr(sys, "argv", ["loopline", *words])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        return int(code), self._capsys.readouterr().err


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    made = MemoryGraph()

    @contextmanager
    def connect(settings: Settings) -> Iterator[MemoryGraph]:
        del settings
        yield made

    monkeypatch.setattr(graph.connection, "connect", connect)
    (tmp_path / "in").mkdir()
    return Command(tmp_path / "in", monkeypatch, capsys)


def test_loaded_and_nothing_new_are_0(command: Command) -> None:
    assert command.load(PEOPLE, "--no-derive")[0] == 0
    assert command.load(PEOPLE, "--no-derive")[0] == 0


def test_a_row_set_aside_is_still_0(command: Command) -> None:
    assert command.load(f"{PEOPLE},Coach\n", "--no-derive")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--mode", "some"),
        ("--unheard-of",),
        ("--mapping", "nonesuch"),
        ("--profile", "nonesuch"),
        ("--as-of", "2026-02-30"),
        ("--source", " hr"),
    ],
)
def test_a_wrong_command_line_is_2(command: Command, words: tuple[str, ...]) -> None:
    code, said = command.load(PEOPLE, "--no-derive", *words)
    assert code == 2
    assert "Traceback" not in said
    assert command.load(PEOPLE, "--no-derive")[0] == 0


def test_held_is_3(command: Command) -> None:
    assert command.load(PEOPLE, "--no-derive")[0] == 0
    code, said = command.load(CUT, "--no-derive", as_of="2026-10-01")
    assert code == 3
    assert "is held" in said


def test_files_that_are_refused_are_4(command: Command) -> None:
    assert command.load("no table at all", "--no-derive")[0] == 4
    assert command.load(PEOPLE, "--no-derive", as_of="2099-01-01")[0] == 4
    assert command.run("load", "not-there", "--source", "hr", "--as-of", "2026-09-01")[0] == 4


@pytest.mark.parametrize("option", ["--mapping", "--profile"])
def test_a_mapping_or_profile_that_is_wrong_is_4(command: Command, option: str) -> None:
    own = command.folder / "own.yaml"
    own.write_text("name: own\n", encoding="utf-8")
    code, said = command.load(PEOPLE, "--no-derive", option, str(own))
    assert code == 4
    assert "own.yaml" in said


def test_settings_that_are_wrong_are_4(command: Command) -> None:
    home = Settings.from_env().home
    home.mkdir(parents=True)
    (home / "settings.toml").write_text("[guards.default]\nfew = -1\n", encoding="utf-8")
    code, said = command.load(PEOPLE, "--no-derive")
    assert code == 4
    assert "settings.toml" in said


def test_a_server_that_is_away_is_1(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(settings: Settings) -> None:
        del settings
        raise ServerError("Neo4j can't be reached.", "Run `loopline doctor`.")

    monkeypatch.setattr(graph.connection, "connect", away)
    code, said = command.load(PEOPLE, "--no-derive", "--profile", "education")
    assert (code, "can't be reached" in said) == (1, True)


@pytest.mark.parametrize("name", ["load", "approve"])
def test_the_help_says_what_each_code_means(name: str) -> None:
    shown = CliRunner().invoke(cli.app, [name, "--help"]).output
    for code in Exit:
        assert f"{int(code):>3}  {code.meaning}" in shown


def test_the_readme_says_what_each_code_means() -> None:
    assert exit_codes() in (ROOT / "loaders" / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4, 5, 130]
