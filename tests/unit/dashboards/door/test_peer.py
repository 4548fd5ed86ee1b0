"""Whose program is at the other end of a connection, by the system's own table."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dashboards.door.peer import same_user

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
BROWSER, SERVER = ("127.0.0.1", 40000), ("127.0.0.1", 8501)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells whose a connection is")


def row(local: str, remote: str, uid: int) -> str:
    return f"   0: {local} {remote} 01 00000000:00000000 00:00000000 00000000  {uid}        0 1 1 0 20 4 30 10 -1\n"


@linux
@pytest.mark.skipif(sys.byteorder != "little", reason="the table is written out for the usual order of bytes")
@pytest.mark.parametrize(("uid", "same"), [(os.getuid(), True), (0, True), (os.getuid() + 1, False)])
def test_the_owner_of_the_other_end_is_asked_for(tmp_path: Path, uid: int, same: bool) -> None:
    table = tmp_path / "tcp"
    ours = row("0100007F:2135", "0100007F:9C40", os.getuid())
    other = row("0100007F:9C41", "0100007F:2135", os.getuid())
    table.write_text(HEAD + ours + other + row("0100007F:9C40", "0100007F:2135", uid), encoding="ascii")
    assert same_user(BROWSER, SERVER, table) is same


@linux
def test_what_is_not_told_is_no(tmp_path: Path) -> None:
    (tmp_path / "tcp").write_text(HEAD, encoding="ascii")
    assert not same_user(BROWSER, SERVER, tmp_path / "tcp")
    assert not same_user(BROWSER, SERVER, tmp_path / "none")
    assert not same_user(None, SERVER, tmp_path / "tcp")


def test_elsewhere_the_address_alone_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert same_user(BROWSER, SERVER, tmp_path / "none")
