"""The published load that a page shows, and what it contains. Does not import Streamlit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Loaded = Literal["nothing", "units", "teams", "all"]


@dataclass(frozen=True, slots=True)
class LoadContext:
    """The published load that a page shows, and what it contains.

    Attributes:
        load: Stamp of the last published load, the key of everything cached between pages; empty if nothing is loaded.
        as_of: Its as-of date.
        loaded: "nothing"; "units" (no teams sheet); "teams" (no contacts, meetings or link checks); "all".
        buildings: Open buildings in scope; like all counts of buildings, of those that are part of the state.
        all_buildings: Open buildings, in scope or not.
        unplaced: Open buildings that are part of no state on record, and so are counted nowhere.
        scope_given: Whether the units sheet says which units are in scope.
        coverage: Share 0 to 1 of active teams whose contact records were received; None if none were loaded.
        writing: Whether a protocols sheet was loaded.
        invented: Whether this is the demo state.
        late: Whether the data are older than their schedule.
        derived: Whether links and findings were derived after the last load.
        state: Id of the unit of level state; empty if there is none.
        sheets: Names of the sheets that were loaded.
    """

    load: str = ""
    as_of: date | None = None
    loaded: Loaded = "nothing"
    buildings: int = 0
    all_buildings: int = 0
    unplaced: int = 0
    scope_given: bool = True
    coverage: float | None = None
    writing: bool = True
    invented: bool = False
    late: bool = False
    derived: bool = True
    state: str = ""
    sheets: tuple[str, ...] = ()


Row = dict[str, Any]
View = Callable[..., list[Row]]
"""Rows of a view: called with its id and the parameters that differ from their defaults."""

# Sources whose units are invented: pages say so.
INVENTED = frozenset({"demo", "invented"})
_CONTACT = frozenset({"contacts", "meetings", "link_checks"})


def stamp_of(published: Mapping[str, Any]) -> str:
    """A short name of a load and of what was derived from it, for cache keys.

    Args:
        published: The row of the view `published`.
    """
    return hashlib.sha256(str(published["stamp"]).encode()).hexdigest()[:16]


def load_context_of(published: Mapping[str, Any], row: Mapping[str, Any]) -> LoadContext:
    """The context from the rows of its two views.

    Args:
        published: The row of the view `published`.
        row: The row of the view `load_context`.
    """
    sheets = frozenset(row["sheets"])
    return LoadContext(
        load=stamp_of(published),
        as_of=published["as_of"],
        loaded=_loaded(sheets),
        buildings=row["buildings"],
        all_buildings=row["all_buildings"],
        unplaced=row["unplaced"],
        scope_given=row["scope_given"],
        coverage=row["coverage"],
        writing="protocols" in sheets,
        invented=not INVENTED.isdisjoint(row["sources"]),
        derived=bool(published["derived"]),
        state=row["state_id"] or "",
        sheets=tuple(sorted(sheets)),
    )


def _loaded(sheets: Iterable[str]) -> Loaded:
    known = frozenset(sheets)
    if "teams" not in known:
        return "units" if "units" in known else "nothing"
    return "all" if known & _CONTACT else "teams"
