"""Addresses of the dashboard's own pages: what a page shows is in its address, so Back, bookmarks and links work.

A place is the address's `at`: the ids from below the state down, such as `R3/D17`. Alignment draws it, the other pages
show its region alone where they can, and links between pages keep it. Ids come from the state's own files and may
contain any character, so links to units are always made by `unit_address` and read by `read_at`.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIGNMENT = "alignment"
LOOP_BOARD = "loop-board"
SILOS = "silos"
CONTINUITY = "continuity"
FINDINGS = "findings"
DATA_HEALTH = "data-health"
LOADS = "loads"
BRIEFING = "briefing"
QUERY_CONSOLE = "query-console"

_place: ContextVar[str] = ContextVar("place", default="")


def stay_at(place: str) -> None:
    """Let the addresses that a page makes keep its place, for the rest of its run.

    Args:
        place: The value of `at`; empty for the whole state.
    """
    _place.set(place)


def address(page: str, **params: str | int | None) -> str:
    """The address of a page at the current place; slashes stay readable.

    Args:
        page: The page.
        params: What it shows; empty and None parameters are omitted. `at` is another place, empty the whole state.
    """
    kept = {
        key: str(value)
        for key, value in {**params, "at": params.get("at", _place.get())}.items()
        if value not in (None, "")
    }
    return page + ("?" + urlencode(kept, quote_via=quote, safe="/") if kept else "")


def unit_address(*unit_ids: str, page: str = ALIGNMENT) -> str:
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
