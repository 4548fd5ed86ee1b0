"""A load in a process of its own that is ended, as `kill -9` does, before its n-th step to the disk or the server.

Run as `python -m tests.support.killed_load N COUNT_FILE WORDS...`; the steps that were done are counted in the file.
With LOOPLINE_TEST_KILLED=server its data folder's server is ended then, and the load goes on to see what it does.
"""

from __future__ import annotations

import os
import signal
import sys
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


def main() -> None:
    """Patch every step, then run the command."""
    last, count_file = int(sys.argv[1]), Path(sys.argv[2])
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(_victim(), signal.SIGKILL)

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any, **named: Any) -> Any:
            step()
            return function(*arguments, **named)

        return stepping

    write_all = Neo4jRunner.write_all

    def within(self: Neo4jRunner, statements: Iterable[Statement], **named: Any) -> Any:
        def stepping() -> Iterable[Statement]:
            for statement in statements:
                step()
                yield statement
            step()  # all is written, and nothing is committed

        return write_all(self, stepping(), **named)

    for owner, name in ((Neo4jRunner, "read"), (Neo4jRunner, "write"), (sealed_file, "write"), (KeptInputs, "publish")):
        setattr(owner, name, before(getattr(owner, name)))
    Neo4jRunner.write_all = within  # type: ignore[method-assign]
    sys.argv = ["loopline", *sys.argv[3:]]
    try:
        cli.main()
    finally:
        count_file.write_text(str(done), encoding="utf-8")


def _victim() -> int:
    if os.environ.get("LOOPLINE_TEST_KILLED") != "server":
        return os.getpid()
    address = running(Settings.from_env())
    assert address is not None
    return address.pid


if __name__ == "__main__":
    main()
