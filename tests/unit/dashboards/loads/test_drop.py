"""What lies in a drop folder: names, whether it is complete, and where it goes."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from dashboards.loads import drop
from dashboards.loads.drop import Export, entries, failed, look, prepare, put, replaced
from graph.errors import LooplineError


def export(folder: Path, name: str, text: str = "a") -> Export:
    """An export that is a file."""
    (folder / name).write_text(text, encoding="utf-8")
    (found,) = [each for each in entries(folder)[0] if each.path.name == name]
    return found


def test_names_say_source_and_date_and_exports_come_oldest_first(tmp_path: Path) -> None:
    prepare(tmp_path)
    for name in ("mail_2026-03-31", "hr_2026-04-30", "staff_list_2026-02-28", "a.b_2026-03-31"):
        (tmp_path / name).mkdir()
    for name in ("hr_2026-03-31.csv", "hr_2026-01-31.XLSX", "pay roll_2026-05-31.zip"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    exports, others = entries(tmp_path)
    assert [(each.source, each.as_of.isoformat()) for each in exports] == [
        ("hr", "2026-01-31"),
        ("staff_list", "2026-02-28"),
        ("hr", "2026-03-31"),
        ("mail", "2026-03-31"),
        ("hr", "2026-04-30"),
        ("pay roll", "2026-05-31"),
    ]
    assert [each.path.name for each in others] == ["a.b_2026-03-31"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("hr.csv", "does not say source and date. Name it SOURCE_YYYY-MM-DD"),
        ("hr_2026-3-31.csv", "does not say source and date"),
        ("hr 2026-03-31.csv", "does not say source and date"),
        ("_2026-03-31.csv", "does not say source and date"),
        ("2026-03-31.csv", "does not say source and date"),
        ("hr_2026-02-30.csv", "2026-02-30 is no day"),
        ("hr_2026-03-31.pdf", "another ending"),
        ("hr_2026-03-31", "another ending"),
        ("a|b_2026-03-31.csv", "no name that a source can have"),
        (" hr_2026-03-31.csv", "no name that a source can have"),
    ],
)
def test_a_name_that_does_not_fit_is_explained(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / name).write_text("a", encoding="utf-8")
    exports, (other,) = entries(tmp_path)
    assert exports == []
    assert why in other.why


def test_links_are_no_exports(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hr_2026-03-31").symlink_to(tmp_path / "real", target_is_directory=True)
    exports, others = entries(tmp_path / "in")
    assert (exports, len(others)) == ([], 1)


@pytest.mark.parametrize(
    "name",
    ["hr_2026-03-31.csv.part", "hr_2026-03-31.zip.tmp", "~$hr_2026-03-31.xlsx", ".hr_2026-03-31.csv", "x.crdownload"],
)
def test_unfinished_and_hidden_names_are_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a", encoding="utf-8")
    assert entries(tmp_path) == ([], [])


def test_a_look_changes_with_size_time_and_files(tmp_path: Path) -> None:
    folder = tmp_path / "hr_2026-03-31"
    folder.mkdir()
    (found,), _ = entries(tmp_path)
    assert look(found) is None, "an empty folder is not complete"
    (folder / "people.csv").write_text("a", encoding="utf-8")
    os.utime(folder / "people.csv", ns=(1, 1))
    first = look(found)
    assert first is not None
    assert look(found) == first
    os.utime(folder / "people.csv", ns=(2, 2))
    second = look(found)
    assert second not in (None, first)
    (folder / "people.csv").write_text("ab", encoding="utf-8")
    os.utime(folder / "people.csv", ns=(2, 2))
    third = look(found)
    assert third not in (None, second)
    (folder / "below").mkdir()
    (folder / "below" / "teams.csv").write_text("a", encoding="utf-8")
    assert look(found) not in (None, third)
    (folder / "below" / "units.csv.part").write_text("a", encoding="utf-8")
    assert look(found) is None


def test_what_goes_while_it_is_looked_at_is_not_complete(tmp_path: Path) -> None:
    found = export(tmp_path, "hr_2026-03-31.csv")
    found.path.unlink()
    assert look(found) is None


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    prepare(tmp_path)
    for number, name in enumerate(["hr_2026-03-31.csv", "hr_2026-03-31~2.csv", "hr_2026-03-31~3.csv"]):
        assert put(export(tmp_path, "hr_2026-03-31.csv", str(number)), drop.DONE, f"report {number}").name == name
    for number, name in enumerate(["hr_2026-03-31.csv", "hr_2026-03-31~2.csv", "hr_2026-03-31~3.csv"]):
        assert (tmp_path / "done" / name).read_text(encoding="utf-8") == str(number)
        assert (tmp_path / "done" / f"{name}.report.txt").read_text(encoding="utf-8") == f"report {number}"
    (tmp_path / "hr_2026-03-31").mkdir()
    (tmp_path / "done" / "hr_2026-03-31").mkdir()
    (tmp_path / "hr_2026-03-31" / "people.csv").write_text("a", encoding="utf-8")
    (found,), _ = entries(tmp_path)
    assert put(found, drop.DONE, "").name == "hr_2026-03-31~2"
    assert list((tmp_path / "done" / "hr_2026-03-31").iterdir()) == []


def test_failed_exports_are_known_whatever_number_they_got_and_go_when_replaced(tmp_path: Path) -> None:
    prepare(tmp_path)
    for _ in range(2):
        put(export(tmp_path, "hr_2026-03-31.csv"), drop.FAILED, "why")
    put(export(tmp_path, "hr_2026-04-30.csv"), drop.FAILED, "why")
    (tmp_path / "failed" / "notes.txt").write_text("a", encoding="utf-8")
    days = [date(2026, 3, 31), date(2026, 3, 31), date(2026, 4, 30)]
    assert [(each.source, each.as_of) for each in failed(tmp_path)] == [("hr", day) for day in days]
    assert len(replaced(Export(tmp_path / "hr_2026-03-31.zip", "hr", days[0]))) == 2
    assert [each.as_of for each in failed(tmp_path)] == days[2:]
    assert sorted(path.name for path in (tmp_path / "failed" / "replaced").iterdir()) == [
        "hr_2026-03-31.csv",
        "hr_2026-03-31.csv.report.txt",
        "hr_2026-03-31~2.csv",
        "hr_2026-03-31~2.csv.report.txt",
    ]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LooplineError, match="There is no folder"):
        prepare(tmp_path / "none")
    with pytest.raises(LooplineError, match="can't be read"):
        entries(tmp_path / "none")
