"""Who holds a lock file: what is noted beside it, and what whoever comes second is told."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from graph.errors import Exit, ServerError
from graph.noted_lock import noted_lock

SAID = "Another loopline is at work here"
HOLDER = """
import sys, time
from pathlib import Path
from graph.noted_lock import noted_lock
with noted_lock(Path(sys.argv[1]), "loading hr as of 2026-03-31", "At work", 5):
    print("held", flush=True)
    time.sleep(60)
"""


def refused(lock: Path) -> ServerError:
    """What a second holder is told."""
    with pytest.raises(ServerError) as busy, noted_lock(lock, "loading", SAID, 0.1):
        raise AssertionError("two at once")
    assert busy.value.code is Exit.BUSY
    return busy.value


def test_the_second_is_told_process_user_time_and_source(tmp_path: Path) -> None:
    with noted_lock(tmp_path / "lock", "loading hr as of 2026-03-31", SAID, 1):
        told = refused(tmp_path / "lock")
    user = re.escape(psutil.Process().username())
    who = rf"process {os.getpid()} of {user} on {re.escape(platform.node())}"
    assert re.fullmatch(
        rf"{SAID} since \d{{4}}-\d\d-\d\d \d\d:\d\d: loading hr as of 2026-03-31 \({who}\)\.", told.message
    )
    assert told.fix.startswith("Wait until it has finished")


def test_the_note_goes_with_the_lock_and_others_can_not_read_it(tmp_path: Path) -> None:
    note = tmp_path / "lock.json"
    with noted_lock(tmp_path / "lock", "loading", SAID, 1):
        assert set(json.loads(note.read_text(encoding="utf-8"))) == {"host", "pid", "created", "user", "since", "doing"}
        if os.name == "posix":
            assert note.stat().st_mode & 0o077 == 0
    assert not note.exists()


def test_a_note_of_a_killed_holder_keeps_nobody_out_and_is_not_believed(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    assert f"process {holder.pid} " in refused(lock).message
    holder.kill()
    holder.wait()
    holder.stdout.close()
    left = (tmp_path / "lock.json").read_bytes()
    with noted_lock(lock, "loading", SAID, 1):
        (tmp_path / "lock.json").write_bytes(left)
        assert refused(lock).message == f"{SAID}."


@pytest.mark.parametrize("note", [None, b"", b"[]", b"{}", b'{"host": 1}', b"\xff"])
def test_a_note_that_tells_nothing_is_left_out(tmp_path: Path, note: bytes | None) -> None:
    with noted_lock(tmp_path / "lock", "loading", SAID, 1):
        (tmp_path / "lock.json").unlink()
        if note is not None:
            (tmp_path / "lock.json").write_bytes(note)
        assert refused(tmp_path / "lock").message == f"{SAID}."


def test_it_is_released_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), noted_lock(tmp_path / "lock", "loading", SAID, 1):
        _ = 1 // 0
    with noted_lock(tmp_path / "lock", "loading", SAID, 0.1):
        pass


def test_a_folder_that_can_not_be_written_to_is_no_other_holder(tmp_path: Path) -> None:
    with pytest.raises(ServerError) as failed, noted_lock(tmp_path / "none" / "lock", "loading", SAID, 1):
        pass
    assert failed.value.code is Exit.REFUSED
