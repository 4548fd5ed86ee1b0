"""Send the statements of a load, or of one that is taken back, to the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Protocol

from graph.errors import LooplineError
from graph.loading.differences import Step
from graph.loading.names import Names
from graph.loading.store import Store
from graph.runner import Counters, Runner

ROWS_A_TRANSACTION = 200_000
"""Up to this many records a load is one transaction; a larger one is several, and published by the last."""

OnProgress = Callable[[str, int, int], None]
"""Called with the name of the stage, the records done, and the records in total."""


class Fill(Protocol):
    """Another way to write a large load into a graph that holds nothing yet: by an import of files."""

    def pays(self, records: int) -> bool:
        """Whether it is to be used for so many nodes and relationships."""
        ...

    def __call__(self, steps: Iterable[Step], total: int, written: Counters, on_progress: OnProgress) -> list[Step]:
        """Write what these steps create; the graph has all of it afterwards, or what it had before.

        Args:
            steps: The statements; the last is made before anything is written.
            total: Records in all of them.
            written: Takes counters of what was written.
            on_progress: Called as the work goes on.

        Returns:
            The steps that are left, for statements.
        """
        ...


def is_paged(total: int) -> bool:
    """Whether so many records are written in several transactions."""
    return total > ROWS_A_TRANSACTION


def send(
    runner: Runner, steps: Iterable[Step], total: int, written: Counters, on_progress: OnProgress, names: Names
) -> None:
    """Write steps in one transaction, or each in its own where there are many records.

    Args:
        runner: The graph.
        steps: The statements; they may be made while earlier ones are written.
        total: Records in all of them.
        written: Takes the server's counters.
        on_progress: Called after each step.
        names: Saved before the first statement about people is sent.
    """
    done = 0

    def tracked() -> Iterator[Step]:
        nonlocal done
        for step in _ahead(iter(steps)):
            if names.planned:
                names.save()
            yield step
            done += max((len(value) for value in step[1].values() if isinstance(value, list)), default=0)
            on_progress("writing", min(done, total), total)

    if not is_paged(total):
        written.add(runner.write_all(tracked()))
        return
    for step in tracked():
        while True:
            counters = runner.write_all([step])
            written.add(counters)
            if "most" not in step[1] or not counters.total:
                break


@contextmanager
def in_step(names: Names, store: Store) -> Iterator[None]:
    """Leave the vault as the graph is, whether writing the graph succeeds or not."""
    try:
        yield
    except LooplineError:
        with suppress(LooplineError):  # else the next load does it
            names.settle(store)
        raise
    names.finish()


def _ahead(steps: Iterator[Step]) -> Iterator[Step]:
    """Make the next step while the server works on the previous one."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, steps, None)
        while (step := waiting.result()) is not None:
            waiting = pool.submit(next, steps, None)
            yield step
