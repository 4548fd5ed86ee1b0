"""`loopline load`: load files into the graph, then derive links and compute all findings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboards.loads.log import LogFormat
from dashboards.options import ReportFormat, day_of
from graph.errors import exit_codes_help
from graph.settings import Settings
from graph.staging.absent import Mode
from graph.staging.date_order import DateOrder


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load", epilog=exit_codes_help())(load)


def load(  # noqa: PLR0913, PLR0917 - each is an option of the command
    paths: Annotated[list[Path], typer.Argument(help="Sheets as a folder, zip or workbook, or an export to map.")],
    source: Annotated[str, typer.Option(help="Name of the source; use the same name for each of its loads.")],
    as_of: Annotated[str, typer.Option(help="Date that the files describe, for example 2026-09-01.")],
    mapping: Annotated[str, typer.Option(help="Mapping for an export: a shipped name or a YAML file.")] = "",
    profile: Annotated[
        str, typer.Option(help="Profile to use: a name or a YAML file; by default the last load's.")
    ] = "",
    date_order: Annotated[
        DateOrder | None, typer.Option(help="What comes first in dates such as 03/04/2026; by default as they tell.")
    ] = None,
    mode: Annotated[
        Mode,
        typer.Option(help="full: what a sheet no longer lists has ended; delta: what it does not list stays."),
    ] = Mode.FULL,
    derive: Annotated[
        bool, typer.Option("--derive/--no-derive", help="After loading, derive links and compute all findings.")
    ] = True,
    plan: Annotated[bool, typer.Option("--plan", help="Only show what the load would change; write nothing.")] = False,
    output: Annotated[ReportFormat, typer.Option("--format", help="Output format.")] = ReportFormat.TEXT,
    log_format: Annotated[
        LogFormat,
        typer.Option("--log", help="What goes to standard error: text, or a JSON object in a line for each event."),
    ] = LogFormat.TEXT,
) -> None:
    """Load sheets or an export; rows that can't be loaded are set aside with the reason.

    A load is full unless it says otherwise: what the source's earlier loads stated and a sheet no longer lists has
    ended as of this date. It stays in the graph as history. Sheets that are not there say nothing, and events such as
    contacts and meetings never end. Loads of one source go forward in time.

    A load that would end or change more than a real month does is held: nothing is written, the reasons are printed,
    the exit code is 3. `loopline approve` writes it, `loopline reject` drops it. Limits are in settings.toml of the
    data folder.

    Names and addresses of people go to the vault in the data folder, encrypted. LOOPLINE_PERSON_KEY gives the key;
    without it the first load makes one. LOOPLINE_NAMES=graph keeps names in the graph, and closes own queries.

    `loopline watch` loads what arrives in a folder. A table [hook] in settings.toml says where a load that is held,
    fails, or has new critical findings is told; by default nowhere.
    """
    from dashboards.loads.log import Log
    from dashboards.loads.report import show
    from dashboards.loads.request import Request, fulfil

    request = Request(
        paths, source, day_of(as_of, "--as-of"), mapping, profile, date_order, mode, derive=derive, plan=plan
    )
    log = Log(log_format)
    report = fulfil(Settings.from_env(), request, log)
    with log.alone():
        show(report, output)
