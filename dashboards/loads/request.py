"""What a load is asked to do, by a command or by a watched folder: read the files, load them, tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.loads.hook import Hook
from dashboards.loads.log import LoadLog, Log
from graph.errors import UsageError
from graph.staging.absent import Mode
from graph.staging.date_order import DateOrder

if TYPE_CHECKING:
    from graph.profile.profile import Profile
    from graph.settings import Settings
    from graph.staging.extract import Extract


@dataclass(frozen=True)
class Request:
    """A load that somebody asks for.

    Attributes:
        paths: The files or folders.
        source: Name of the source.
        as_of: The date that they describe.
        mapping: A shipped mapping's name or a YAML file; empty for Loopline's own sheets.
        profile: A profile's name or a YAML file; empty for that of the last load.
        date_order: What comes first in dates such as 03/04/2026; None as they tell.
        mode: Whether what a sheet no longer lists has ended.
        derive: Whether to derive and compute findings afterwards.
        plan: Whether to stop before anything is written.
    """

    paths: list[Path]
    source: str
    as_of: date
    mapping: str = ""
    profile: str = ""
    date_order: DateOrder | None = None
    mode: Mode = Mode.FULL
    derive: bool = True
    plan: bool = False


def fulfil(settings: Settings, request: Request, log: Log) -> dict[str, Any]:
    """Read, load, derive, compute findings, and tell of it.

    Returns:
        The report, as `run_load` returns it.

    Raises:
        UsageError: The source's name can't be one, or there is no such mapping or profile.
        HeldError: Nothing was written; the load waits until somebody agrees.
        LooplineError: Nothing was loaded, or not all; the message says which.
    """
    from dashboards.loads.run import Way, run_load
    from graph.kept.load_input import LoadInput

    check_source(request.source)
    with telling(settings, request.source, request.as_of, log, quiet=request.plan) as told:
        told.stage("reading")
        extract, profile = _read(settings, request)
        given = LoadInput(request.source, request.as_of, extract, profile, request.mode)
        report = run_load(settings, given, Way(derive=request.derive, plan_only=request.plan, told=told))
        told.done(report)
    return report


@contextmanager
def telling(settings: Settings, source: str, as_of: date, log: Log, *, quiet: bool = False) -> Iterator[LoadLog]:
    """Tell of a load: its events to the log, and to the steward's hook what needs somebody.

    Args:
        settings: The data folder.
        source: The load's source.
        as_of: Its date.
        log: Where events go.
        quiet: Whether the hook is left out, because nothing is written.
    """
    told = LoadLog(log, source, as_of.isoformat())
    hook = Hook(settings.home, told)
    with told.told():
        try:
            yield told
        except Exception as error:
            if not quiet:
                hook.ended(error)
            raise
        if not quiet:
            hook.loaded(told.report)


def check_source(source: str) -> None:
    """Refuse what is no name of a source.

    Raises:
        UsageError: It is blank, too long, or holds what can't be told apart.
    """
    if not source.strip() or not source.isprintable() or len(source) > 60 or source != source.strip() or "|" in source:
        raise UsageError("--source must be a short name: no `|`, no space at either end.", "For example: --source hr.")


def _read(settings: Settings, request: Request) -> tuple[Extract, Profile]:
    from graph.loading.names import take_key
    from graph.profile.profile import Profile

    types = Profile.load(request.profile) if request.profile else None
    take_key(settings)
    extract = _rows(request)
    if request.date_order is not None:
        extract = replace(extract, date_order=request.date_order)
    return extract, types or _last(settings)


def _rows(request: Request) -> Extract:
    if not request.mapping:
        from loaders import sheets

        return sheets.read(request.paths, request.source, request.as_of)
    from loaders.mapping import loader
    from loaders.mapping.file import find

    return loader.reader(find(request.mapping))(request.paths, request.source, request.as_of)


def _last(settings: Settings) -> Profile:
    """The profile of the last load; the education profile if there was none."""
    from graph.connection import connect
    from graph.profile.recorded import recorded_profile

    with connect(settings) as runner:
        return recorded_profile(runner)
