"""Private files appear whole, for their owner alone, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.private_file import write_private_file


def test_a_file_is_replaced_only_if_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    assert write_private_file(path, b"one", replace=False)
    assert not write_private_file(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    assert write_private_file(path, b"three")
    assert path.read_bytes() == b"three"
    assert [each.name for each in path.parent.iterdir()] == ["file"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impossible(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", impossible)
    path = tmp_path / "file"
    assert write_private_file(path, b"one", replace=False)
    assert not write_private_file(path, b"two", replace=False)
    assert path.read_bytes() == b"one"


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LooplineError, match="can't be written") as refused:
        write_private_file(tmp_path / "file" / "below", b"x")
    assert str(tmp_path / "file" / "below") in refused.value.message
