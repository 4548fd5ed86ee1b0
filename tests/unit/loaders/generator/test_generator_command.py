"""`loopline generate` as typed: what it says, where, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards import cli


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["loopline", "generate", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.slow
def test_it_says_what_it_made_and_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "state"
    # On a slow machine it would also say how far it is.
    monkeypatch.setattr("dashboards.progress._SILENCE", float("inf"))
    assert _run(monkeypatch, "--districts", "60", str(out)) == 0
    said = capsys.readouterr()
    assert "8 regions, 60 districts, 400 buildings in scope" in said.out
    assert (
        f"{len((out / 'planted.csv').read_text(encoding='utf-8').splitlines()) - 1} findings to expect from it"
        in said.out
    )
    assert said.out.splitlines()[-1] == f"Next: loopline load {out} --source invented --as-of 2026-10-31"
    assert not said.err


def test_it_says_what_found_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--districts", "1", "--buildings", "1", str(tmp_path / "state")) == 0
    assert (
        "No room for district without team (S-02, S-07): it takes more districts (--districts)."
        in capsys.readouterr().err
    )


def test_it_speaks_the_words_of_the_profile_and_names_it_in_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "state"
    arguments = ("--districts", "1", "--buildings", "1", "--profile", "child_welfare", str(out))
    assert _run(monkeypatch, *arguments) == 0
    said = capsys.readouterr()
    assert "1 region, 1 county, 1 local office in scope" in said.out
    assert said.out.splitlines()[-1].endswith("--as-of 2026-10-31 --profile child_welfare")
    assert "No room for county without team (S-02, S-07): it takes more counties (--districts)." in said.err


def test_an_unknown_profile_is_refused_with_those_that_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "--profile", "childwelfare", str(tmp_path / "state")) == 2
    said = capsys.readouterr()
    assert "child_welfare, education, minimal" in said.err
    assert not (tmp_path / "state").exists()


def test_a_strange_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    assert _run(monkeypatch, str(tmp_path)) == 1
    said = capsys.readouterr()
    assert "not generated" in said.err
    assert "Choose a folder that does not exist yet" in said.err
    assert not said.out


def test_a_file_in_the_way_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert _run(monkeypatch, str(tmp_path / "file")) == 1
    assert _run(monkeypatch, str(tmp_path / "file" / "below")) == 1


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (["--districts", "0"], "from 1 to 100,000"),
        (["--without", "S-99"], "S-05"),
        (["--as-of", "31.10.2026"], "2026-09-01"),
        (["--regions", "61"], "from 1 to 60"),
        (["--districts", "many"], "--districts"),
    ],
)
def test_impossible_wishes_are_usage_errors(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wish: list[str],
    said: str,
) -> None:
    assert _run(monkeypatch, *wish, str(tmp_path / "state")) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


@pytest.mark.slow
def test_a_rule_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, "--without", "s-05", "--without", "N-03", str(tmp_path / "state")) == 0
    key = (tmp_path / "state" / "planted.csv").read_text(encoding="utf-8")
    assert "\nS-05," not in key
    assert "\nN-03," not in key
