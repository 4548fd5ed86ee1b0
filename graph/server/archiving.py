"""Create the archive of a server's classes: `python -m graph.server.archiving FOLDER`.

Runs in the background after a stop, at the lowest priority and without output. It takes 40 seconds of processor time,
once per Java and Neo4j version. See `graph.server.archive`.
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

_ROOM = 400_000_000  # bytes that must be free; an archive takes 150 MB
_PATIENCE = 1800.0  # seconds; it can be slow at the lowest priority on a busy machine
_UNUSED = 30 * 86400.0  # seconds after which an unused archive is deleted
_LONGEST = 4000  # characters; Java can't read back all the lines that it writes
_PLANNER = "org/neo4j/cypher/internal/compiler/planner/logical/idp/"  # joins; a start's own queries have none
_MAX_OUTPUT = 2000  # characters of Java's output to keep


def usable(lines: Iterable[str]) -> list[str]:
    """The lines of a class list that Java can read again.

    Left out: lines that are too long, classes that are generated in each process, and an incomplete last line if the
    server was killed.
    """
    return [
        line
        for line in lines
        if line.endswith("\n") and len(line.encode("utf-8")) < _LONGEST and "$Proxy" not in line.split(" ", 1)[0]
    ]


def worth_it(lines: Iterable[str]) -> bool:
    """Whether the server answered queries; otherwise the list lacks half of the useful classes."""
    return any(line.startswith(_PLANNER) for line in lines)


def make(home: ServerHome) -> Path | None:
    """Create the archive that a server's recipe describes.

    Returns:
        Its path; None if there was nothing to create, no disk space, another process doing it, or Java failed.
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
    """Delete archives and leftovers that have not been used for a month: those of an earlier Java or other jars."""
    for path in kept.parent.glob("neo4j-*"):
        with suppress(OSError):
            if path != kept and path.stat().st_mtime < time.time() - _UNUSED:
                path.unlink()


def main(arguments: list[str] | None = None) -> int:
    """Entry of `python -m graph.server.archiving`; returns 0 if an archive was created."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    with suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.IDLE_PRIORITY_CLASS)
        else:
            psutil.Process().nice(19)
    return 0 if make(ServerHome(Path(folder))) else 1


if __name__ == "__main__":
    raise SystemExit(main())
