"""Which archive of classes a start uses or prepares, and what becomes of the preparation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph.server import archiving, launcher
from graph.server.archive import Recipe, archive_arguments, archive_path, making, refusal_file
from graph.server.filelock import hold
from graph.server.home import ServerHome
from graph.server.jars import Jar, JarLock
from graph.server.java import Java

LOCK = JarLock("org", "a", "5.26.30", 17, (Jar("org/a/5.26.30/a-5.26.30.jar", "a" * 64, 3),))
PLANNED = "org/neo4j/cypher/internal/compiler/planner/logical/idp/IDPSolver id: 2\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
NOBODY = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")

# Stands in for Java: makes the file that its argument file names, or fails as told.
DUMPING = """#!/bin/sh
echo run >> "$0.runs"
sleep 0.3
file=$(sed -n 's/^"-XX:SharedArchiveFile=\\(.*\\)"$/\\1/p' "${1#@}")
echo archive > "$file"
"""
FAILING = DUMPING + "echo no >&2\nexit 1\n"


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    found = ServerHome.of(tmp_path / "home")
    found.prepare()
    return found


@pytest.fixture
def jar(tmp_path: Path) -> Path:
    path = tmp_path / "a.jar"
    path.write_bytes(b"abc")
    return path


@pytest.fixture
def program(tmp_path: Path) -> Java:
    return Java(tmp_path / "java", 21, "openjdk 21.0.8+9", bundled=True)


def noted(home: ServerHome, tmp_path: Path, script: str, classes: str = PLANNED) -> Path:
    """A server that ended and left its notes; returns where its archive goes."""
    java = tmp_path / "java"
    java.write_text(script, encoding="utf-8")
    java.chmod(0o755)
    target = tmp_path / "cache" / "archives" / "neo4j-5.26.30-0123.jsa"
    Recipe(str(java), ("a.jar",), str(target)).write(home.archive_recipe)
    home.class_list.write_text(classes, encoding="utf-8")
    return target


def left(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {".lock"}


class TestTheName:
    def test_it_lies_beside_the_jars_and_names_its_version(self, tmp_path: Path, program: Java, jar: Path) -> None:
        found = archive_path(tmp_path, LOCK, program, [jar])
        assert found.parent == tmp_path / "archives"
        assert found.name.startswith("neo4j-5.26.30-")
        assert found == archive_path(tmp_path, LOCK, program, [jar])

    def test_another_java_or_lock_or_jar_makes_another(self, tmp_path: Path, program: Java, jar: Path) -> None:
        names = {archive_path(tmp_path, LOCK, program, [jar])}
        names.add(archive_path(tmp_path, LOCK, replace(program, build="openjdk 21.0.9+1"), [jar]))
        names.add(archive_path(tmp_path, LOCK, replace(program, program=tmp_path / "other"), [jar]))
        names.add(archive_path(tmp_path, replace(LOCK, version="5.26.31"), program, [jar]))
        names.add(archive_path(tmp_path, replace(LOCK, jars=(Jar("b.jar", "b" * 64, 3),)), program, [jar]))
        names.add(archive_path(tmp_path, LOCK, program, [tmp_path / "moved.jar"]))
        os.utime(jar, (1, 1))
        names.add(archive_path(tmp_path, LOCK, program, [jar]))
        assert len(names) == 7, "Java refuses jars fetched anew"


class TestTheArguments:
    def test_the_first_start_notes_its_classes(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        target = tmp_path / "none yet" / "x.jsa"
        told = archive_arguments(home, target, program, [Path("a.jar")])
        assert told == [f"-XX:DumpLoadedClassList={home.class_list}"]
        assert Recipe.read(home.archive_recipe) == Recipe(str(program.program), ("a.jar",), str(target))
        assert not target.parent.exists(), "nothing is made before there is an archive"

    def test_a_later_start_uses_it_and_checks_it(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        target = noted(home, tmp_path, DUMPING)
        target.parent.mkdir(parents=True)
        target.write_bytes(b"archive")
        os.utime(target, (1, 1))
        told = archive_arguments(home, target, program, [])
        assert f"-XX:SharedArchiveFile={target}" in told
        assert {"-Xshare:auto", "-XX:+VerifySharedSpaces"} <= set(told), "an archive never stops a start"
        assert target.stat().st_mtime > time.time() - 60, "one in use is not old"
        assert making(home) is None, "there is nothing left to make"

    def test_notes_that_wait_for_their_archive_are_kept(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        target = noted(home, tmp_path, DUMPING)
        assert archive_arguments(home, target, program, []) == []
        assert home.class_list.read_text(encoding="utf-8") == PLANNED
        assert making(home) is not None

    def test_notes_for_another_archive_are_not(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        noted(home, tmp_path, DUMPING)
        target = tmp_path / "other.jsa"
        assert archive_arguments(home, target, program, []) == [f"-XX:DumpLoadedClassList={home.class_list}"]
        recipe = Recipe.read(home.archive_recipe)
        assert recipe is not None
        assert recipe.target == str(target)
        assert not home.class_list.exists()

    def test_what_java_could_not_make_is_not_tried_again(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        target = tmp_path / "x.jsa"
        refusal_file(target).write_text("no", encoding="utf-8")
        assert archive_arguments(home, target, program, []) == []
        assert not home.archive_recipe.exists()

    @NOBODY
    def test_a_cache_that_is_read_only_prepares_nothing(self, home: ServerHome, tmp_path: Path, program: Java) -> None:
        cache = tmp_path / "cache"
        cache.mkdir(mode=0o500)
        assert archive_arguments(home, cache / "archives" / "x.jsa", program, []) == []

    def test_no_write_access_prepares_nothing(
        self, home: ServerHome, tmp_path: Path, program: Java, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert archive_arguments(home, tmp_path / "archives" / "x.jsa", program, []) == []
        assert not home.archive_recipe.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"java": "j"}', json.dumps({"java": 1, "class_path": 2})])
def test_a_damaged_note_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "archive.json"
    path.write_text(text, encoding="utf-8")
    assert Recipe.read(path) is None


def test_what_java_can_not_read_again_is_left_out() -> None:
    kept = ["java/lang/Object id: 0\n", "@lambda-proxy a/B run ()V\n"]
    dropped = [f"@lambda-proxy {'x' * 5000}\n", "jdk/proxy2/$Proxy33 id: 7\n", "org/neo4j/Broken"]
    assert archiving.usable([*kept, *dropped]) == kept


@POSIX
class TestMaking:
    def test_it_comes_in_one_step_and_leaves_nothing_else(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, DUMPING)
        assert archiving.main([str(home.folder)]) == 0
        assert target.read_text(encoding="utf-8") == "archive\n"
        assert left(target) == {target.name}
        assert not home.class_list.exists()
        assert not home.archive_recipe.exists()
        assert archiving.main([str(home.folder)]) == 1, "there is nothing to make any more"

    def test_several_at_once_make_it_once(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, DUMPING)
        others = [ServerHome.of(tmp_path / f"home{number}") for number in range(3)]
        for other in others:
            other.prepare()
            noted(other, tmp_path, DUMPING)
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(archiving.make, [home, *others]))
        assert made.count(target) == 1
        assert (tmp_path / "java.runs").read_text(encoding="utf-8") == "run\n"
        assert left(target) == {target.name}

    def test_whoever_comes_while_another_is_at_it_goes(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, DUMPING)
        target.parent.mkdir(parents=True)
        with hold(target.parent / ".lock", 1):
            began = time.monotonic()
            assert archiving.make(home) is None
            assert time.monotonic() - began < 1
        assert left(target) == set()

    def test_a_java_that_can_not_leaves_its_reason_and_no_half_file(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, FAILING)
        assert archiving.make(home) is None
        assert refusal_file(target).read_text(encoding="utf-8") == "no\n"
        assert left(target) == {refusal_file(target).name}
        noted(home, tmp_path, DUMPING)
        assert archiving.make(home) is None, "not tried again"

    def test_a_full_disk_is_no_refusal(self, home: ServerHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        target = noted(home, tmp_path, DUMPING)
        monkeypatch.setattr(archiving, "_ROOM", 1 << 62)
        assert archiving.make(home) is None
        assert left(target) == set()

    def test_a_cache_that_can_not_be_made_is_silent(self, home: ServerHome, tmp_path: Path) -> None:
        noted(home, tmp_path, DUMPING)
        (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
        assert archiving.make(home) is None

    def test_a_server_that_answered_no_query_makes_none(self, home: ServerHome, tmp_path: Path) -> None:
        noted(home, tmp_path, DUMPING, classes="java/lang/Object id: 0\n")
        assert archiving.make(home) is None
        assert making(home) is None, "the next start notes anew"

    def test_what_nobody_used_for_a_month_is_removed(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, DUMPING)
        target.parent.mkdir(parents=True)
        old, young = target.with_name("neo4j-5.26.29-old.jsa"), target.with_name("neo4j-2026.08.1-young.jsa")
        for path in (old, young):
            path.write_bytes(b"")
        os.utime(old, (time.time() - 40 * 86400,) * 2)
        assert archiving.make(home) == target
        assert left(target) == {target.name, young.name}

    def test_nobody_waits_for_it(self, home: ServerHome, tmp_path: Path) -> None:
        target = noted(home, tmp_path, DUMPING.replace("0.3", "1"))
        began = time.monotonic()
        launcher.make_archive(home)
        assert time.monotonic() - began < 1
        until = time.monotonic() + 60
        while not target.exists():
            assert time.monotonic() < until, "the process in the background made nothing"
            time.sleep(0.05)
        assert target.read_text(encoding="utf-8") == "archive\n"

    def test_without_notes_no_process_is_started(self, home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
        def forbidden(*_: object, **__: object) -> None:
            raise AssertionError("nothing was to be started")

        monkeypatch.setattr(subprocess, "Popen", forbidden)
        launcher.make_archive(home)
