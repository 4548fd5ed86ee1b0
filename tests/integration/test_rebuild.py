"""`loopline rebuild`: a store from the kept inputs of its loads, beside the one in use and in its place."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.kept.folder import KeptInputs, inputs_folder
from graph.server import stop
from graph.server.home import ServerHome
from graph.settings import Settings
from graph.vault.key import known_key
from tests.support.command_line import Done, loopline
from tests.support.loading_help import SMALL, folder

pytestmark = [pytest.mark.integration, pytest.mark.slow]

LATER = {"people": "person_id,name,job_title,unit_id,manager_id\np2,Bob Bolder,Principal,S1,\np3,,Coach,NOWHERE,\n"}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A data folder with three loads of two sources, one of them with a row set aside."""
    settings = Settings(home=tmp_path_factory.mktemp("rebuild") / "home")
    sheets = tmp_path_factory.mktemp("sheets")
    try:
        for name, texts, source, day in (
            ("small", SMALL, "hr", "2026-09-01"),
            ("later", LATER, "hr", "2026-10-01"),
            ("teams", {"teams": SMALL["teams"].replace("active", "ended")}, "survey", "2026-09-15"),
        ):
            path = folder(sheets / name, **texts)
            done = loopline(settings, "load", str(path), "--source", source, "--as-of", day, "--no-derive")
            assert done.returncode == 0, done.stderr
        yield settings
    finally:
        stop(settings)


def hash_of(settings: Settings) -> str:
    return loopline(settings, "db", "hash").stdout.strip()


def times(settings: Settings) -> list[str]:
    return [load["loaded_at"] for load in json.loads(loopline(settings, "loads", "--format", "json").stdout)]


def rebuild(settings: Settings, *more: str) -> Done:
    return loopline(settings, "rebuild", "--format", "json", *more)


def test_beside_the_store_in_use(used: Settings, tmp_path: Path) -> None:
    inputs = KeptInputs(inputs_folder(used), known_key(used) or pytest.fail("no key"))
    assert [kept.number for kept in inputs.published()] == [1, 2, 3]
    before = hash_of(used)
    (inputs.folder / f"staged-{'0' * 16}.input").write_bytes(b"of a load that was never published")
    done = rebuild(used, "--into", str(tmp_path / "second"))
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert report["loads"] == ["hr as of 2026-09-01", "hr as of 2026-10-01", "survey as of 2026-09-15"]
    assert (report["same"], report["hash"]) == (True, before)
    assert "Load 3 of 3: survey as of 2026-09-15" in done.stderr
    second = used.at(tmp_path / "second")
    assert [path.name for path in sorted(inputs_folder(second).glob("*.input"))] == [
        path.name for path in sorted(inputs.folder.glob("*.input"))
    ]
    lists = [{path.name for path in (each.home / "quarantine").iterdir()} for each in (used, second)]
    assert lists[0] == lists[1] != set()
    again = rebuild(used, "--into", str(tmp_path / "second"))
    assert again.returncode == 2
    assert "is not an empty folder" in again.stderr


def test_as_it_was_known_at_a_date(used: Settings, tmp_path: Path) -> None:
    past = used.at(tmp_path / "past")
    done = loopline(used, "as-of", "2026-09-30", "--into", str(past.home), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "home": str(past.home),
        "loads": ["hr as of 2026-09-01", "survey as of 2026-09-15"],
    }
    listed = json.loads(loopline(past, "loads", "--format", "json").stdout)
    assert [(row["number"], row["source"], row["state"], row["input_kept"]) for row in listed] == [
        (2, "survey", "published", True),
        (1, "hr", "published", True),
    ]
    stop(past)
    none = loopline(used, "as-of", "2026-08-31", "--into", str(tmp_path / "none"))
    assert none.returncode == 1
    assert "There is no load as of 2026-08-31 or earlier; the first is as of 2026-09-01" in none.stderr


def test_a_load_that_is_not_kept_is_never_lost(used: Settings, tmp_path: Path) -> None:
    first = min(inputs_folder(used).glob("*.input"))
    before = hash_of(used)
    away = first.rename(tmp_path / first.name)
    try:
        listed = json.loads(loopline(used, "loads", "--format", "json").stdout)
        assert [row["input_kept"] for row in listed] == [True, True, False]
        for command in (["rebuild"], ["as-of", "2026-09-01", "--into", str(tmp_path / "past")]):
            done = loopline(used, *command)
            assert done.returncode == 1
            assert "not kept, so nothing was replaced" in done.stderr or "1 has no kept input" in done.stderr
        assert hash_of(used) == before
    finally:
        away.rename(first)


def test_in_the_place_of_a_store_that_does_not_open(used: Settings) -> None:
    before = hash_of(used)
    stop(used)
    with (ServerHome.of(used.home).store / "neo4j" / "neostore").open("r+b") as file:
        file.write(os.urandom(4000))
    refused = loopline(used, "findings")
    assert refused.returncode == 1
    assert "does not open" in refused.stderr
    assert "run `loopline rebuild`" in refused.stderr
    inputs = inputs_folder(used)
    last = max(inputs.glob("*.input"))
    last.rename(inputs / last.name.replace("000003", "staged"))  # killed between writing and numbering
    done = rebuild(used)
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert report["same"] is None
    assert report["hash"] == before
    assert "had been published before is not known; it is now" in report["notes"][0]
    assert ServerHome.of(Path(report["before"])).store.exists()
    assert hash_of(used) == before
    assert loopline(used, "findings").returncode == 0
    assert sorted(path.name[:6] for path in inputs.glob("*.input")) == ["000001", "000002", "000003"]
    assert not (used.home / "rebuilding").exists()


def test_nothing_to_build_from(tmp_path: Path) -> None:
    done = rebuild(Settings(home=tmp_path / "empty"))
    assert done.returncode == 1
    assert "Nothing was loaded into" in done.stderr


def test_a_backup_is_restored_and_proven(used: Settings, tmp_path: Path) -> None:
    file, home = tmp_path / "state.backup", tmp_path / "restored"
    done = loopline(used, "backup", str(file), "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["loads"], report["hash"], report["key"]) == (3, hash_of(used), True)
    assert loopline(used, "backup", str(file)).returncode == 1, "a file that is there is not written over"
    assert "is in use" in loopline(used, "restore", str(file)).stderr
    settings = used.at(home)
    try:
        done = loopline(settings, "restore", str(file))
        assert done.returncode == 0, done.stderr
        assert "The facts are the same as when the backup was made" in done.stdout
        assert hash_of(settings) == report["hash"]
        assert times(settings) == times(used), "when they were loaded, not when they were restored"
        done = loopline(settings, "undo", "survey", "--format", "json")
        assert done.returncode == 0, done.stderr
    finally:
        stop(settings)


def test_a_backup_without_its_key_says_what_is_missing(used: Settings, tmp_path: Path) -> None:
    file, home = tmp_path / "state.backup", tmp_path / "restored"
    done = loopline(used, "backup", str(file), "--without-key")
    assert done.returncode == 0, done.stderr
    assert "Keep" in done.stdout
    assert "elsewhere: without it nothing can be restored" in done.stdout
    done = loopline(used.at(home), "restore", str(file))
    assert done.returncode == 1
    assert "Copy person.key into" in done.stderr
    assert not list(home.rglob("*.input"))
