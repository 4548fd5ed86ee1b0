"""Make the archive of a server's classes: `python -m graph.server.archiving FOLDER`.

Runs in the background after a stop, at the lowest priority, and says nothing: there is nobody to hear it. It takes 40
seconds of processor time, once for a Java and a Neo4j version. See `graph.server.archive`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from graph.errors import ServerError
from graph.server.archive import Recipe, forget, refusal_file
from graph.server.config import render_arguments
from graph.server.filelock import hold
from graph.server.home import ServerHome

_ROOM = 400_000_000  # bytes that must be free: an archive has 150 MB
_PATIENCE = 1800.0  # seconds; at the lowest priority on a busy machine it takes its time
_UNUSED = 30 * 86400.0  # seconds after which an archive that no start has used is removed
_LONGEST = 4000  # characters; Java writes longer lines into a list than it reads from one
_PLANNER = "org/neo4j/cypher/internal/compiler/planner/logical/idp/"  # joins; a start's own queries have none
_MAX_OUTPUT = 2000


def usable(lines: Iterable[str]) -> list[str]:
    """The lines of a class list that Java can read again.

    Left out: lines longer than it reads, classes that are made anew in each process, and a last line broken off where
    the server was killed.
    """
    return [
        line
        for line in lines
        if line.endswith("\n") and len(line.encode("utf-8")) < _LONGEST and "$Proxy" not in line.split(" ", 1)[0]
    ]


def worth_it(lines: Iterable[str]) -> bool:
    """Whether the server answered queries: the list of one that only started and stopped lacks half of what counts."""
    return any(line.startswith(_PLANNER) for line in lines)


def make(home: ServerHome) -> Path | None:
    """Make the archive that a server's notes describe.

    Returns:
        Where it is; None where there was nothing to make, no room, another process at it, or a Java that could not.
    """
    recipe = Recipe.read(home.archive_recipe)
    if recipe is None:
        return None
    target = Path(recipe.target)
    try:
        with home.class_list.open(encoding="utf-8") as file:
            lines = usable(file)
        forget(home)
        if not worth_it(lines):
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        with hold(target.parent / ".lock", 0):
            if target.exists() or refusal_file(target).exists():
                return None
            if shutil.disk_usage(target.parent).free < _ROOM:
                return None
            return _dump(recipe, lines, target)
    except (OSError, ServerError, UnicodeDecodeError):
        return None


def _dump(recipe: Recipe, lines: list[str], target: Path) -> Path | None:
    drafts = [target.with_suffix(f".{os.getpid()}.{kind}") for kind in ("classes", "args", "new")]
    classes, arguments, draft = drafts
    try:
        classes.write_text("".join(lines), encoding="utf-8")
        options = [
            "-Xshare:dump",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            f"-XX:SharedClassListFile={classes}",
            f"-XX:SharedArchiveFile={draft}",
            "-cp",
            os.pathsep.join(recipe.class_path),
        ]
        arguments.write_text(render_arguments(options), encoding="utf-8")
        done = subprocess.run(
            [recipe.java, f"@{arguments}"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode != 0 or not draft.is_file():
            output = (done.stdout + done.stderr).strip()[-_MAX_OUTPUT:]
            refusal_file(target).write_text(f"{output or f'exit code {done.returncode}'}\n", encoding="utf-8")
            return None
        draft.replace(target)
    except subprocess.TimeoutExpired:
        return None
    finally:
        for path in drafts:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    _remove_unused(target)
    return target


def _remove_unused(kept: Path) -> None:
    """Remove archives and leftovers that nobody has used for a month: those of an earlier Java or other jars."""
    for path in kept.parent.glob("neo4j-*"):
        with suppress(OSError):
            if path != kept and path.stat().st_mtime < time.time() - _UNUSED:
                path.unlink()


def main(arguments: list[str] | None = None) -> int:
    """Entry of `python -m graph.server.archiving`; returns 0 where an archive was made."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    with suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.IDLE_PRIORITY_CLASS)
        else:
            psutil.Process().nice(19)
    return 0 if make(ServerHome(Path(folder))) else 1


if __name__ == "__main__":
    raise SystemExit(main())
