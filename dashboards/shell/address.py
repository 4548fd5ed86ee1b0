"""Addresses of the dashboard's own pages: what a page shows is in its address, so Back, bookmarks and links work."""

from __future__ import annotations

from urllib.parse import quote, urlencode

HOME = "./"
LOOP_BOARD = "loop-board"
SILOS = "silos"
CONTINUITY = "continuity"
FINDINGS = "findings"
DATA_HEALTH = "data-health"
BRIEFING = "briefing"
QUERY_CONSOLE = "query-console"


def address(page: str, **params: str | int | None) -> str:
    """The address of a page; empty and None parameters are left out, slashes stay readable."""
    kept = {key: str(value) for key, value in params.items() if value not in (None, "")}
    return page + ("?" + urlencode(kept, quote_via=quote, safe="/") if kept else "")


def place(*unit_ids: str) -> str:
    """Units from the top down as the address's `at`, such as `R3/D17`; a slash inside an id is kept apart."""
    return "/".join(quote(unit_id, safe="") for unit_id in unit_ids)
