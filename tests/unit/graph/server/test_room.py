"""A disk that has no room: what is refused before anything is written."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import ServerError
from graph.server.home import ServerHome
from graph.server.room import free_room, is_full, need_room


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    return ServerHome.of(tmp_path / "not made yet")


def test_the_room_of_a_folder_that_is_not_there_is_its_disks(home: ServerHome, tmp_path: Path) -> None:
    assert free_room(home.folder) == pytest.approx(free_room(tmp_path), rel=0.1)


@pytest.mark.parametrize(("free", "refused"), [(1_050_000_000, False), (1_049_999_999, True), (0, True)])
def test_a_load_asks_for_its_room_first(
    free: int, refused: bool, home: ServerHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    if not refused:
        need_room(home, 1_000_000)
        return
    with pytest.raises(ServerError, match=r"1,000,000 rows may need 1,050 MB, and .* Nothing was written") as said:
        need_room(home, 1_000_000)
    assert str(home.folder.parent) in said.value.message


@pytest.mark.parametrize(("free", "full"), [(0, True), (7_999_999, True), (8_000_000, False)])
def test_when_a_disk_is_full(free: int, full: bool, home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert is_full(home) is full
