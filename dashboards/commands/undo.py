"""`loopline undo`: take back the last load."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.loads.counts import by_kind
from dashboards.loads.report import print_findings
from dashboards.options import ReportFormat, user_name
from dashboards.tables import print_json
from graph.errors import LooplineError
from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.kept.folder import KeptInputs
    from graph.loading.journal import Journal
    from graph.loading.names import Names
    from graph.loading.store import Store
    from graph.runner import Runner

_WHAT = {
    "new": "that it added",
    "changed": "that it changed",
    "ended": "that it ended",
    "back": "that it brought back",
    "withdrawn": "planned ones that it dropped",
}
_NOT_KEPT = (
    "What a load changes is kept from this version on, in the data folder from which it was loaded. Load the right "
    "files with the same --as-of: they replace what that load said."
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("undo")(undo)


def undo(
    source: Annotated[str, typer.Argument(help="Name of the source whose last load is taken back.")],
    reason: Annotated[str | None, typer.Option(help="Why, in a few words; it stays on record.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what would be taken back, and change nothing.")] = False,
    output: Annotated[ReportFormat, typer.Option("--format", help="Output format.")] = ReportFormat.TEXT,
) -> None:
    """Take back the last load: the graph and the names are as they were before it, and findings are computed again.

    It must be the last load of all sources. Its kept input is deleted; that it was taken back stays in the list of
    `loopline loads`. To load the same files again, load them as before.
    """
    from dashboards.loads.run import findings_after
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.lease import leased
    from graph.profile.recorded import recorded_profile

    settings = Settings.from_env()
    with (
        progress() as report_progress,
        connect(settings) as connected,
        leased(connected, "taking back a load") as runner,
    ):
        report_progress("starting", 1, 1)
        report = _undo(runner, settings, source, reason, report_progress, plan_only=plan)
        if not plan and report["left"]:
            profile = recorded_profile(runner)
            report["findings"] = findings_after(runner, settings, profile, report_progress)
    if output is ReportFormat.JSON:
        print_json(report)
    else:
        _say(report)


def _undo(
    runner: Runner,
    settings: Settings,
    source: str,
    reason: str | None,
    on_progress: Callable[[str, int, int], None],
    *,
    plan_only: bool,
) -> dict[str, Any]:
    """Take back the load, and report."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.names import names_for
    from graph.loading.store import Store

    store = Store(runner)
    with names_for(settings, f"taking back the last load of {source}") as names:
        inputs = KeptInputs(inputs_folder(settings), names.key)
        inputs.settle(store.numbers())
        journal = _journal(inputs, store, source)
        lost = 0
        if not plan_only:
            lost = _take_back(runner, inputs, journal, names, reason, on_progress)
        left = store.loads()
    report = _report(journal, str(max(load.as_of for load in left)) if left else None, planned=plan_only)
    return report | {"entries_lost": lost}


def _journal(inputs: KeptInputs, store: Store, source: str) -> Journal:
    """What the load changed that is to be taken back.

    Raises:
        LooplineError: There is no such load, others came later, or it can't be taken back exactly.
    """
    from graph.loading.undo import last_load, refuse_inexact

    load_id = last_load(store, source)
    journal = inputs.journal(load_id)
    if journal is None:
        raise LooplineError(f"What load {load_id} changed is not on record. Nothing was taken back.", _NOT_KEPT)
    refuse_inexact(journal)
    return journal


def _take_back(
    runner: Runner,
    inputs: KeptInputs,
    journal: Journal,
    names: Names,
    reason: str | None,
    on_progress: Callable[[str, int, int], None],
) -> int:
    """Take back ledger, graph, names and kept input; the number of people's entries that are gone with them."""
    from graph.kept.ledger import KeptLedger
    from graph.kept.notes import Made
    from graph.ledger.rollback import roll_back
    from graph.loading.store import Store
    from graph.loading.undo import take_back

    loads = {load.load_id: load.content for load in Store(runner).loads()}
    made = Made(datetime.now(UTC).isoformat(timespec="seconds"), reason, user_name())
    inputs.begin_undo(journal, made, loads.get(journal.load, ""))
    lost = roll_back(runner, KeptLedger(inputs.folder, names.key), journal.load)
    take_back(runner, journal, names, on_progress)
    inputs.settle(Store(runner).numbers())
    return lost


def _report(journal: Journal, left: str | None, *, planned: bool) -> dict[str, Any]:
    """What was taken back, as plain values."""
    return {
        "load": journal.load,
        "source": journal.source,
        "as_of": journal.as_of.isoformat(),
        "planned": planned,
        "left": left,
        **journal.counts(),
    }


def _say(report: dict[str, Any]) -> None:
    which = f"{report['source']} as of {report['as_of']}"
    print(f"Plan, nothing is changed: {which} would be taken back." if report["planned"] else f"Taken back: {which}.")
    for name, counts in by_kind(report["nodes"], report["relationships"]):
        parts = [f"{counts[how]:,} {text}" for how, text in _WHAT.items() if counts.get(how)]
        if parts:
            print(f"  {name}: {', '.join(parts)}")
    if not report["planned"]:
        print(f"The graph is as of {report['left']} again." if report["left"] else "The graph is empty now.")
    if report["entries_lost"]:
        lost = say_count(report["entries_lost"], "entry", "entries")
        print(f"{lost} about findings that only this load had found went with it.")
    if "findings" in report:
        print_findings(report["findings"])
