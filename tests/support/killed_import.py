"""A first load in a process of its own that ends itself, as `kill -9` does, at a named point of its import.

Run as `python -m tests.support.killed_import POINT WORDS...`; a point is a function, and before which of its calls.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from dashboards import cli
from graph.connection import Neo4jRunner
from graph.kept.folder import KeptInputs
from graph.loading import publishing
from graph.server import importer

_OWNERS: dict[str, Any] = {
    "run": importer.Import,
    "take": importer._Output,
    "_move": importer,
    "_remove": importer,
    "reconnect": Neo4jRunner,
    "ensure_schema": publishing,
    "keep_journal": KeptInputs,
}
POINTS = (
    "run:1",  # the files are written, and the server still runs
    "take:30",  # the importer is at work, and goes on without its starter
    "_remove:1",  # the store beside is complete, and not named so
    "_move:1",
    "_remove:2",  # it is to take the place of the empty one
    "_move:2",
    "_remove:3",
    "_move:3",
    "_remove:4",
    "reconnect:1",  # it is there, and the server has started
    "ensure_schema:1",
    "keep_journal:1",  # all is written but that it is published
)


def main() -> None:
    """Patch the point, then run the command."""
    name, _, at = sys.argv[1].partition(":")
    owner, done = _OWNERS[name], 0
    function: Callable[..., Any] = getattr(owner, name)

    def stepping(*arguments: Any, **named: Any) -> Any:
        nonlocal done
        done += 1
        if done == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    setattr(owner, name, stepping)
    sys.argv = ["loopline", *sys.argv[2:]]
    cli.main()


if __name__ == "__main__":
    main()
