"""A lock between processes that the operating system releases when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import Exit, ServerError

_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _locked(descriptor: int, path: Path) -> bool:
    try:
        return _try(descriptor)
    except OSError as error:
        raise ServerError(
            f"{path} can't be locked: {error.strerror}.", "Use a disk, or a network drive, that knows locks."
        ) from error


@contextmanager
def hold(path: Path, patience: float, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock of a file, among processes and among threads of one process.

    The file stays behind, empty; removing it would let two holders in.

    Args:
        path: The file; created if missing, for its owner only.
        patience: Seconds to wait for another holder.
        on_wait: Called once if there is another holder.

    Raises:
        ServerError: Another process still holds it after that time (exit code 5), or the folder is not writable.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ServerError(
            f"Can't write to {path}: {error.strerror}.",
            "Make the folder writable, or set LOOPLINE_HOME to another folder.",
        ) from error
    try:
        until = time.monotonic() + patience
        waiting = False
        while not _locked(descriptor, path):
            if not waiting:
                waiting = True
                on_wait()
            if time.monotonic() > until:
                raise ServerError(
                    f"Another process has been holding {path} for {patience:.0f} seconds.",
                    "Wait for the other `loopline` to finish, or stop it, then try again.",
                    Exit.BUSY,
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)  # closing releases the lock
