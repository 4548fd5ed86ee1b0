"""The quarantine: whole or not at all, masked, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.problem import Problem, mask
from loaders import quarantine


def problem(**changes: object) -> Problem:
    given: dict[str, object] = {
        "file": "people.csv",
        "line": 7,
        "column": "hired",
        "code": "bad_date",
        "value": mask("31/31/2026"),
        "reason": "It is not a date.",
    }
    return Problem(**{**given, **changes})  # type: ignore[arg-type]


def read(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_and_values(tmp_path: Path) -> None:
    path = quarantine.write(tmp_path, "abc", [problem(), problem(line=8, value="")])
    assert Path(path) == tmp_path / "quarantine" / "abc.csv"
    assert read(path) == [
        {
            "file": "people.csv",
            "line": "7",
            "column": "hired",
            "code": "bad_date",
            "value": "3\u2026 (10 characters)",
            "reason": "It is not a date.",
            "lost": "row",
        },
        {
            "file": "people.csv",
            "line": "8",
            "column": "hired",
            "code": "bad_date",
            "value": "",
            "reason": "It is not a date.",
            "lost": "row",
        },
    ]
    if os.name == "posix":
        assert Path(path).stat().st_mode & 0o077 == 0, "nobody else may read it"
    assert [entry.name for entry in (tmp_path / "quarantine").iterdir()] == ["abc.csv"]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1-1", "@x", "\tx", "\rx", "\uff1d1"])
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    path = quarantine.write(tmp_path, "abc", [problem(column=text, file=text)])
    (row,) = read(path)
    assert row["column"] == row["file"] == f"'{text}"


@pytest.mark.parametrize("text", ["Ann Able", "ann@x.org", "x", "xy", "\u202eann", "\U0001f600ann"])
def test_masks_show_little(text: str) -> None:
    shown = mask(text)
    assert text not in shown
    assert sum(character in shown for character in set(text[1:])) <= 8
    assert shown.isprintable()


def test_a_second_write_replaces_the_first(tmp_path: Path) -> None:
    quarantine.write(tmp_path, "abc", [problem(), problem(line=9)])
    assert len(read(quarantine.write(tmp_path, "abc", [problem()]))) == 1


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "quarantine").write_text("in the way", encoding="utf-8")
    with pytest.raises(LooplineError, match="nothing was loaded") as caught:
        quarantine.write(tmp_path, "abc", [problem()])
    assert "LOOPLINE_HOME" in caught.value.fix


def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        del number
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LooplineError, match="No space left on device"):
        quarantine.write(tmp_path, "abc", [problem()])
    assert not list((tmp_path / "quarantine").iterdir())
