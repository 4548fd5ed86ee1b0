"""A rebuilt store takes the place of the one in use; that one is moved, never deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.kept.replacement import replace


def folder(at: Path, said: str) -> Path:
    (at / "server" / "data").mkdir(parents=True)
    (at / "server" / "data" / "store").write_text(said)
    (at / "names.vault").write_text(said)
    (at / "inputs").mkdir()
    (at / "inputs" / "one").write_text(said)
    return at


def said(at: Path) -> set[str]:
    return {(at / name).read_text() for name in ("server/data/store", "names.vault", "inputs/one")}


def test_the_old_one_is_moved(tmp_path: Path) -> None:
    home, rebuilt = folder(tmp_path / "home", "old"), folder(tmp_path / "home" / "rebuilding", "new")
    (home / "person.key").write_text("key")
    before = replace(home, rebuilt)
    assert before is not None
    assert before.parent == home
    assert said(home) == {"new"}
    assert said(before) == {"old"}
    assert (home / "person.key").read_text() == "key"
    assert not any(rebuilt.iterdir())


def test_where_nothing_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    rebuilt = folder(home / "rebuilding", "new")
    assert replace(home, rebuilt) is None
    assert said(home) == {"new"}


def test_where_only_inputs_were_as_from_a_backup(tmp_path: Path) -> None:
    home = tmp_path / "home"
    rebuilt = folder(home / "rebuilding", "new")
    (home / "inputs").mkdir()
    (home / "inputs" / "one").write_text("old")
    before = replace(home, rebuilt)
    assert before is not None
    assert (before / "inputs" / "one").read_text() == "old"
    assert said(home) == {"new"}


def test_what_can_not_be_moved_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, rebuilt = folder(tmp_path / "home", "old"), folder(tmp_path / "rebuilt", "new")

    def refuse(*_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(LooplineError, match="can't be moved into") as found:
        replace(home, rebuilt)
    assert str(rebuilt) in found.value.fix
    assert said(home) == {"old"}
    assert said(rebuilt) == {"new"}
