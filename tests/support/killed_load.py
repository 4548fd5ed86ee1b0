"""A load in a process of its own that is ended, as `kill -9` does, before its n-th step to the disk or the server.

Run as `python -m tests.support.killed_load N STEPS_FILE WORDS...`; the file gets a line for each step that was begun,
and the line KILLED before the step that was not. With LOOPLINE_TEST_KILLED=server its data folder's server is ended
then, and the load goes on to see what it does.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dashboards import cli
from graph.connection import Neo4jRunner
from graph.kept.folder import KeptInputs
from graph.runner import Statement
from graph.server import running
from graph.settings import Settings
from graph.vault import sealed_file

KILLED = "killed"
WRITING, COMMITTING = "writing", "committing"
"""Steps of a transaction: a statement is sent; all is written, and nothing is committed."""


def main() -> None:
    """Patch every step, then run the command."""
    last, steps_file = int(sys.argv[1]), Path(sys.argv[2])
    steps_file.write_text("", encoding="utf-8")
    done, lock = 0, threading.Lock()

    def step(name: str) -> None:
        nonlocal done
        with lock:  # the next statement is made while the one before it is sent
            done += 1
            with steps_file.open("a", encoding="utf-8") as stream:
                stream.write(f"{KILLED}\n" * (done == last) + f"{name}\n")
            if done == last:
                os.kill(_victim(), signal.SIGKILL)

    def before(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any, **named: Any) -> Any:
            step(name)
            return function(*arguments, **named)

        return stepping

    write_all = Neo4jRunner.write_all

    def within(self: Neo4jRunner, statements: Iterable[Statement], **named: Any) -> Any:
        def stepping() -> Iterable[Statement]:
            for statement in statements:
                step(WRITING)
                yield statement
            step(COMMITTING)

        return write_all(self, stepping(), **named)

    for owner, name in ((Neo4jRunner, "read"), (Neo4jRunner, "write"), (sealed_file, "write"), (KeptInputs, "publish")):
        setattr(owner, name, before(f"{owner.__name__}.{name}", getattr(owner, name)))
    Neo4jRunner.write_all = within  # type: ignore[method-assign]
    sys.argv = ["loopline", *sys.argv[3:]]
    cli.main()


def steps_in(steps_file: Path) -> list[str]:
    """The steps that a load has begun, KILLED among them."""
    return steps_file.read_text(encoding="utf-8").splitlines()


def _victim() -> int:
    if os.environ.get("LOOPLINE_TEST_KILLED") != "server":
        return os.getpid()
    address = running(Settings.from_env())
    assert address is not None
    return address.pid


if __name__ == "__main__":
    main()
