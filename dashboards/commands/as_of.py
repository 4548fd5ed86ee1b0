"""`loopline as-of`: the state as the loads up to a date told it, in a data folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.commands.db import Format, Output
from dashboards.options import day_of
from dashboards.replay import NOT_KEPT, kept_inputs, new_folder, ready, replay
from graph.errors import LooplineError
from graph.settings import Settings
from graph.wording import say_count, say_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from graph.loading.store import Published


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("as-of")(as_of)


def as_of(
    day: Annotated[str, typer.Argument(help="Date, for example 2026-09-01.")],
    into: Annotated[Path, typer.Option(help="A new data folder to build in; the one in use stays as it is.")],
    output: Output = Format.TEXT,
) -> None:
    """Build the state as it was known at a date, in a new data folder.

    It is built from the kept inputs of the loads whose as-of date is that day or earlier. All commands and pages work
    on it: set LOOPLINE_HOME to the folder. Servers that this command had to start are stopped when it is done.
    """
    from graph.noted_lock import load_lock
    from graph.server import left_as_found, stop

    last = day_of(day, "DAY")
    settings = Settings.from_env()
    target = settings.at(new_folder(into, settings.home))
    with load_lock(settings.home, f"building the state as of {last}"), left_as_found(settings):
        inputs, key_file = kept_inputs(settings)
        loads = _loads(settings)
        inputs.settle({load.load_id: load.sequence for load in loads})
        wanted = {load.load_id for load in _up_to(loads, last)}
        kept = [each for each in inputs.published() if each.load_id in wanted]
        if missing := len(wanted - {each.load_id for each in kept}):
            raise LooplineError(
                f"Not built: of {say_count(len(wanted), 'load', 'loads')} up to {last}, {missing:,} "
                f"{'has' if missing == 1 else 'have'} no kept input.",
                NOT_KEPT,
            )
        ready(target, key_file)
        try:
            done = replay(inputs, kept, target, target.home, last)
        finally:
            stop(target)
    said = [load.said for load in done]
    if output is Format.JSON:
        print(json.dumps({"home": str(target.home), "loads": said}, ensure_ascii=False, indent=2))
        return
    print(f"Built from {say_count(len(said), 'load', 'loads')}: {say_list(said)}.")
    print(f"  To look at it:        LOOPLINE_HOME={target.home} loopline dashboard")
    print(f"  To list its findings: LOOPLINE_HOME={target.home} loopline findings")
    print(f"  To stop its server:   LOOPLINE_HOME={target.home} loopline db stop")


def _loads(settings: Settings) -> list[Published]:
    from graph.connection import connect
    from graph.loading.store import Store

    with connect(settings) as runner:
        return Store(runner).loads()


def _up_to(loads: Sequence[Published], last: date) -> list[Published]:
    """The loads of this date and earlier ones.

    Raises:
        LooplineError: There are none.
    """
    found = [load for load in loads if load.as_of <= last]
    if not found:
        first = f"; the first is as of {min(load.as_of for load in loads)}" if loads else ""
        raise LooplineError(f"There is no load as of {last} or earlier{first}.", "Choose a later date.")
    return found
