"""Load, derive, compute findings and report: `load`, `demo`, `rebuild` and `as-of` share this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.loads.held_list import drop_list, write_list
from dashboards.loads.report import found_of, report_of
from graph.errors import HeldError, LooplineError

if TYPE_CHECKING:
    from dashboards.loads.log import LoadLog
    from graph.kept.load_input import LoadInput
    from graph.kept.notes import Made
    from graph.loading.decision import Decision
    from graph.loading.review import Approval
    from graph.loading.writing import Fill
    from graph.profile.profile import Profile
    from graph.refresh import Refreshed
    from graph.runner import Runner
    from graph.settings import Settings


@dataclass(frozen=True)
class Way:
    """How a load is done.

    Attributes:
        derive: Whether to derive and compute findings afterwards.
        guarded: Whether a load that would end or change much is held.
        plan_only: Stop before anything is written.
        approved: What somebody agreed to.
        lists: The data folder that lists the rows set aside, if it is another one.
        told: Takes the load's events; None draws its progress only.
    """

    derive: bool = True
    guarded: bool = True
    plan_only: bool = False
    approved: Approval | None = None
    lists: Path | None = None
    told: LoadLog | None = None


def run_load(settings: Settings, given: LoadInput, way: Way) -> dict[str, Any]:
    """Load, derive, compute findings and report.

    Args:
        settings: Data folder and graph.
        given: What was read, from which source and of which date.
        way: How to do it.

    Raises:
        HeldError: Nothing was written; the load waits until somebody agrees.
        LooplineError: Nothing was loaded, or not all; the message says which.
    """
    from dashboards.loads.log import without_folders
    from dashboards.loads.page_file import keep_page
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.first_load import FirstLoad
    from graph.lease import leased
    from graph.profile.words import speak
    from graph.server.home import ServerHome
    from graph.server.room import need_room

    speak(given.profile)
    if settings.uri is None:
        need_room(ServerHome.of(settings.home), sum(len(rows.frame) for rows in given.extract.sheets))
    if way.told is not None:
        way.told.stage("starting")
    drawn = way.told.progress if way.told is not None else progress
    doing = doing_of(given)
    with drawn() as report_progress, connect(settings) as connected, leased(connected, doing) as runner:
        report_progress("starting", 1, 1)
        report = _write(runner, settings, given, way, FirstLoad(connected, settings), report_progress)
        if way.derive and not way.plan_only:
            with _after(report["load"]):
                report["findings"] = findings_after(runner, settings, given.profile, report_progress)
        if way.guarded and not way.plan_only:
            keep_page(runner, settings, report)
            if way.told is not None and "page_missing" in report:
                way.told.event("page_missing", message=without_folders(report["page_missing"]))
    return report


@contextmanager
def _after(load_id: str) -> Iterator[None]:
    """What follows a load that is published; if it fails, the error says that the load itself is done."""
    try:
        yield
    except LooplineError as error:
        error.message = f"{error.message} Load {load_id} itself is in the graph; what failed came after it."
        error.fix = f"{error.fix} The same command again does the rest.".strip()
        raise


def doing_of(given: LoadInput) -> str:
    """What a load does, for whoever has to wait for it."""
    return f"loading {given.source} as of {given.as_of.isoformat()}"


def run_refresh(settings: Settings, profile: Profile) -> None:
    """Derive and compute findings, after loads that did not.

    Args:
        settings: Data folder and graph.
        profile: The profile of the last load.
    """
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.lease import leased

    with (
        progress() as report_progress,
        connect(settings) as connected,
        leased(connected, "deriving links and findings") as runner,
    ):
        refreshed(runner, settings, profile, report_progress)


def refreshed(
    runner: Runner, settings: Settings, profile: Profile, on_progress: Callable[[str, int, int], None]
) -> Refreshed:
    """Derive and compute findings where that is due, and keep what changes in their ledger."""
    from graph.kept.ledger import kept_ledger
    from graph.refresh import refresh

    return refresh(runner, profile, on_progress=on_progress, folder=settings.snapshots, journal=kept_ledger(settings))


def findings_after(
    runner: Runner, settings: Settings, profile: Profile, on_progress: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """The same, as plain values for a report."""
    from dashboards.loads.figures import figures_of

    found = refreshed(runner, settings, profile, on_progress)
    return found_of(found, figures_of(runner, found))


def _write(
    runner: Runner,
    settings: Settings,
    given: LoadInput,
    way: Way,
    fill: Fill,
    on_progress: Callable[[str, int, int], None],
) -> dict[str, Any]:
    """Load, keep the input, and report."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.limits import Limits
    from graph.loading.load import load as write_load
    from graph.loading.names import names_for
    from graph.loading.review import Review
    from graph.loading.store import Store
    from loaders import quarantine

    store, lists = Store(runner), way.lists or settings.home
    with names_for(settings, doing_of(given)) as names:
        inputs = KeptInputs(inputs_folder(settings), names.key)
        numbers = store.numbers()
        inputs.settle(numbers)
        aside = inputs.put_aside(numbers)
        reason = way.approved.reason if way.approved else ""
        now = given.loaded_at or datetime.now(UTC)
        limits = Limits.of(settings.home, given.source) if way.guarded else None

        def decided(content: str, load_id: str) -> list[Decision]:
            return inputs.notes.decided(given.source, content, load_id) if way.guarded else []

        try:
            result = write_load(
                runner,
                given.extract,
                given.profile,
                names=names,
                source=given.source,
                as_of=given.as_of,
                mode=given.mode,
                review=Review(limits, way.approved, way.plan_only, decided),
                keep_problems=lambda load_id, problems: quarantine.write(lists, load_id, problems),
                keep_input=lambda load_id: inputs.stage(load_id, replace(given, approved=reason, loaded_at=now)),
                keep_journal=inputs.keep_journal,
                fill=fill,
                on_progress=on_progress,
                now=now,
            )
        except HeldError as held:
            inputs.hold(held.load_id, given, _facts(held, given))
            path = write_list(lists, held.load_id, held.foreseen)
            held.name_list("Everything that it would begin, end and change", str(path))
            raise
        if not way.plan_only:
            with _after(result.load_id):
                inputs.publish(result.load_id, store.numbers()[result.load_id])
                inputs.release(result.load_id, _made(way, now))
                drop_list(lists, result.load_id)
    report = report_of(result, given.extract)
    report["planned"] = way.plan_only
    report["notes"] += [aside] if aside else []
    return report


def _made(way: Way, now: datetime) -> Made:
    """Who agreed to a load that was held, when and why; blank for one that was not."""
    from graph.kept.notes import Made

    reason, by = (way.approved.reason, way.approved.by) if way.approved else ("", "")
    return Made(now.isoformat(timespec="seconds"), reason, by)


def _facts(held: HeldError, given: LoadInput) -> dict[str, Any]:
    """What is kept of a held load's plan."""
    from graph.loading.loaded import content_hash

    return {
        "source": given.source,
        "as_of": given.as_of.isoformat(),
        "held_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "digest": held.digest,
        "content": content_hash(given.extract, given.profile),
        "reasons": held.sentences,
        "plan": held.plan,
    }
