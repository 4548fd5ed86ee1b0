"""`loopline approve` and `loopline reject`: what becomes of a load that is held."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.options import ReportFormat, user_name
from graph.errors import UsageError, exit_codes_help
from graph.settings import Settings
from graph.wording import say_list

if TYPE_CHECKING:
    from graph.kept.folder import KeptInputs
    from graph.kept.notes import Waiting

_Load = Annotated[str, typer.Argument(help="Id of the held load, or its first letters; see `loopline loads`.")]
_Reason = Annotated[str, typer.Option(help="Why, in a few words; it stays on record.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("approve", epilog=exit_codes_help())(approve)
    app.command("reject", epilog=exit_codes_help())(reject)


def approve(
    load: _Load,
    reason: _Reason,
    output: Annotated[ReportFormat, typer.Option("--format", help="Output format.")] = ReportFormat.TEXT,
) -> None:
    """Write a load that is held, exactly as it was planned.

    If the graph has changed since, the load is planned anew and held with its new plan.
    """
    from dashboards.loads.log import Log, LogFormat
    from dashboards.loads.report import show
    from dashboards.loads.request import telling
    from dashboards.loads.run import Way, run_load
    from graph.loading.review import Approval

    settings = Settings.from_env()
    inputs, waiting = _held(settings, load)
    _check(reason)
    given = inputs.held_input(waiting.load_id)
    approval = Approval(waiting.facts["digest"], reason.strip(), user_name())
    with telling(settings, given.source, given.as_of, Log(LogFormat.TEXT)) as told:
        report = run_load(settings, given, Way(approved=approval, told=told))
        told.done(report)
    show(report, output)


def reject(load: _Load, reason: _Reason) -> None:
    """Drop a load that is held; why stays on record."""
    from dashboards.loads.held_list import drop_list
    from graph.kept.notes import Made

    settings = Settings.from_env()
    inputs, waiting = _held(settings, load)
    _check(reason)
    drop_list(settings.home, waiting.load_id)
    inputs.reject(waiting, Made(datetime.now(UTC).isoformat(timespec="seconds"), reason.strip(), user_name()))
    print(f"Load {waiting.load_id} of {waiting.facts['source']} as of {waiting.facts['as_of']} is rejected.")


def _check(reason: str) -> None:
    if not reason.strip():
        raise UsageError("--reason is blank.", "Say in a few words why.")


def _held(settings: Settings, load: str) -> tuple[KeptInputs, Waiting]:
    """The one held load whose id begins so.

    Raises:
        UsageError: There is none, or there are several.
    """
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.vault.key import known_key

    key = known_key(settings)
    inputs = KeptInputs(inputs_folder(settings), key) if key is not None else None
    held = [each for each in inputs.notes.waiting() if each.held] if inputs is not None else []
    found = [each for each in held if load and each.load_id.startswith(load.lower())]
    if inputs is None or len(found) != 1:
        ids = say_list([each.load_id for each in found or held], "and")
        what = "Several held loads begin so" if found else "No held load has this id"
        raise UsageError(f"{load!r}: {what}.", f"Held are {ids}." if ids else "No load is held; see `loopline loads`.")
    return inputs, found[0]
