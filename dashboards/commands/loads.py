"""`loopline loads`: all loads of the graph, finished or not, in the words of the page Loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_json, print_table
from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from dashboards.loads.listing import ListedLoad

_COLUMNS = ("number", "load_id", "source", "as_of", "loaded_at", "state", "read", "loaded", "set_aside", "input_kept")
_MORE = ("exact_copies", "mode", "held_because", "reason", "decided_by", "mapping", "profile", "set_aside_in")
_HEADS = {
    "number": "load",
    "source": "source",
    "as_of": "as of",
    "words": "state",
    "loaded_at": "loaded or decided at",
    "mode": "kind",
    "read": "rows read",
    "loaded": "loaded",
    "set_aside": "set aside",
    "input_kept": "files kept",
    "load_id": "id",
}
"""Columns of the table, in the words of the page Loads."""
_STATES = {"held": "waits for a decision", "undone": "taken back"}
_ORDER = (
    "Loads that wait for a decision, then those that were rejected or taken back, those that did not finish, and the "
    "published ones; of each the latest first."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("loads")(loads)


def loads(output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE) -> None:
    """List all loads: what each read, and whether its files are kept.

    Loads that are held, and wait for a decision, come first; then those that were rejected or taken back, those that
    did not finish, and the published ones; of each the latest first. CSV and JSON also have mappings, profiles, reasons
    and the files that list the rows set aside.
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
        print_json([{name: row[name] for name in (*_COLUMNS, *_MORE)} for row in rows])
    elif output is Format.CSV:
        print_csv((*_COLUMNS, *_MORE), rows)
    elif not rows:
        print("Nothing was loaded yet.")
    else:
        print(_ORDER)
        print_table(tuple(_HEADS.values()), [{head: row[name] for name, head in _HEADS.items()} for row in rows])
        for load in listed:
            if load.state == "held":
                _note_held(load)
            elif load.agreed and load.reasons:
                _note_approved(load)
        if unfinished := sum(load.state == "not finished" for load in listed):
            note(f"{say_count(unfinished, 'load', 'loads')} did not finish: run the same command again.")


def _note_held(load: ListedLoad) -> None:
    """Why a load waits, and the two commands that decide, a line each."""
    note(f"Load {load.load_id} of {load.source} as of {load.as_of} is held:")
    for reason in load.reasons:
        note(f"  - {reason}")
    for command in ("approve", "reject"):
        note(f'    loopline {command} {load.load_id} --reason "..."')


def _note_approved(load: ListedLoad) -> None:
    """Why a load that is published now was held, and who agreed to it."""
    note(f"Load {load.number} of {load.source} as of {load.as_of}: {load.agreed[0].lower()}{load.agreed[1:]}.")
    for reason in load.reasons:
        note(f"  - {reason}")
    note(f"  Approved because: {load.reason}")


def _row(load: ListedLoad) -> dict[str, Any]:
    given = {name: getattr(load, name, None) for name in (*_COLUMNS, *_MORE)}
    when = load.when.astimezone().isoformat(" ", "minutes")[:16] if load.when else None
    because = " ".join(load.reasons) or None
    return {
        **given,
        "loaded_at": when,
        "held_because": because,
        "decided_by": load.by,
        "exact_copies": load.copies,
        "words": _STATES.get(load.state, load.state),
    }
