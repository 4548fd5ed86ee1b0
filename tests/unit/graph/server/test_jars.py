"""Lock files and what lies in the cache."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import ServerError, UsageError
from graph.server.jars import (
    Jar,
    JarLock,
    damaged,
    entry_point,
    hash_file,
    jar_folder,
    lock_path,
    locked_versions,
    missing,
)
from graph.server.options import DEFAULT_VERSION

A = Jar("org/a/1/a-1.jar", "a" * 64, 10)
B = Jar("org/b/1/b-1.jar", "b" * 64, 20)
LOCK = JarLock("org", "a", "1", 17, (A, B))


def test_a_lock_survives_writing_and_reading() -> None:
    assert JarLock.parse(LOCK.render(), "x.lock") == LOCK
    assert LOCK.size == 30
    assert LOCK.root is A


@pytest.mark.parametrize("version", locked_versions())
def test_every_committed_lock_is_whole(version: str) -> None:
    text = lock_path(version).read_text(encoding="ascii")
    lock = JarLock.read(version)
    assert lock.render() == text, "written by the tool, not by hand"
    assert "://" not in text, "a lock names no address"
    assert lock.version == version
    assert lock.root.path.endswith(f"neo4j-{version}.jar")
    assert len(lock.jars) > 200
    assert lock.java in {17, 21}
    assert any("neo4j-bolt-" in jar.path for jar in lock.jars)


def test_the_default_version_and_a_newer_one_are_locked_oldest_first() -> None:
    assert locked_versions() == [DEFAULT_VERSION, "2026.08.1"]


def test_an_unknown_version_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        JarLock.read("4.4.0")
    assert "4.4.0" in caught.value.message
    assert DEFAULT_VERSION in caught.value.fix


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1"),
        ("nonsense\n", "line 1"),
        (LOCK.render() + "deadbeef 1 org/c.jar\n", "line 5"),
        (LOCK.render() + f"{'c' * 64} 0 org/c/c.jar\n", "line 5"),
        (LOCK.render() + f"{'c' * 64} 1 /etc/c.jar\n", "line 5"),
        (LOCK.render() + f"{'c' * 64} 1 org/../../c.jar\n", "line 5"),
        (LOCK.render() + f"{'c' * 64} 1 C:\\c.jar\n", "line 5"),
        (LOCK.render() + f"{'a' * 64} 10 {A.path}\n", "twice"),
        (replace(LOCK, jars=(B,)).render(), "missing"),
    ],
)
def test_a_damaged_lock_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(ServerError) as caught:
        JarLock.parse(text, "x.lock")
    assert "x.lock" in caught.value.message
    assert where in caught.value.message
    assert caught.value.fix


def _put(cache: Path, jar: Jar, content: bytes) -> None:
    path = jar_folder(cache) / jar.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_a_jar_is_missing_when_absent_or_of_another_size(tmp_path: Path) -> None:
    assert missing(LOCK, tmp_path) == [A, B]
    _put(tmp_path, A, b"x" * 10)
    _put(tmp_path, B, b"x" * 19)
    assert missing(LOCK, tmp_path) == [B]


def test_a_jar_of_the_right_size_and_another_hash_is_damaged(tmp_path: Path) -> None:
    _put(tmp_path, A, b"x" * 10)
    good = replace(A, sha256=hash_file(jar_folder(tmp_path) / A.path))
    assert damaged([A, B], tmp_path) == [A], "an absent jar is missing, not damaged"
    assert damaged([good], tmp_path) == []


def test_the_entry_point_is_the_one_that_the_jar_names(tmp_path: Path) -> None:
    jar = tmp_path / "neo4j.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("META-INF/services/org.neo4j.server.startup.EntryPoint", "org.example.Start\n")
    assert entry_point(jar) == "org.example.Start"


def test_a_jar_without_entry_point_or_no_jar_at_all_is_refused(tmp_path: Path) -> None:
    jar = tmp_path / "neo4j.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("other", "")
    for content in (jar.read_bytes(), b"no zip"):
        jar.write_bytes(content)
        with pytest.raises(ServerError, match=r"neo4j\.jar"):
            entry_point(jar)
