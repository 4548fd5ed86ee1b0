"""`loopline loads`: all loads of the graph, finished or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_json, print_table
from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from dashboards.loads.listing import ListedLoad

_COLUMNS = ("number", "load_id", "source", "as_of", "loaded_at", "state", "read", "loaded", "set_aside", "input_kept")
_MORE = ("mode", "held_for", "reason", "mapping", "profile", "set_aside_in")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("loads")(loads)


def loads(output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE) -> None:
    """List all loads, the latest first: what each read, and whether its input is kept.

    CSV and JSON also have ids, mappings, profiles, and the files that list the rows set aside.
    """
    from dashboards.loads.listing import list_loads
    from graph.connection import connect
    from graph.kept.notes import LoadNotes
    from graph.queries.catalog import catalog

    settings = Settings.from_env()
    with connect(settings) as runner:
        listed = list_loads(runner.read(catalog()["loads"].text).rows, LoadNotes(settings.inputs))
    rows = [_row(load) for load in listed]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv((*_COLUMNS, *_MORE), rows)
    elif not rows:
        print("Nothing was loaded yet.")
    else:
        print_table(_COLUMNS, rows)
        for load in listed:
            if load.state == "held":
                note(f"Load {load.load_id} is held. {' '.join(load.reasons)}")
        if unfinished := sum(load.state == "not finished" for load in listed):
            note(f"{say_count(unfinished, 'load', 'loads')} did not finish: run the same command again.")


def _row(load: ListedLoad) -> dict[str, Any]:
    given = {name: getattr(load, name, None) for name in (*_COLUMNS, *_MORE)}
    when = load.when.astimezone().isoformat(" ", "minutes") if load.when else None
    return {**given, "loaded_at": when, "held_for": " ".join(load.reasons) or None}
