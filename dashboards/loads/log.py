"""The log of loads that nobody watches: JSON lines on standard error, one object for each event.

Each line has `time` (UTC), `event`, and what the event is about. Reasons and messages are those that commands print,
which quote no name, address or other restricted value; notes about the files are counted only.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TextIO

from graph.errors import Exit, HeldError, InputError, InsideError, LooplineError

OnProgress = Callable[[str, int, int], None]
_FOLDER = r"[\\/][^\\/:,;!?\s](?:[^\\/:,;!?\n]*[^\\/:,;!?\s])?"
_FOLDERS = re.compile(rf"(?<![\w./\\:])(?:[A-Za-z]:)?(?:{_FOLDER})+[\\/](?=[^\\/\s])")
_COUNTS = {
    "read": "read",
    "loaded": "loaded",
    "quarantined": "set_aside",
    "duplicates": "exact_copies",
    "passed": "passed_over",
}
"""Names of a report's counts, and what they are called here as in the text report."""


class LogFormat(StrEnum):
    """How a command that loads tells on standard error what it does."""

    TEXT = "text"
    JSON = "json"


class Log:
    """Events as lines; nothing is written where the user reads text.

    Attributes:
        on: Whether events are written.
    """

    def __init__(self, output: LogFormat) -> None:
        self.on = output is LogFormat.JSON
        self._out: TextIO = sys.stderr
        self._said: set[str] = set()

    def event(self, event: str, **facts: Any) -> None:  # noqa: ANN401 - plain values of any kind
        """Write one event."""
        if not self.on:
            return
        with suppress(OSError, ValueError):  # a log that is closed or full stops no load
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            line = json.dumps({"time": now, "event": event, **facts}, ensure_ascii=False, default=str)
            print(line, file=self._out, flush=True)

    def is_new(self, text: str) -> bool:
        """Whether this text is asked about for the first time: what is tried again says the same only once."""
        new = text not in self._said
        self._said.add(text)
        return new

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep standard error for events: what else is written there meanwhile is for people and left out."""
        if not self.on:
            yield
            return
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123
            yield


class LoadLog:
    """The events of one load.

    Attributes:
        log: Where they go.
        source: The load's source.
        as_of: Its date.
        load: The load's id as far as it is known.
        report: What the load did; empty until it is done.
    """

    def __init__(self, log: Log, source: str, as_of: str) -> None:
        self.log, self.load = log, ""
        self.report: dict[str, Any] = {}
        self.source, self.as_of = source, as_of
        self._stage, self._since = "", 0.0

    def event(self, event: str, **facts: Any) -> None:  # noqa: ANN401 - plain values of any kind
        """Write an event of this load."""
        self.log.event(event, source=self.source, as_of=self.as_of, load=self.load or None, **facts)

    def warn(self, event: str, text: str) -> None:
        """Tell of something that does not keep the load from going on."""
        self.event(event, message=without_folders(text))
        if not self.log.on:
            print(f"  Warning: {text}", file=sys.stderr)

    def stage(self, name: str) -> None:
        """The work enters a stage; the one before it has ended."""
        if name == self._stage:
            return
        now = time.monotonic()
        if self._stage:
            self.event("stage_ended", stage=self._stage, seconds=round(now - self._since, 2))
        self._stage, self._since = name, now
        if name:
            self.event("stage_begun", stage=name)

    @contextmanager
    def progress(self) -> Iterator[OnProgress]:
        """Yield a function that takes progress: each new stage is an event, or is drawn where the user reads text."""
        if not self.log.on:
            from dashboards.progress import progress

            with progress() as drawn:
                yield drawn
            return
        yield lambda stage, _done, _total: self.stage(stage)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell how the load begins and ends, whatever way it ends.

        Raises:
            InsideError: The program failed by itself. Each error that was written is marked as told.
        """
        began = time.monotonic()
        self.event("begun", process=os.getpid())
        code: int = Exit.DONE
        try:
            with self.log.alone():
                yield
        except LooplineError as error:
            code = error.code
            self._failed(error)
            raise
        except KeyboardInterrupt:
            code = Exit.STOPPED
            raise
        except Exception as error:
            code = Exit.REFUSED
            inside = InsideError(error)
            self._failed(inside)
            raise inside from error
        finally:
            self.stage("")
            self.event("finished", exit_code=int(code), seconds=round(time.monotonic() - began, 2))

    def done(self, report: dict[str, Any]) -> None:
        """Tell what a load did.

        Args:
            report: As `run_load` returns it.
        """
        self.stage("")
        self.report, self.load = report, report["load"]
        event = "planned" if report["planned"] else "loaded" if report["new"] else "nothing_new"
        counts = {said: report[name] for name, said in _COUNTS.items()}
        changes = {name: _changed(report[name]) for name in ("nodes", "relationships")}
        facts = {"set_aside_for": report["problems"], "notes": len(report["notes"])}
        if report["planned"]:
            facts["held_for"] = report["held_for"]
        self.event(event, counts=counts, **changes, **facts)
        if found := report.get("findings"):
            change = found["change"] or {}
            said = {name: change.get(name, {}) for name in ("new", "gone", "changed", "critical")}
            self.event("findings", by_severity=found["by_severity"], **said)

    def _failed(self, error: LooplineError) -> None:
        self.stage("")
        if isinstance(error, HeldError):
            self.load = error.load_id
            self.event("held", reasons=error.reasons)
        else:
            self.event("refused", code=int(error.code), message=reason_of(error), fix=without_folders(error.fix))
        error.told = error.told or self.log.on


def reason_of(error: LooplineError) -> str:
    """What is wrong, for a log or a message that others read.

    The text of a column's header is left out: in a file without a header row it is somebody's data. So are the folders
    of files, which may be somebody's.
    """
    message = error.message
    if isinstance(error, InputError) and error.column:
        message = message.replace(f", column {error.column}", "", 1)
    return without_folders(message)


def without_folders(text: str) -> str:
    """A text in which absolute paths are cut down to names of files."""
    return _FOLDERS.sub("", text)


def _changed(tallies: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """The counts of what was written, by label or type; what stayed the same is left out."""
    found = {
        name: {word: count for word, count in tally.items() if count and word != "same"}
        for name, tally in tallies.items()
    }
    return {name: counts for name, counts in found.items() if counts}
