"""`loopline watch` on a graph in memory: order, what waits, and where exports go."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import graph.connection
from dashboards.loads import watch as watching
from graph.errors import ServerError
from graph.noted_lock import noted_lock
from tests.support.memory_command import Ended, MemoryCommand, people
from tests.support.watched import Watched


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Watched:
    return Watched(MemoryCommand(tmp_path / "drop", monkeypatch, capsys))


def test_an_empty_folder_is_0(watched: Watched) -> None:
    assert watched.once() == Ended(0, "", "")
    assert watched.names() == []


def test_exports_are_loaded_oldest_first_and_moved_with_a_report(watched: Watched) -> None:
    for name in ("hr_2026-03-31", "payroll_2026-02-28", "hr_2026-01-31"):
        watched.drop(name, people(20))
    ended = watched.once()
    assert ended.code == 0, ended
    assert watched.loads() == [("hr", "2026-01-31"), ("payroll", "2026-02-28"), ("hr", "2026-03-31")]
    assert watched.names() == []
    assert len(watched.names("done")) == 6
    report = watched.report("done/hr_2026-01-31")
    assert "Source: hr\nAs of: 2026-01-31\nLoad: " in report
    assert "Loaded hr as of 2026-01-31." in report
    assert "20 rows read = 20 loaded" in report
    assert "hr_2026-01-31: loaded; it is in done now." in ended.out
    files = [line.split(": ")[0].strip() for line in report.splitlines() if "rows read" in line]
    assert files == [str(watched.folder / "done" / "hr_2026-01-31" / "people.csv")], "where it is now"
    assert Path(files[0]).exists()


def test_the_same_export_again_is_nothing_new_and_overwrites_nothing(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(20))
    watched.once()
    watched.drop("hr_2026-01-31", people(20))
    ended = watched.once()
    assert ended.code == 0
    assert "hr_2026-01-31: nothing new" in ended.out
    assert "hr_2026-01-31~2" in watched.names("done")


def test_after_a_held_export_later_ones_wait_until_somebody_decides(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(100))
    watched.drop("hr_2026-02-28", people(60))
    watched.drop("hr_2026-03-31", people(101))
    watched.drop("payroll_2026-03-31", people(5))
    ended = watched.once()
    assert ended.code == 3
    assert watched.names("held") == ["hr_2026-02-28", "hr_2026-02-28.report.txt"]
    assert watched.names() == ["hr_2026-03-31"]
    report = watched.report("held/hr_2026-02-28")
    assert "40 of 100 people" in report
    assert "loopline approve " in report
    assert "hr_2026-03-31 waits: load " in ended.out
    assert ("payroll", "2026-03-31") in watched.loads(), "another source does not wait"
    assert watched.once().code == 3, "what waits is told again"
    load = report.split("Load: ")[1].split()[0]
    assert watched.command.run("reject", load, "--reason", "cut off").code == 0
    assert watched.once().code == 0
    assert watched.names() == []
    assert watched.loads()[-1] == ("hr", "2026-03-31")


def test_a_corrected_export_of_the_held_date_does_not_wait(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(100))
    watched.drop("hr_2026-02-28", people(60))
    assert watched.once().code == 3
    watched.drop("hr_2026-02-28", people(99))
    assert watched.once().code == 0
    assert watched.loads()[-1] == ("hr", "2026-02-28")


def test_after_a_failed_export_later_ones_wait_for_a_corrected_one(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", "this is no table")
    watched.drop("hr_2026-02-28", people(20))
    ended = watched.once()
    assert ended.code == 4
    assert watched.names() == ["hr_2026-02-28"]
    assert watched.names("failed") == ["hr_2026-01-31", "hr_2026-01-31.report.txt"]
    assert "Result: failed" in watched.report("failed/hr_2026-01-31")
    assert "people.csv" in watched.report("failed/hr_2026-01-31")
    assert "hr_2026-02-28 waits: hr_2026-01-31 failed. Put a corrected export of that date" in ended.out
    assert watched.loads() == []
    watched.drop("hr_2026-01-31", people(19))
    ended = watched.once()
    assert ended.code == 0
    assert watched.loads() == [("hr", "2026-01-31"), ("hr", "2026-02-28")]
    assert watched.names("failed") == ["replaced"]
    assert "hr_2026-01-31, which failed before, is in " in ended.out


def test_a_failed_export_that_is_removed_lets_the_others_go_on(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", "this is no table")
    watched.drop("hr_2026-02-28", people(20))
    watched.once()
    (watched.folder / "failed" / "hr_2026-01-31").rename(watched.folder.parent / "away")
    assert watched.once().code == 0
    assert watched.loads() == [("hr", "2026-02-28")]


def test_a_mistake_of_the_program_is_a_failed_export(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.loading.load.stage", lambda *_: 1 / 0)
    watched.drop("hr_2026-01-31", people(20))
    assert watched.once().code == 4
    assert "ZeroDivisionError" in watched.report("failed/hr_2026-01-31")


def test_a_server_that_is_away_is_not_the_exports_fault(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise ServerError("Neo4j can't be reached.", "Run `loopline doctor`.")

    watched.drop("hr_2026-01-31", people(20))
    watched.drop("payroll_2026-02-28", people(20))
    with monkeypatch.context() as patch:
        patch.setattr(graph.connection, "connect", away)
        ended = watched.once("--profile", "education")
    assert ended.code == 1
    assert watched.names() == ["hr_2026-01-31", "payroll_2026-02-28"]
    assert "hr_2026-01-31 is not loaded: Neo4j can't be reached." in ended.out
    assert "payroll" not in ended.out, "it would fare alike"
    assert watched.once().code == 0


def test_wrong_settings_are_not_the_exports_fault(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(20))
    watched.command.home.mkdir(parents=True)
    settings = watched.command.home / "settings.toml"
    settings.write_text("[guards.hr]\nfew = -1\n", encoding="utf-8")
    ended = watched.once()
    assert ended.code == 4
    assert "settings.toml" in ended.out
    assert watched.names() == ["hr_2026-01-31"]
    settings.unlink()
    assert watched.once().code == 0


def test_another_load_is_waited_for(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.noted_lock._PATIENCE", 0.1)
    watched.drop("hr_2026-01-31", people(20))
    watched.command.home.mkdir(parents=True)
    with noted_lock(watched.command.home / "load.lock", "loading payroll as of 2026-01-31", "x", 1):
        ended = watched.once()
    assert ended.code == 5
    assert "loading payroll as of 2026-01-31" in ended.out
    assert watched.names() == ["hr_2026-01-31"]


def test_two_watchers_on_one_folder(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(20))
    with noted_lock(watched.folder / ".watch.lock", "loading what arrives in it", "x", 1):
        ended = watched.once()
    assert ended.code == 5
    assert "Another loopline is watching this folder since " in ended.err
    assert f"process {os.getpid()} " in ended.err
    assert watched.names() == ["hr_2026-01-31"]


def test_a_name_that_does_not_fit_is_told_and_left(watched: Watched) -> None:
    watched.drop("hr-march", people(20))
    watched.drop("hr_2026-01-31", people(20))
    ended = watched.once()
    assert ended.code == 4
    assert "hr-march is not loaded. Its name does not say source and date. Name it SOURCE_YYYY-MM-DD" in ended.out
    assert watched.names() == ["hr-march"]
    assert watched.loads() == [("hr", "2026-01-31")]


def test_what_still_changes_is_left_and_later_ones_of_its_source_wait(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(20))
    (watched.folder / "hr_2026-01-31" / "teams.csv.part").write_text("a", encoding="utf-8")
    watched.drop("hr_2026-02-28", people(21))
    watched.drop("payroll_2026-02-28", people(5))
    ended = watched.once()
    assert ended.code == 0
    assert watched.names() == ["hr_2026-01-31", "hr_2026-02-28"]
    assert "hr_2026-01-31 is left for now" in ended.out
    assert "hr_2026-02-28 waits: an older export of hr is not complete." in ended.out
    (watched.folder / "hr_2026-01-31" / "teams.csv.part").unlink()
    watched.once()
    assert watched.loads() == [("payroll", "2026-02-28"), ("hr", "2026-01-31"), ("hr", "2026-02-28")]


def test_a_file_that_grows_while_it_settles_is_left(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    file = watched.drop("hr_2026-01-31", people(20)) / "people.csv"
    watched.drop("payroll_2026-01-31", people(5))
    waited: list[float] = []

    def grow(_: object, seconds: float) -> None:
        waited.append(seconds)
        clock[0] += seconds
        with file.open("a", encoding="utf-8") as out:
            out.write(f"Q{len(waited)},Coach\n")

    clock = [100.0]
    monkeypatch.setattr("dashboards.loads.watch.time.monotonic", lambda: clock[0])
    monkeypatch.setattr(watching.Stop, "wait", grow)
    ended = watched.command.run("watch", str(watched.folder), "--once", "--settle", "30", "--no-derive")
    assert (ended.code, waited) == (0, [30.0])
    assert watched.names() == ["hr_2026-01-31"]
    assert watched.loads() == [("payroll", "2026-01-31")]


def test_what_just_settles_is_not_talked_about(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, looks = [100.0], [0]

    def wait(stop: watching.Stop, seconds: float) -> None:
        clock[0] += seconds
        looks[0] += 1
        stop.asked = looks[0] == 4

    monkeypatch.setattr("dashboards.loads.watch.time.monotonic", lambda: clock[0])
    monkeypatch.setattr(watching.Stop, "wait", wait)
    watched.drop("hr_2026-01-31", people(20))
    (watched.folder / "payroll_2026-01-31").mkdir()
    ended = watched.command.run("watch", str(watched.folder), "--every", "20", "--settle", "30", "--no-derive")
    assert ended.out.splitlines()[1:-1] == [
        "hr_2026-01-31: loaded; it is in done now.",
        "payroll_2026-01-31 is left for now: it is empty or still being written.",
    ]


def test_mappings_by_source(watched: Watched) -> None:
    own = watched.folder.parent / "own.yaml"
    own.write_text(
        "name: own\ntitle: Own\nfiles: {staff: {pattern: 'staff*.csv'}}\n"
        "sheets: [{sheet: people, from: staff, columns: {person_id: No}}]\n",
        encoding="utf-8",
    )
    (watched.folder / "staff_2026-01-31.csv").write_text("No\nA1\nA2\n", encoding="utf-8")
    watched.drop("hr_2026-01-31", people(20))
    ended = watched.once("--mapping", f"staff={own}")
    assert ended.code == 0, ended
    assert watched.loads() == [("hr", "2026-01-31"), ("staff", "2026-01-31")]
    twice = watched.once("--mapping", f"staff={own}", "--mapping", f"staff={own}")
    assert (twice.code, "twice for staff" in twice.err) == (2, True)
    assert watched.once("--mapping", "hr=nonesuch").code == 2


def test_deltas_end_nothing(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(100))
    watched.drop("hr_2026-02-28", people(10))
    assert watched.once("--delta", "hr").code == 0


def test_the_log_tells_of_exports_without_names_of_files(watched: Watched) -> None:
    watched.drop("hr_2026-01-31", people(100))
    watched.drop("hr_2026-02-28", people(60))
    watched.drop("hr_2026-03-31", people(60))
    (watched.folder / "Zacharias Zuckmayer.csv").write_text("a", encoding="utf-8")
    ended = watched.once("--log", "json")
    found = [json.loads(line) for line in ended.err.splitlines()]
    moved = [(event["source"], event["as_of"], event["folder"]) for event in found if event["event"] == "moved"]
    assert moved == [("hr", "2026-01-31", "done"), ("hr", "2026-02-28", "held")]
    assert [event["as_of"] for event in found if event["event"] == "waits"] == ["2026-03-31"]
    assert [event["exit_code"] for event in found if event["event"] == "finished"] == [0, 3]
    assert "misnamed" in [event["event"] for event in found]
    assert "Zuckmayer" not in ended.err


def test_a_folder_that_goes_and_comes_back(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    away = watched.folder.with_name("away")
    watched.drop("hr_2026-01-31", people(20))
    rounds = [0]

    def wait(stop: watching.Stop, seconds: float) -> None:
        del seconds
        rounds[0] += 1
        if rounds[0] == 1:
            watched.folder.rename(away)
        elif rounds[0] == 3:
            away.rename(watched.folder)
            watched.drop("hr_2026-02-28", people(20))
        stop.asked = rounds[0] == 4

    monkeypatch.setattr(watching.Stop, "wait", wait)
    ended = watched.poll()
    assert ended.code == 0
    assert ended.out.count("There is no folder") == 1
    assert watched.loads() == [("hr", "2026-01-31"), ("hr", "2026-02-28")]


def test_a_folder_that_is_not_there_is_1(watched: Watched) -> None:
    watched.folder.rmdir()
    assert (watched.once().code, watched.poll().code) == (1, 1)
