"""Neo4j's own importer, `neo4j-admin database import full`: files become a store beside the server's, and replace it.

An import goes to a folder of its own, `import` in the server's folder. Only a store that is complete gets the name
`imported`, by one rename; from then on it takes the place of the server's empty one, and whoever starts the server
next finishes that. So a store is either as it was or complete, wherever an import is cut off.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.errors import ServerError
from graph.server import java, process
from graph.server.address import DATABASE
from graph.server.config import java_arguments, render_arguments
from graph.server.download import ensure_jars
from graph.server.home import ServerHome, write_private
from graph.server.import_log import disk_is_full, harmless
from graph.server.jars import JarLock
from graph.server.options import ServerOptions
from graph.server.progress import silent

SEPARATOR = "\x1f"
"""Stands between the items of a list."""
_MAIN = "org.neo4j.cli.AdminTool"
_STAGES = 4
_PERCENT = re.compile(r"\s(?P<percent>\d{1,3})% ")
_STAGE = re.compile(r"\((?P<stage>\d)/\d\) ")
_COUNT = re.compile(r"^\s*(?P<count>\d+) (?P<what>nodes|relationships|properties)\s*$", re.MULTILINE)
_KEPT_LINES = 200
_KILL_PATIENCE = 10.0
OTHER_WAY = "set LOOPLINE_FIRST_LOAD=statements and run this command again: it takes longer and needs no import."


@dataclass(frozen=True)
class Table:
    """Nodes of a label, or relationships of a type.

    Attributes:
        name: The label or type.
        header: File of the columns' names and types.
        data: File of the records.
        count: How many records there are.
        ends: Whether these are relationships.
    """

    name: str
    header: Path
    data: Path
    count: int
    ends: bool = False

    def argument(self, folder: Path) -> str:
        """What tells the importer of it when it works in a folder: relative paths, since a comma would end a path."""
        header, data = (path.relative_to(folder).as_posix() for path in (self.header, self.data))
        return f"--{'relationships' if self.ends else 'nodes'}={self.name}={header},{data}"


@dataclass(frozen=True)
class Import:
    """One import into the place beside a server's store.

    Attributes:
        home: The server's folder.
        options: How the server is run; the importer takes what its heap and page cache would.
    """

    home: ServerHome
    options: ServerOptions

    @property
    def files(self) -> Path:
        """Folder of the files."""
        return self.home.importing / "files"

    def begin(self) -> Path:
        """Make the folder of files, for its owner only; what an earlier import left there goes."""
        discard(self.home)
        for folder in (self.home.importing, self.files, self.home.importing / "conf"):
            folder.mkdir(mode=0o700)
        return self.files

    def run(self, tables: Sequence[Table], *, breaks: bool, on_percent: Callable[[int], None]) -> int:
        """Import; the files are gone afterwards, and a complete store is called `imported`.

        Args:
            tables: What to import.
            breaks: Texts have line breaks.
            on_percent: Called with progress.

        Returns:
            How many properties were set.

        Raises:
            ServerError: The importer failed, or did not take all records.
        """
        lines = _Output(on_percent)
        code = self._child(self._command(tables, breaks=breaks), lines)
        counts = {match["what"]: int(match["count"]) for match in _COUNT.finditer("\n".join(lines.kept))}
        wanted = {
            what: sum(table.count for table in tables if table.ends is ends)
            for what, ends in (("nodes", False), ("relationships", True))
        }
        if code or {what: counts.get(what) for what in wanted} != wanted:
            raise self._failed(code, lines.kept)
        _remove(self.files)
        _move(self.home.importing, self.home.imported)
        return counts.get("properties", 0)

    def _command(self, tables: Iterable[Table], *, breaks: bool) -> list[str]:
        lock = JarLock.read(self.options.version)
        class_path = ensure_jars(lock, self.options.cache, silent)
        program = java.find(self.options.java, lock.java, lock.version)
        folder = self.home.importing
        write_private(folder / "conf" / "neo4j.conf", "dbms.usage_report.enabled=false\ndb.tx_log.preallocate=false\n")
        write_private(folder / "java.args", render_arguments(java_arguments(self.options, class_path)))
        words = [
            *("database", "import", "full", DATABASE),
            *("--id-type=string", "--bad-tolerance=0", f"--array-delimiter=U+{ord(SEPARATOR):04X}"),
            f"--multiline-fields={'true' if breaks else 'false'}",
            f"--max-off-heap-memory={self.options.heap + self.options.page_cache}m",
            "--report-file=report",
            *(table.argument(folder) for table in tables if table.count),
        ]
        return [str(program.program), f"@{folder / 'java.args'}", _marker(self.home), _MAIN, *words]

    def _child(self, command: list[str], lines: _Output) -> int:
        folder = self.home.importing
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "LOOPLINE_"))},
            "NEO4J_HOME": str(folder),
            "NEO4J_CONF": str(folder / "conf"),
        }
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
            **process.private_files(),
        ) as child:
            try:
                for line in child.stdout or ():
                    lines.take(line)
            except BaseException:
                child.kill()
                raise
        return child.returncode

    def _failed(self, code: int, lines: list[str]) -> ServerError:
        """The error; of what the importer said, what can't quote the files is kept."""
        write_private(self.home.import_log, "\n".join(harmless(lines)) + "\n")
        how = f"failed (exit code {code})" if code else "did not take all records"
        full = disk_is_full(lines)
        said = " The disk that holds the data folder is full." if full else ""
        return ServerError(
            f"Neo4j's importer {how}.{said} Nothing was published. What it said is in {self.home.import_log}.",
            f"{'Free up some space' if full else 'Run this command again'}; if that does not help, {OTHER_WAY}",
        )


class _Output:
    """What the importer prints: its last lines, and how far it is."""

    def __init__(self, on_percent: Callable[[int], None]) -> None:
        self._on_percent = on_percent
        self._stage = 1
        self.kept: list[str] = []

    def take(self, line: str) -> None:
        """Take a line."""
        if stage := _STAGE.match(line):
            self._stage = int(stage["stage"])
        if found := _PERCENT.search(line):
            self._on_percent(((self._stage - 1) * 100 + int(found["percent"])) // _STAGES)
            return
        self.kept.append(line.rstrip())
        del self.kept[:-_KEPT_LINES]


def settle(home: ServerHome) -> None:
    """Finish or discard what an import has left; called before a server starts, with the lock of the folder held."""
    if home.imported.is_dir():
        switch(home)
    discard(home)


def switch(home: ServerHome) -> None:
    """Put a complete store in the place of the server's empty one; a switch that was cut off is finished."""
    for part in ("databases", "transactions"):
        made, place = (folder / "data" / part / DATABASE for folder in (home.imported, home.folder))
        if made.is_dir():
            if place.exists():
                _remove(place)
            _move(made, place)
    _remove(home.imported)


def discard(home: ServerHome) -> None:
    """Delete what an import that was cut off has left, and end it if it still works."""
    if not home.importing.exists():
        return
    for found in psutil.process_iter(["cmdline"]):
        if _marker(home) in (found.info["cmdline"] or []) and process.is_own(found):
            with suppress(psutil.Error):
                found.kill()
                found.wait(_KILL_PATIENCE)
    _remove(home.importing)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _move(folder: Path, place: Path) -> None:
    folder.rename(place)


def _marker(home: ServerHome) -> str:
    """The command-line argument that shows for which folder an importer works."""
    return f"-Dloopline.import={home.importing}"
