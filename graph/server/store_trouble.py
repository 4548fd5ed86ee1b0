"""What keeps the store from working or opening, read from Neo4j's own log, and what can be done about it.

When the disk fills while a transaction is written to the log, its end is missing there; the store gives up. It was
never committed, and Neo4j's recovery leaves it out, unless the server is closed as usual: then it writes the rest of
its buffer, and what was merely cut short becomes unreadable. So such a server is killed. Where somebody else closed it,
the log is cut off before that transaction, which Neo4j does if told to. A log that is damaged for another reason could
lose more by that, so it is left as it is.
"""

from __future__ import annotations

import re
from enum import Enum

from graph.errors import StoreError
from graph.server.address import DATABASE
from graph.server.home import ServerHome
from graph.suggest import ended

_TAIL = 4_000_000
"""Bytes of the log that are searched for why the store stopped working."""
_NO_SPACE = re.compile(r"No space left on device|There is not enough space on the disk", re.IGNORECASE)
_PANIC = re.compile(r"Database panic|Failed to start DatabaseId")
_BEGINNING = "VM Arguments:"
"""Stands in the log at the beginning of each start."""
_NOT_OPENED = re.compile(r"Failed to start DatabaseId\{[0-9a-f]+\[(?P<name>\w+)\]\}")
_DAMAGED_LOG = re.compile(r"recovery not possible|Unreadable bytes|TransactionLogsRecovery\S* failed", re.IGNORECASE)
_RECOVERED = re.compile(r"\[(\w+)/[0-9a-f]+\] Recovery in '\w+' mode completed")
_REASON = re.compile(r"^Caused by: [\w.$]+: (?P<said>.+)$", re.MULTILINE)


class Trouble(Enum):
    """Why a store does not open."""

    HALF_WRITTEN = "the disk was full while a transaction was written"
    DAMAGED_LOG = "its transaction log is damaged"
    OTHER = "another reason"


def log_size(home: ServerHome) -> int:
    """Bytes of Neo4j's log so far."""
    try:
        return home.debug_log.stat().st_size
    except OSError:
        return 0


def trouble_since(home: ServerHome, offset: int, *, exited: bool) -> Trouble | None:
    """Why the store did not open, by what was logged since a start; None if it did.

    Args:
        home: The server's folder.
        offset: Bytes of the log before that start; a log that has become shorter was begun anew.
        exited: The process has exited: a half-written transaction can claim any size, and so take all memory.
    """
    text = _read(home, offset)
    last_run = _read(home, max(0, offset - _TAIL), offset).rpartition(_BEGINNING)[2]
    filled = _NO_SPACE.search(last_run) is not None
    if exited and filled and DATABASE not in _RECOVERED.findall(text):
        return Trouble.HALF_WRITTEN
    if _NOT_OPENED.search(text) is None:
        return None
    if _DAMAGED_LOG.search(text) is None:
        return Trouble.OTHER
    return Trouble.HALF_WRITTEN if filled else Trouble.DAMAGED_LOG


def has_given_up(home: ServerHome) -> bool:
    """Whether the store has stopped working since the server's start, and needs another start."""
    return _PANIC.search(_read(home, max(0, log_size(home) - _TAIL)).rpartition(_BEGINNING)[2]) is not None


def does_not_open(home: ServerHome, offset: int) -> StoreError:
    """The error for a store that does not open, with Neo4j's own last reason."""
    reasons = _REASON.findall(_read(home, offset))
    said = (
        f" Neo4j says: {ended(reasons[-1].strip()[:300])}"
        if reasons
        else " The disk was full when the server last wrote, and its transaction log can't be read to its end."
    )
    return StoreError(
        f"The store in {home.folder} does not open.{said}",
        f"Restore the data folder from a backup, or {StoreError.REBUILD} The reason is in {home.debug_log}.",
    )


def _read(home: ServerHome, start: int, stop: int | None = None) -> str:
    try:
        with home.debug_log.open("rb") as file:
            if start > log_size(home):
                start = 0
            file.seek(start)
            return file.read(-1 if stop is None else max(0, stop - start)).decode("utf-8", "replace")
    except OSError:
        return ""
