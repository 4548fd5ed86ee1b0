"""`loopline loads`: all loads of the graph, finished or not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_json, print_table
from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.kept.folder import Waiting

_COLUMNS = ("number", "load_id", "source", "as_of", "loaded_at", "state", "read", "loaded", "set_aside", "input_kept")
_MORE = ("mode", "held_for", "reason", "mapping", "profile", "set_aside_in")
_UNFINISHED = "not finished"


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
    kept, waiting = _kept(settings)
    with connect(settings) as runner:
        rows = [_row(row, kept) for row in runner.read(statement("load/every_load")).rows]
    rows = [*map(_waiting_row, waiting), *rows]
    if output is Format.JSON:
        print_json([{name: row[name] for name in (*_COLUMNS, *_MORE)} for row in rows])
    elif output is Format.CSV:
        print_csv((*_COLUMNS, *_MORE), rows)
    elif not rows:
        print("Nothing was loaded yet.")
    else:
        print_table(_COLUMNS, rows)
        for each in waiting:
            if each.held:
                note(f"Load {each.load_id} is held. {' '.join(each.facts['reasons'])}")
        if unfinished := sum(row["state"] == _UNFINISHED for row in rows):
            note(f"{say_count(unfinished, 'load', 'loads')} did not finish: run the same command again.")


def _row(row: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    state = "published" if row["published"] else _UNFINISHED
    when = row["loaded_at"].astimezone().isoformat(" ", "minutes") if row["loaded_at"] else None
    return {**row, "state": state, "loaded_at": when, "held_for": None, "input_kept": row["load_id"] in kept}


def _waiting_row(waiting: Waiting) -> dict[str, Any]:
    """A load that is held or was rejected, of which the graph knows nothing."""
    facts = waiting.facts
    when = datetime.fromisoformat(facts["held_at"]).astimezone().isoformat(" ", "minutes")
    said = {"source": facts["source"], "as_of": facts["as_of"], "state": facts["state"], "loaded_at": when}
    row = dict.fromkeys((*_COLUMNS, *_MORE))
    return {
        **row,
        **said,
        "load_id": waiting.load_id,
        "held_for": " ".join(facts["reasons"]),
        "reason": facts.get("reason"),
        "input_kept": waiting.held,
    }


def _kept(settings: Settings) -> tuple[set[str], list[Waiting]]:
    """Ids of the loads whose inputs are kept, and the loads that are held or were rejected."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.vault.key import known_key

    key = known_key(settings)
    if key is None:
        return set(), []
    inputs = KeptInputs(inputs_folder(settings), key)
    return {each.load_id for each in inputs.published()}, inputs.waiting()
