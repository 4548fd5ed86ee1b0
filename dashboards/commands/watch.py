"""`loopline watch`: load what arrives in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.loads.log import LogFormat
from graph.errors import UsageError, exit_codes_help
from graph.settings import Settings
from graph.staging.date_order import DateOrder

if TYPE_CHECKING:
    from dashboards.loads.watch import Options


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch", epilog=exit_codes_help())(watch)


def watch(  # noqa: PLR0913, PLR0917 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help="The drop folder, which must exist.")],
    once: Annotated[bool, typer.Option("--once", help="Load what is there, then end: for cron.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between two looks at the folder.", min=1)] = 60,
    settle: Annotated[
        float, typer.Option(help="Seconds for which an export has to stay as it is before it is taken.", min=0)
    ] = 30,
    mapping: Annotated[
        list[str] | None,
        typer.Option(help="Mapping for exports, as NAME for all sources or SOURCE=NAME for one; may be repeated."),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Profile to use: a name or a YAML file; by default the last load's.")
    ] = "",
    delta: Annotated[
        list[str] | None, typer.Option(help="Source whose exports are loaded with --mode delta; may be repeated.")
    ] = None,
    date_order: Annotated[
        DateOrder | None, typer.Option(help="What comes first in dates such as 03/04/2026; by default as they tell.")
    ] = None,
    derive: Annotated[
        bool, typer.Option("--derive/--no-derive", help="After each load, derive links and compute all findings.")
    ] = True,
    log_format: Annotated[
        LogFormat,
        typer.Option("--log", help="What goes to standard error: text, or a JSON object in a line for each event."),
    ] = LogFormat.TEXT,
) -> None:
    """Load each export that arrives in a drop folder, as `loopline load` does, and move it to where it belongs.

    An export is a folder or a file named SOURCE_YYYY-MM-DD, such as hr_2026-03-31, hr_2026-03-31.zip or
    hr_2026-03-31.csv. It is taken when it has stopped changing, the oldest date first. Afterwards it is in done, held
    or failed below the folder, with a report beside it. If the server can't be reached or another load is running, it
    stays, and the next look tries it again.

    After an export that is held or failed, later ones of its source wait: until the load is approved or rejected, or
    until a corrected export of the same date is loaded or the failed one is removed.

    Ctrl-C or SIGTERM ends the command after the load at work; a second one cuts that off, and the next run finishes it.
    With --once the exit code tells the worst that happened, waiting exports and names that do not fit among it.
    """
    from dashboards.loads.log import Log
    from dashboards.loads.watch import Options, Watcher

    options = Options(_mappings(mapping or []), profile, date_order, frozenset(delta or []), derive, settle)
    watcher = Watcher(Settings.from_env(), folder.expanduser().absolute(), options, Log(log_format))
    _check(options)
    if once:
        raise typer.Exit(int(watcher.once()))
    watcher.poll(every)


def _mappings(given: list[str]) -> dict[str, str]:
    """Mappings by source; the one without a source is under "".

    Raises:
        UsageError: Two are for the same source.
    """
    found: dict[str, str] = {}
    for each in given:
        source, _, name = each.rpartition("=")
        if source in found:
            raise UsageError(
                f"--mapping is given twice for {source or 'all sources'}.", "Give one for each source, as SOURCE=NAME."
            )
        found[source] = name
    return found


def _check(options: Options) -> None:
    """Refuse a mapping or profile that can't be used, before anything is waited for."""
    from graph.profile.profile import Profile
    from loaders.mapping.file import find

    for name in options.mappings.values():
        find(name)
    if options.profile:
        Profile.load(options.profile)
