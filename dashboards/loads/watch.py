"""Loads what arrives in a drop folder: in order, once it is complete, and with a report beside where it went."""

from __future__ import annotations

import io
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from dashboards.loads import drop
from dashboards.loads.drop import Export, Look
from dashboards.loads.log import Log
from dashboards.loads.report import print_report
from dashboards.loads.request import Request, fulfil
from graph.errors import Exit, HeldError, InsideError, LooplineError
from graph.kept.folder import held_loads
from graph.noted_lock import noted_lock
from graph.settings import Settings
from graph.staging.absent import Mode
from graph.staging.date_order import DateOrder

_LOCK = ".watch.lock"
_AGAIN = "The next look tries it again."
_NAP = 0.2  # seconds after which a wait looks whether it should end
_WORST = (Exit.BUSY, Exit.REFUSED, Exit.REJECTED, Exit.HELD)
"""Of several ends the one that the exit code tells: first what will be tried again, then what waits for somebody."""


@dataclass(frozen=True)
class Options:
    """How exports are read.

    Attributes:
        mappings: Mapping by source; that of the source "" is for all others.
        profile: As for a load.
        date_order: As for a load.
        deltas: Sources whose exports do not tell all that the source knows.
        derive: As for a load.
        settle: Seconds for which an export has to stay as it is before it is taken.
    """

    mappings: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    date_order: DateOrder | None = None
    deltas: frozenset[str] = frozenset()
    derive: bool = True
    settle: float = 30.0

    def request(self, export: Export) -> Request:
        """What an export asks for."""
        return Request(
            [export.path],
            export.source,
            export.as_of,
            self.mappings.get(export.source, self.mappings.get("", "")),
            self.profile,
            self.date_order,
            Mode.DELTA if export.source in self.deltas else Mode.FULL,
            derive=self.derive,
        )


class Stop:
    """Whether somebody asked to end; the load at work may finish first.

    Attributes:
        asked: Whether it was asked for.
        at_work: The export that is being loaded.
    """

    def __init__(self) -> None:
        self.asked, self.at_work = False, ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take SIGTERM and SIGINT: the first lets the load finish, the second cuts it off."""
        before = {number: signal.signal(number, self._take) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _take(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if self.at_work:
            with suppress(RuntimeError):  # the signal came while a line was printed
                print(f"Stopping: the load of {self.at_work} finishes first; a second signal cuts it off.", flush=True)

    def wait(self, seconds: float) -> None:
        """Wait, but not after somebody asked to end."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))


class Watcher:
    """Loads what arrives in one folder."""

    def __init__(self, settings: Settings, folder: Path, options: Options, log: Log) -> None:
        self._settings, self._folder, self._options, self._log = settings, folder, options, log
        self._stop = Stop()
        self._seen: dict[Path, tuple[Look | None, float, float]] = {}  # since when so, since when there
        self._misnamed = 0

    def once(self) -> Exit:
        """Load what is there and complete, and tell what waits.

        Raises:
            LooplineError: The folder can't be used, or somebody else watches it.
        """
        with self._watching():
            if self._exports():
                self._stop.wait(self._options.settle)
            end = self._round()
            if self._stop.asked:
                self._say("stopped", "Stopped. No load was cut off; what is left is for the next run.")
            return end

    def poll(self, every: float) -> None:
        """Load what arrives, until somebody asks to end.

        Args:
            every: Seconds between two looks.

        Raises:
            LooplineError: The folder can't be used, or somebody else watches it.
        """
        with self._watching():
            self._say("watching", f"Watching {self._folder}; Ctrl-C ends it.")
            while not self._stop.asked:
                try:
                    self._round()
                except LooplineError as error:  # a network drive may come back
                    self._say("round_failed", f"{error} It is tried again.")
                self._stop.wait(every)
            self._say("stopped", "Stopped. No load was cut off.")

    @contextmanager
    def _watching(self) -> Iterator[None]:
        drop.prepare(self._folder)  # before the lock, so that what is wrong with the folder is said as such
        lock, said = self._folder / _LOCK, "Another loopline is watching this folder"
        with noted_lock(lock, "loading what arrives in it", said, 0), self._stop.listening():
            yield

    def _exports(self) -> list[Export]:
        """The exports in their order; each is looked at."""
        drop.prepare(self._folder)
        exports, others = drop.entries(self._folder)
        for other in others:
            self._say("misnamed", f"{other.path.name} is not loaded. {other.why}")
        now = time.monotonic()
        for export in exports:
            seen = drop.look(export)
            before, since, first = self._seen.get(export.path, (None, now, now))
            self._seen[export.path] = seen, since if seen == before else now, first
        self._seen = {export.path: self._seen[export.path] for export in exports}
        self._misnamed = len(others)
        return exports

    def _is_ready(self, export: Export) -> bool:
        """Whether an export has settled; told only where it had the time to."""
        seen, since, first = self._seen[export.path]
        now = time.monotonic()
        ready = seen is not None and now - since >= self._options.settle
        if not ready and now - first >= self._options.settle:
            self._say("not_complete", f"{export} is left for now: it is empty or still being written.", export)
        return ready

    def _round(self) -> Exit:
        """Load what is complete and need not wait; what is told is the worst of what happened."""
        exports = self._exports()
        ends = {Exit.REJECTED} if self._misnamed else set()
        unready: set[str] = set()
        for export in exports:
            if self._stop.asked:
                break
            if not self._is_ready(export):
                unready.add(export.source)
            elif export.source in unready:
                self._say("waits", f"{export} waits: an older export of {export.source} is not complete.", export)
            elif block := self._blocked(export):
                ends.add(block[0])
                self._say("waits", f"{export} waits: {block[1]}", export)
            else:
                end, goes_on = self._load(export) if self._can_load(export, ends) else (Exit.DONE, False)
                ends.add(end)
                if not goes_on:  # the others would fare alike
                    break
        return next((end for end in _WORST if end in ends), Exit.DONE)

    def _blocked(self, export: Export) -> tuple[Exit, str] | None:
        """Why an export has to wait for an older one of its source, if it has to."""
        for load in held_loads(self._settings):
            if load.facts["source"] == export.source and load.facts["as_of"] < export.as_of.isoformat():
                return Exit.HELD, (
                    f"load {load.load_id} of {export.source} as of {load.facts['as_of']} is held. Approve or reject it."
                )
        for old in drop.failed(self._folder):
            if old.source == export.source and old.as_of < export.as_of:
                return Exit.REJECTED, (
                    f"{old} failed. Put a corrected export of that date into the folder, or remove {old.path}."
                )
        return None

    def _can_load(self, export: Export, ends: set[Exit]) -> bool:
        """Whether settings, profile and mapping are right; an export is not to blame if they are not."""
        from graph.loading.limits import Limits
        from graph.profile.profile import Profile
        from loaders.mapping.file import find

        request = self._options.request(export)
        try:
            Limits.of(self._settings.home, export.source)
            if request.profile:
                Profile.load(request.profile)
            if request.mapping:
                find(request.mapping)
        except LooplineError as error:
            ends.add(error.code)
            self._say("tried_again", f"{export} is not loaded: {error} {_AGAIN}", export)
            return False
        return True

    def _load(self, export: Export) -> tuple[Exit, bool]:
        """Load an export and move it to where it belongs; one that may succeed later stays.

        Returns:
            How it ended, and whether others may fare better.
        """
        self._stop.at_work = export.path.name
        try:
            report = fulfil(self._settings, self._options.request(export), self._log)
        except KeyboardInterrupt:
            self._say("cut_off", f"The load of {export} was cut off; the next run of this command finishes it.", export)
            raise
        except HeldError as held:
            self._put(export, drop.HELD, "held", str(held), held.load_id)
            return Exit.HELD, True
        except LooplineError as error:
            if error.code in (Exit.BUSY, Exit.REFUSED) and not isinstance(error, InsideError):
                self._say("tried_again", f"{export} is not loaded: {error} {_AGAIN}", export)
                return error.code, False
            self._put(export, drop.FAILED, "failed", str(error))
            return Exit.REJECTED, True
        finally:
            self._stop.at_work = ""
        self._put(export, drop.DONE, "loaded" if report["new"] else "nothing new", _text(report), report["load"])
        for path in drop.replaced(export):
            self._say("replaced", f"{path.name}, which failed before, is in {path.parent} now.", export, again=True)
        return Exit.DONE, True

    def _put(self, export: Export, folder: str, result: str, text: str, load: str = "") -> None:
        head = {
            "Export": export.path.name,
            "Source": export.source,
            "As of": export.as_of.isoformat(),
            "Load": load,
            "When": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
            "Result": result,
        }
        lines = [f"{name}: {value}" for name, value in head.items() if value]
        target = drop.put(export, folder, "\n".join([*lines, "", text.rstrip(), ""]))
        more = f" {drop.moved_in(text, export, target)}" if folder != drop.DONE else ""
        said = f"{export}: {result}; it is in {target.parent.name} now.{more}"
        self._say("moved", said, export, again=True, result=result, folder=folder, load=load or None)

    def _say(self, event: str, text: str, export: Export | None = None, *, again: bool = False, **facts: Any) -> None:  # noqa: ANN401
        """Tell something on standard output and, without names of files, in the log; what stays so only once."""
        if again or self._log.is_new(text):
            about = {"source": export.source, "as_of": export.as_of.isoformat()} if export is not None else {}
            print(text, flush=True)
            self._log.event(event, **about, **facts)


def _text(report: dict[str, Any]) -> str:
    """A report as `loopline load` prints it, with its notes."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        print_report(report)
    return out.getvalue()
