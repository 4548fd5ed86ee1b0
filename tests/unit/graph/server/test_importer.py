"""An import beside the store: complete and switched, or nothing, whatever cuts it off."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from graph.errors import ServerError
from graph.server import importer
from graph.server.home import ServerHome
from graph.server.importer import Import, Table, discard, settle
from graph.server.options import ServerOptions

WORKS = """
import pathlib
for part in ("databases", "transactions"):
    folder = pathlib.Path("data") / part / "neo4j"
    folder.mkdir(parents=True)
    (folder / "new").write_text("")
print("(2/4) Relationship import")
print(".......... ..........  50% d12ms")
print("Imported:\\n  2 nodes\\n  1 relationships\\n  9 properties")
"""
FAILS = """
print("Caused by: row of Ann Able in raw field value: Ann Able\\nUnable to import: Ann Able\\noriginal error: Ann Able")
print("Neo4j version: 5.26.30\\nIMPORT FAILED in 3s 56ms. \\n  2 nodes\\n  2 nodes of Ann Able\\nImported: Ann Able")
print("Caused by: org.neo4j.internal.batchimport.input.InputException: Ann Able\\njava.lang.Ann Able")
print("java.io.IOException: Permission denied\\njava.io.IOException: Permission denied Ann Able")
raise SystemExit(70)
"""
KEPT = """Neo4j version: 5.26.30
IMPORT FAILED in 3s 56ms.
2 nodes
Caused by: org.neo4j.internal.batchimport.input.InputException
java.io.IOException: Permission denied
java.io.IOException
6 lines left out: each may quote what was to be imported.
"""
LACKS = 'print("  1 nodes\\n  1 relationships")'
FULL = 'print("java.io.IOException: No space left on device"); raise SystemExit(1)'


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    found = ServerHome(tmp_path / "server")
    found.prepare()
    for part in ("databases", "transactions"):
        for name in ("neo4j", "system"):
            folder = found.folder / "data" / part / name
            folder.mkdir(parents=True)
            (folder / "old").write_text("")
    return found


def begun(home: ServerHome, monkeypatch: pytest.MonkeyPatch, program: str) -> tuple[Import, list[Table]]:
    made = Import(home, ServerOptions())
    monkeypatch.setattr(Import, "_command", lambda *_, **__: [sys.executable, "-c", program])
    folder = made.begin()
    (folder / "names.csv").write_text("Ann Able")
    place = folder / "names.csv"
    return made, [Table("Person", place, place, 2), Table("KNOWS", place, place, 1, ends=True)]


def store(home: ServerHome) -> set[str]:
    return {
        path.relative_to(home.folder / "data").as_posix()
        for path in (home.folder / "data").rglob("*")
        if path.is_file()
    }


OLD = {f"{part}/{name}/old" for part in ("databases", "transactions") for name in ("neo4j", "system")}
NEW = {f"{part}/{name}" for part in ("databases", "transactions") for name in ("neo4j/new", "system/old")}


def test_a_complete_store_takes_the_place(home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    made, tables = begun(home, monkeypatch, WORKS)
    percent: list[int] = []
    assert made.run(tables, breaks=False, on_percent=percent.append) == 9
    assert percent == [37]
    assert store(home) == OLD, "nothing changes before the switch"
    assert not list(home.imported.rglob("*.csv")), "the files go first"
    settle(home)
    assert store(home) == NEW
    assert not home.imported.exists()
    settle(home)
    assert store(home) == NEW


@pytest.mark.parametrize("step", range(5))
def test_a_switch_that_was_cut_off_is_finished(home: ServerHome, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    made, tables = begun(home, monkeypatch, WORKS)
    made.run(tables, breaks=False, on_percent=lambda _: None)
    done = 0

    def cut_off(function: Callable[..., None]) -> Callable[..., None]:
        def stepping(*paths: Path) -> None:
            nonlocal done
            if done == step:
                raise KeyboardInterrupt
            done += 1
            function(*paths)

        return stepping

    with monkeypatch.context() as patched:
        for name in ("_remove", "_move"):
            patched.setattr(importer, name, cut_off(getattr(importer, name)))
        with pytest.raises(KeyboardInterrupt):
            settle(home)
    settle(home)
    assert store(home) == NEW
    assert not home.imported.exists()


@pytest.mark.parametrize(
    ("program", "said", "fix"),
    [
        (FAILS, "failed (exit code 70)", "Run this command again"),
        (LACKS, "did not take all records", "LOOPLINE_FIRST_LOAD=statements"),
        (FULL, "The disk that holds the data folder is full.", "Free up some space"),
    ],
)
def test_a_failure_is_one_sentence_and_quotes_nobody(
    home: ServerHome, monkeypatch: pytest.MonkeyPatch, program: str, said: str, fix: str
) -> None:
    made, tables = begun(home, monkeypatch, program)
    with pytest.raises(ServerError) as failed:
        made.run(tables, breaks=False, on_percent=lambda _: None)
    assert said in failed.value.message
    assert str(home.import_log) in failed.value.message
    assert fix in failed.value.fix
    kept = home.import_log.read_text()
    assert "Ann Able" not in kept + str(failed.value)
    assert (kept == KEPT) is (program is FAILS)
    settle(home)
    assert store(home) == OLD
    assert not home.importing.exists()


def test_an_importer_whose_starter_was_killed_is_ended(home: ServerHome) -> None:
    Import(home, ServerOptions()).begin()
    argument = f"-Dloopline.import={home.importing}"
    orphan = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", argument])
    try:
        discard(home)
        orphan.wait(10)
        assert not psutil.pid_exists(orphan.pid)
    finally:
        orphan.kill()
    assert not home.importing.exists()


def test_an_argument_has_no_comma_of_a_path(tmp_path: Path) -> None:
    made = Import(ServerHome(tmp_path / "State, a=b" / "server"), ServerOptions())
    table = Table("KNOWS", made.files / "KNOWS.header.csv", made.files / "KNOWS.csv", 1, ends=True)
    assert table.argument(made.home.importing) == "--relationships=KNOWS=files/KNOWS.header.csv,files/KNOWS.csv"


def test_the_folder_is_the_owners_alone(home: ServerHome) -> None:
    files = Import(home, ServerOptions()).begin()
    assert {path.stat().st_mode & 0o777 for path in (home.importing, files)} == {0o700}
