"""What a command's exit code says: from the command line, on a graph in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import graph.connection
from dashboards import cli
from graph.errors import Exit, ServerError, exit_codes
from graph.settings import Settings
from tests.support.memory_command import MemoryCommand, people

PEOPLE, CUT = people(100), people(60)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> MemoryCommand:
    return MemoryCommand(tmp_path / "in", monkeypatch, capsys)


def test_loaded_and_nothing_new_are_0(command: MemoryCommand) -> None:
    assert command.load(PEOPLE).code == 0
    assert command.load(PEOPLE).code == 0


def test_a_row_set_aside_is_still_0(command: MemoryCommand) -> None:
    assert command.load(f"{PEOPLE},Coach\n").code == 0


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
def test_a_wrong_command_line_is_2(command: MemoryCommand, words: tuple[str, ...]) -> None:
    ended = command.load(PEOPLE, *words)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert command.load(PEOPLE).code == 0


def test_held_is_3(command: MemoryCommand) -> None:
    assert command.load(PEOPLE).code == 0
    ended = command.load(CUT, as_of="2026-10-01")
    assert ended.code == 3
    assert "is held" in ended.err


def test_files_that_are_refused_are_4(command: MemoryCommand) -> None:
    assert command.load("no table at all").code == 4
    assert command.load(PEOPLE, as_of="2099-01-01").code == 4
    assert command.run("load", "not-there", "--source", "hr", "--as-of", "2026-09-01").code == 4


@pytest.mark.parametrize("option", ["--mapping", "--profile"])
def test_a_mapping_or_profile_that_is_wrong_is_4(command: MemoryCommand, option: str) -> None:
    own = command.folder / "own.yaml"
    own.write_text("name: own\n", encoding="utf-8")
    ended = command.load(PEOPLE, option, str(own))
    assert ended.code == 4
    assert "own.yaml" in ended.err


def test_settings_that_are_wrong_are_4(command: MemoryCommand) -> None:
    command.home.mkdir(parents=True)
    (command.home / "settings.toml").write_text("[guards.default]\nfew = -1\n", encoding="utf-8")
    ended = command.load(PEOPLE)
    assert ended.code == 4
    assert "settings.toml" in ended.err


def test_a_server_that_is_away_is_1(command: MemoryCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(settings: Settings) -> None:
        del settings
        raise ServerError("Neo4j can't be reached.", "Run `loopline doctor`.")

    monkeypatch.setattr(graph.connection, "connect", away)
    ended = command.load(PEOPLE, "--profile", "education")
    assert ended.code == 1
    assert "can't be reached" in ended.err


def test_an_id_that_means_no_load_or_several_is_2(command: MemoryCommand) -> None:
    command.load(PEOPLE)
    command.load(CUT, as_of="2026-10-01")
    for name in ("approve", "reject"):
        ended = command.run(name, "nonesuch", "--reason", "why")
        assert (ended.code, "No held load has this id" in ended.err) == (2, True)


@pytest.mark.parametrize("name", ["load", "approve", "reject", "diff", "finding show", "finding ack"])
def test_the_help_says_what_each_code_means(name: str) -> None:
    shown = CliRunner().invoke(cli.app, [*name.split(), "--help"]).output
    for code in Exit:
        assert f"{int(code):>3}  {code.meaning}" in shown


def test_the_readme_says_what_each_code_means() -> None:
    assert exit_codes() in (ROOT / "loaders" / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4, 5, 130]
