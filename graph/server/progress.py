"""Progress reports on standard error, so that standard output is only for results."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress


class Report(Protocol):
    """Receives progress: a step's name and, if it can be measured, bytes done and bytes in total."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Receive one report."""
        ...


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Ignore a report."""
    del step, done, total


class StderrReport:
    """Draws a bar for steps with a size, a line for the others; lines only if standard error is not a terminal."""

    def __init__(self) -> None:
        from rich.console import Console  # here, because most commands find the server running and draw nothing

        self._console = Console(file=sys.stderr, stderr=True, highlight=False)
        self._bar: Progress | None = None
        self._last = ""

    def __enter__(self) -> StderrReport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_bar()

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """See `Report`."""
        if total and self._console.is_terminal:
            self._draw(step, done, total)
            return
        self._end_bar()
        self._name(step)

    def _name(self, step: str) -> None:
        if step != self._last:
            self._console.print(step, style="dim", markup=False)
        self._last = step

    def _draw(self, step: str, done: int, total: int) -> None:
        from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

        if self._bar is None:
            self._name(step)
            columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.add_task(step, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done >= total:
            self._end_bar()

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
