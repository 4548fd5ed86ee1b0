"""What the page Loads shows, from the graph and from the notes in the data folder; it never has the key of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.loads.listing import list_loads
from dashboards.screens.data_health.text import sheet_name
from dashboards.screens.loads.opened import Opened, SheetCounts
from dashboards.screens.loads.text import Loads
from dashboards.shell.readers import ask, view
from graph.kept.notes import LoadNotes

if TYPE_CHECKING:
    from pathlib import Path

    from dashboards.shell.load_context import LoadContext


def read_loads(context: LoadContext, folder: Path) -> Loads:
    """All loads; read anew each time, because a load that is held or begun changes nothing that a cache could know.

    Args:
        context: The published load.
        folder: The folder of kept inputs.
    """
    notes = LoadNotes(folder)
    listed = list_loads(ask("loads") if context.as_of else [], notes)
    changes = {load.load_id: notes.changes(load.load_id) for load in listed if load.state == "published"}
    return Loads(tuple(listed), {load_id: found for load_id, found in changes.items() if found is not None})


def read_opened(context: LoadContext, loads: Loads, load_id: str) -> Opened | None:
    """One published load in full; None if there is no such load.

    Args:
        context: The published load.
        loads: All loads.
        load_id: Identity of the load.
    """
    found = next((load for load in loads.published if load.load_id == load_id), None)
    if found is None:
        return None
    rows = view(context, "sheets_of_load", load=load_id)
    sheets = tuple(
        SheetCounts(
            sheet_name(row["sheet"]),
            row["read"],
            row["loaded"],
            row["quarantined"],
            row["duplicates"],
            row["passed"],
            row["cells"],
        )
        for row in rows
    )
    return Opened(found, sheets, loads.changes.get(load_id), first=loads.is_first(found))
