"""One holder at a time, among threads and among processes, dead ones included."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graph.errors import Exit, ServerError
from graph.server.filelock import hold

HOLDER = """
import sys, time
from pathlib import Path
from graph.server.filelock import hold
with hold(Path(sys.argv[1]), 5):
    print("held", flush=True)
    time.sleep(60)
"""


def test_threads_take_turns(tmp_path: Path) -> None:
    inside = 0
    most = 0
    guard = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        for _ in range(5):
            with hold(tmp_path / "lock", 30):
                with guard:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.001)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_busy_lock_is_waited_for_and_then_refused_as_busy(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        hold(tmp_path / "lock", 1),
        pytest.raises(ServerError, match="has been holding") as caught,
        hold(tmp_path / "lock", 0.1, lambda: told.append("waiting")),
    ):
        pass
    assert caught.value.code is Exit.BUSY
    assert told == ["waiting"]


def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(ServerError), hold(tmp_path / "lock", 0.1):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with hold(tmp_path / "lock", 5):
        pass


def test_it_is_released_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path / "lock", 1):
        _ = 1 // 0
    with hold(tmp_path / "lock", 0.1):
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="Can't write to") as caught, hold(tmp_path / "none" / "lock", 1):
        pass
    assert caught.value.fix
