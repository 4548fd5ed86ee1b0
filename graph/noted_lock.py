"""A lock file with a note beside it: who holds the lock, since when, and what for.

The note is a file of its own, because a locked file can't be read on Windows. It is a courtesy: whether the lock is
held is for the lock to say, and a note that a killed process left behind is not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import Exit, LooplineError, ServerError
from graph.holder import Holder, say_holder
from graph.private_file import write_private_file
from graph.server.filelock import hold

_PATIENCE = 5.0  # seconds that a load waits for another one
_WAIT = "Wait until it has finished, then run this command again."


@contextmanager
def load_lock(home: Path, doing: str) -> Iterator[None]:
    """Keep other loads out of a data folder, which is created if missing.

    Args:
        home: The data folder.
        doing: What the command does, for whoever has to wait: no names of people, files or folders.

    Raises:
        ServerError: Another command holds it (exit code 5), or the folder is not writable.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with noted_lock(home / "load.lock", doing, "Another loopline is at work in this data folder", _PATIENCE):
        yield


@contextmanager
def noted_lock(lock: Path, doing: str, said: str, patience: float) -> Iterator[None]:
    """Hold a lock file and note beside it who does.

    Args:
        lock: The file.
        doing: What it is held for.
        said: What whoever comes second is told first, without a period.
        patience: Seconds to wait for another holder.

    Raises:
        ServerError: Another process still holds it after that time (exit code 5), or the folder is not writable.
    """
    note = lock.with_name(f"{lock.name}.json")
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(lock, patience))
        except ServerError as error:
            if error.code is not Exit.BUSY:
                raise
            raise ServerError(_who_holds(note, said), _WAIT, Exit.BUSY) from error
        _write(note, doing)
        try:
            yield
        finally:
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _write(note: Path, doing: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    facts = {**asdict(Holder.own()), "since": since, "doing": doing}
    with suppress(LooplineError):  # a full disk is for the load to tell
        write_private_file(note, json.dumps(facts, ensure_ascii=False).encode())


def _who_holds(note: Path, said: str) -> str:
    """A sentence from the note; without what it can't tell."""
    try:
        facts = json.loads(note.read_text(encoding="utf-8"))
        holder = Holder(str(facts["host"]), int(facts["pid"]), str(facts["created"]), str(facts["user"]))
        since, doing = datetime.fromisoformat(facts["since"]), str(facts["doing"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"{said}."
    if holder.has_ended():  # the next holder has not written its own yet
        return f"{said}."
    return say_holder(said, doing, since, holder)
