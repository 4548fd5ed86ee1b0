"""`loopline resume`: finish a load that was cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.options import ReportFormat
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.kept.load_input import LoadInput


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resume")(resume)


def resume(
    derive: Annotated[
        bool, typer.Option("--derive/--no-derive", help="After loading, derive links and compute all findings.")
    ] = True,
    output: Annotated[ReportFormat, typer.Option("--format", help="Output format.")] = ReportFormat.TEXT,
) -> None:
    """Finish a load that was cut off, from its kept input: the files are not needed.

    The same load command does it as well. A load that was cut off before its input was kept has written nothing; load
    its files.
    """
    from dashboards.loads.log import Log, LogFormat
    from dashboards.loads.report import show
    from dashboards.loads.request import telling
    from dashboards.loads.run import Way, run_load

    settings = Settings.from_env()
    given = _cut_off(settings)
    if not given:
        print("No load was cut off.")
    for each in given:
        with telling(settings, each.source, each.as_of, Log(LogFormat.TEXT)) as told:
            report = run_load(settings, each, Way(derive=derive, told=told))
            told.done(report)
        show(report, output)


def _cut_off(settings: Settings) -> list[LoadInput]:
    """The inputs of loads that were begun and not published."""
    from graph.connection import connect
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.store import Store
    from graph.vault.key import known_key

    key = known_key(settings)
    if key is None:
        return []
    inputs = KeptInputs(inputs_folder(settings), key)
    staged = inputs.staged()
    if not staged:
        return []
    with connect(settings) as runner:
        published = {load.load_id for load in Store(runner).loads()}
    return [inputs.read(kept) for kept in staged if kept.load_id not in published]
