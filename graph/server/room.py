"""Room on the disk: what a start and a load need is asked for before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from graph.errors import ServerError
from graph.server.home import ServerHome
from graph.wording import say_count

TO_START = 50_000_000
"""Bytes free that a start needs: Neo4j would hang on a full disk and could not even log why."""
_FULL = 8_000_000
_ROW = 1_000
"""Bytes that a row of input takes at most, with what is derived from it and the log of its transaction; 700 were
measured for generated states of 30,000 and 63,000 rows, and two thirds of them are log."""


def free_room(folder: Path) -> int:
    """Bytes free for a folder that may not exist yet."""
    return shutil.disk_usage(next(found for found in (folder, *folder.parents) if found.exists())).free


def is_full(home: ServerHome) -> bool:
    """Whether so little is free that the server's writes fail."""
    return free_room(home.folder) < _FULL


def need_room(home: ServerHome, rows: int) -> None:
    """Refuse a load for which there is no room, before anything is written.

    Args:
        home: The server's folder.
        rows: Rows of input.

    Raises:
        ServerError: There is less free than the load may need.
    """
    needed, free = rows * _ROW + TO_START, free_room(home.folder)
    if free < needed:
        raise ServerError(
            f"A load of {say_count(rows, 'row', 'rows')} may need {needed / 1e6:,.0f} MB, and {home.folder.parent} has "
            f"{free / 1e6:,.0f} MB free. Nothing was written.",
            "Free up some space, or set LOOPLINE_HOME to a folder on another disk.",
        )
