"""`loopline loads`: all loads of the graph, finished or not."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_json, print_table
from graph.settings import Settings
from graph.wording import say_count

_COLUMNS = ("number", "source", "as_of", "loaded_at", "state", "read", "loaded", "set_aside", "input_kept")
_MORE = ("load_id", "mapping", "profile", "set_aside_in")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("loads")(loads)


def loads(output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE) -> None:
    """List all loads, the latest first: what each read, and whether its input is kept.

    CSV and JSON also have ids, mappings, profiles, and the files that list the rows set aside.
    """
    from graph.connection import connect
    from graph.model.cypher_builder import statement

    settings = Settings.from_env()
    kept = _kept(settings)
    with connect(settings) as runner:
        rows = [_row(row, kept) for row in runner.read(statement("load/every_load")).rows]
    if output is Format.JSON:
        print_json([{name: row[name] for name in (*_COLUMNS, *_MORE)} for row in rows])
    elif output is Format.CSV:
        print_csv((*_COLUMNS, *_MORE), rows)
    elif not rows:
        print("Nothing was loaded yet.")
    else:
        print_table(_COLUMNS, rows)
        if unfinished := sum(row["state"] != "published" for row in rows):
            note(f"{say_count(unfinished, 'load', 'loads')} did not finish: run the same command again.")


def _row(row: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    state = "published" if row["published"] else "not finished"
    when = row["loaded_at"].astimezone().isoformat(" ", "minutes") if row["loaded_at"] else None
    return {**row, "state": state, "loaded_at": when, "input_kept": row["load_id"] in kept}


def _kept(settings: Settings) -> set[str]:
    """Ids of the loads whose inputs are kept."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.vault.key import known_key

    key = known_key(settings)
    return set() if key is None else {each.load_id for each in KeptInputs(inputs_folder(settings), key).published()}
