"""Addresses of the dashboard's own pages: what a page shows is in its address, so Back, bookmarks and links work.

A place in the drawings is the address's `at`: the ids from below the state down, such as `R3/D17`. Ids come from the
state's own files and may contain any character, so links to units are always made by `unit_address` and read by
`read_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = "./"
LOOP_BOARD = "loop-board"
SILOS = "silos"
CONTINUITY = "continuity"
FINDINGS = "findings"
DATA_HEALTH = "data-health"
BRIEFING = "briefing"
QUERY_CONSOLE = "query-console"


def address(page: str, **params: str | int | None) -> str:
    """The address of a page; empty and None parameters are omitted, slashes stay readable."""
    kept = {key: str(value) for key, value in params.items() if value not in (None, "")}
    return page + ("?" + urlencode(kept, quote_via=quote, safe="/") if kept else "")


def unit_address(*unit_ids: str, page: str = HOME) -> str:
    """The address of a unit in the drawings.

    Args:
        unit_ids: Ids below the state, top down; the last one alone is enough. None for the state itself.
        page: The page that shows it.
    """
    return address(page, at=write_at(unit_ids))


def write_at(unit_ids: Sequence[str]) -> str:
    """A place as the value of `at`; slashes inside an id are escaped.

    Args:
        unit_ids: Ids below the state, top down; none for the state itself.
    """
    return "/".join(quote(unit_id, safe=" ,.-_:()") for unit_id in unit_ids)


def read_at(text: str) -> list[str]:
    """The ids of a place, the inverse of `write_at`. The page reports ids that no unit has.

    Args:
        text: The value of `at`, as the browser's address gives it once decoded.
    """
    return [unquote(part) for part in text.split("/") if part]
