"""`loopline profile list`, `show` and `check` as typed, and the demo's folder for each profile."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dashboards import cli
from dashboards.commands.demo import _use_demo_folder
from graph.profile.profile import FOLDER, Profile, available


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["loopline", "profile", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_list_names_every_shipped_profile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "list", "--format", "json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == available() == ["child_welfare", "education", "minimal"]
    assert rows["child_welfare"]["title"] == "Child welfare"
    assert rows["minimal"]["team_types"] == ["Top", "Division", "Department", "Site"]
    assert _run(monkeypatch, "list") == 0
    assert "Any hierarchy of teams" in capsys.readouterr().out


@pytest.mark.parametrize("name", available())
def test_show_prints_words_types_pairs_and_sources(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = Profile.load(name)
    assert _run(monkeypatch, "show", name) == 0
    said = capsys.readouterr().out
    for tier in profile.tiers:
        assert tier.many in said
    for entry in profile.team_types:
        assert entry.type in said
    for pair in profile.pairs:
        assert pair.kind in said
    assert "Kossinets 2006" in said


def test_show_as_json_is_the_profile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "show", "child_welfare", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [tier["one"] for tier in shown["tiers"]] == ["state", "region", "county", "local office"]


def test_check_of_a_good_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FOLDER / "child_welfare.yaml")
    assert _run(monkeypatch, "check", file) == 0
    assert capsys.readouterr().out == f"{file} is a valid profile: child_welfare, Child welfare.\n"
    assert _run(monkeypatch, "check", file, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["valid"] is True


def test_check_lists_all_problems_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (FOLDER / "minimal.yaml").read_text(encoding="utf-8")
    file = tmp_path / "own.yaml"
    file.write_text(text.replace("lower: Site}", "lower: Syte}").replace("title:", "titel:"), encoding="utf-8")
    assert _run(monkeypatch, "check", str(file)) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"{file}: 3 problems.\n")
    assert "titel: unknown field 'titel'; did you mean 'title'? Remove the field, or correct its name." in said
    assert "title: the field is missing. Add it." in said
    assert "unknown team type 'Syte'; did you mean 'Site'? Declare it in team_types, or correct the name." in said
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "lower: Site}" in row)
    assert f"  line {line}, pairs.Department-Site.lower: " in said
    assert _run(monkeypatch, "check", str(file), "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["valid"] is False
    assert {problem["field"] for problem in told["problems"]} == {"titel", "title", "pairs.Department-Site.lower"}


def test_check_of_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "check", str(tmp_path / "none.yaml")) == 1
    assert "There is no file" in capsys.readouterr().err


def test_each_profiles_demo_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = []
    for name in available():
        monkeypatch.setenv("LOOPLINE_HOME", str(tmp_path))
        homes.append(_use_demo_folder(Profile.load(name)).name)
        assert os.environ["LOOPLINE_HOME"] == str(tmp_path / homes[-1])
    assert homes == ["demo-child_welfare", "demo", "demo-minimal"]
