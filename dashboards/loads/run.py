"""Load, derive, compute findings and report: `load`, `demo`, `rebuild` and `as-of` share this."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.loads.report import found_of, report_of

if TYPE_CHECKING:
    from graph.kept.load_input import LoadInput
    from graph.runner import Runner
    from graph.settings import Settings


def run_load(settings: Settings, given: LoadInput, *, derive: bool, lists: Path | None = None) -> dict[str, Any]:
    """Load, derive, compute findings and report; `load`, `demo` and `rebuild` share this.

    Args:
        settings: Data folder and graph.
        given: What was read, from which source and of which date.
        derive: Whether to derive and compute findings afterwards.
        lists: The data folder that lists the rows set aside, if it is another one.

    Raises:
        LooplineError: Nothing was loaded, or not all; the message says which.
    """
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.lease import leased
    from graph.profile.words import speak
    from graph.server.home import ServerHome
    from graph.server.room import need_room

    speak(given.profile)
    if settings.uri is None:
        need_room(ServerHome.of(settings.home), sum(len(rows.frame) for rows in given.extract.sheets))
    doing = f"loading {given.source} as of {given.as_of.isoformat()}"
    with progress() as report_progress, connect(settings) as connected, leased(connected, doing) as runner:
        report_progress("starting", 1, 1)
        report = _write(runner, settings, given, lists or settings.home, report_progress)
        if derive:
            from graph.refresh import refresh

            report["findings"] = found_of(
                refresh(runner, given.profile, on_progress=report_progress, folder=settings.snapshots)
            )
    return report


def _write(
    runner: Runner, settings: Settings, given: LoadInput, lists: Path, on_progress: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Load, keep the input, and report."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.load import load as write_load
    from graph.loading.names import names_for
    from graph.loading.store import Store
    from loaders import quarantine

    store = Store(runner)
    with names_for(settings) as names:
        inputs = KeptInputs(inputs_folder(settings), names.key)
        numbers = store.numbers()
        inputs.settle(numbers)
        aside = inputs.put_aside(numbers)
        result = write_load(
            runner,
            given.extract,
            given.profile,
            names=names,
            source=given.source,
            as_of=given.as_of,
            mode=given.mode,
            keep_problems=lambda load_id, problems: quarantine.write(lists, load_id, problems),
            keep_input=lambda load_id: inputs.stage(load_id, given),
            on_progress=on_progress,
        )
        inputs.publish(result.load_id, store.numbers()[result.load_id])
    report = report_of(result, given.extract)
    report["notes"] += [aside] if aside else []
    return report
