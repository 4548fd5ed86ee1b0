"""What a page shows is of one load: rows that were read while another one was published are not shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graph.errors import LooplineError

_Of = TypeVar("_Of")


class MovedOnError(LooplineError):
    """Another load was published, or links and findings were computed anew, while a page read."""

    def __init__(self) -> None:
        super().__init__(
            "What is loaded changes just now: a load is published, or findings are computed again.",
            "Open the page again in a minute.",
        )


def pinned(stamp: str, read: Callable[[], _Of], now: Callable[[], str]) -> _Of:
    """Rows that belong to a published load.

    Args:
        stamp: Of the load that a page shows.
        read: Reads the rows.
        now: Reads the stamp of what is published.

    Raises:
        MovedOnError: By the time that they were read another one was.
    """
    rows = read()
    if now() != stamp:
        raise MovedOnError
    return rows
