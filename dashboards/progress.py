"""Progress on standard error: a bar in a terminal, a line every few seconds in a pipe or a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SILENCE = 5.0
"""Seconds between two lines in a log."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that reports progress: a stage's name, what is done, and the total."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    stages: dict[str, TaskID] = {}
    last_report, last_line = time.monotonic(), ""
    with bar:

        def report(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=max(total, 1))
            bar.update(stages[stage], completed=done, total=max(total, 1))
            nonlocal last_report, last_line
            line = f"{stage}: {done:,} of {total:,}"
            if not console.is_terminal and line != last_line and time.monotonic() - last_report > _SILENCE:
                last_report, last_line = time.monotonic(), line
                print(line, file=sys.stderr, flush=True)

        yield report
