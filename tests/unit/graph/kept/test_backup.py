"""A backup holds what a data folder needs, and nothing else is taken for one."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.kept.backup import Backup, read_backup, unpack_backup, write_backup

FACTS = Backup(datetime(2026, 11, 30, 8, 0, tzinfo=UTC), 2, "abc", has_key=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    found = tmp_path / "home"
    (found / "inputs").mkdir(parents=True)
    (found / "inputs" / "000001-0123456789abcdef.input").write_bytes(b"first")
    (found / "inputs" / "0123456789abcdef.journal").write_bytes(b"changes")
    (found / "settings.toml").write_text("[guards.default]\nfew = 20\n", encoding="utf-8")
    (found / "person.key").write_text("secret", encoding="utf-8")
    (found / "names.vault").write_bytes(b"is built again")
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("with_key", [True, False])
def test_what_was_kept_is_there_again(home: Path, tmp_path: Path, with_key: bool) -> None:
    file, again = tmp_path / "b.backup", tmp_path / "again"
    write_backup(file, home, home / "inputs", home / "person.key" if with_key else None, FACTS)
    assert file.stat().st_mode & 0o777 == 0o600
    facts = unpack_backup(file, again, again / "inputs")
    assert (facts.made_at, facts.loads, facts.hash, facts.has_key) == (FACTS.made_at, 2, "abc", with_key)
    wanted = files(home)
    del wanted["names.vault"]
    if not with_key:
        del wanted["person.key"]
    assert files(again) == wanted
    assert all(path.stat().st_mode & 0o077 == 0 for path in again.rglob("*"))
    assert read_backup(file) == facts


def test_a_file_that_is_there_is_left_as_it_is(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.backup"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(LooplineError, match="is there already"):
        write_backup(file, home, home / "inputs", None, FACTS)
    assert file.read_text(encoding="utf-8") == "mine"


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("backup.json", "{}")
        archive.writestr("inputs/x.input", b"0" * 10_000_000)


def escaping(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("backup.json", '{"version": 1, "made_at": "2026-11-30", "loads": 1, "hash": ""}')
        archive.writestr("inputs/../../evil", b"x")


def other(path: Path) -> None:
    path.write_bytes(b"PK not a zip")


def cut(path: Path, size: int = 300) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inputs/x.input", b"0" * 1000)
        archive.writestr("backup.json", '{"version": 1, "made_at": "2026-11-30", "loads": 1, "hash": ""}')
    path.write_bytes(path.read_bytes()[:size])


def changed(path: Path) -> None:
    cut(path, 10_000)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"0" * 1000, b"0" * 999 + b"1"))


def newer(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("backup.json", '{"version": 2}')


@pytest.mark.parametrize("make", [bomb, escaping, other, cut, changed, newer])
def test_what_is_no_backup_leaves_nothing_behind(tmp_path: Path, make: object) -> None:
    file, home = tmp_path / "b.backup", tmp_path / "home"
    make(file)  # type: ignore[operator]
    with pytest.raises(LooplineError, match=r"no backup|newer version|which no backup does"):
        unpack_backup(file, home, home / "inputs")
    assert not files(home) if home.exists() else True
    assert not (tmp_path / "evil").exists()


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(LooplineError, match="There is no file"):
        read_backup(tmp_path / "none")
