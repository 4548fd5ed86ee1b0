"""The first large load into Loopline's own server: an import of files instead of statements.

It pays only where nothing has to be compared, and it is all or nothing: the server's empty store is replaced by a
complete one, which has the load's record in it as one that has begun. What follows (constraints, tenses, publishing) is
done by statements, as in every load; a load that is cut off there is finished as every other one.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graph.errors import LooplineError, ServerError, UsageError
from graph.model.cypher_builder import statement
from graph.runner import Counters
from graph.server.importer import OTHER_WAY, discard

if TYPE_CHECKING:
    from graph.connection import Neo4jRunner
    from graph.loading.differences import Step
    from graph.loading.import_files import ImportFiles
    from graph.loading.writing import OnProgress
    from graph.server.importer import Import
    from graph.settings import Settings

VARIABLE = "LOOPLINE_FIRST_LOAD"
_WORDS = ("auto", "import", "statements")
_LEAST = 500_000
"""Records (nodes and relationships) from which it is faster, although the server has to be stopped and started."""
_ROOM = 600
"""Bytes on the disk that a record takes at most, in the files and in the store beside."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_STAGE = "importing"
_WRITTEN, _IMPORTED = 40, 90
"""Percent that are done when the files are written, and when they are imported."""
_OWN = {"Lease", "Load"}


class FirstLoad:
    """A `graph.loading.writing.Fill` for the server of a data folder.

    Args:
        runner: Its connection, which is made anew in between.
        settings: The data folder.

    Raises:
        UsageError: LOOPLINE_FIRST_LOAD is none of its words.
    """

    def __init__(self, runner: Neo4jRunner, settings: Settings) -> None:
        self._runner = runner
        self._settings = settings
        self._word = os.environ.get(VARIABLE) or _WORDS[0]
        if self._word not in _WORDS:
            raise UsageError(
                f"{VARIABLE} must be one of {', '.join(_WORDS)}.",
                "Remove the variable, and Loopline chooses the faster way by itself.",
            )

    def pays(self, records: int) -> bool:
        """Whether an import is faster than statements for so many records, and there is room for it."""
        from graph.server.home import ServerHome
        from graph.server.room import TO_START, free_room

        if self._settings.uri is not None or self._word == "statements":
            return False
        room = free_room(ServerHome.of(self._settings.home).folder) >= records * _ROOM + TO_START
        return self._word == "import" or (records >= _LEAST and room)

    def __call__(self, steps: Iterable[Step], total: int, written: Counters, on_progress: OnProgress) -> list[Step]:
        """Write files from steps, import them with the server stopped, and connect to it again."""
        from graph.loading.import_files import ImportFiles
        from graph.server import importing

        made = importing(self._settings)
        on_progress(_STAGE, 0, 100)
        try:
            with ImportFiles(made.begin()) as files:
                left = list(_written(files, steps, total, on_progress))
                for row in self._own_records():
                    files.carry(row["labels"], row["properties"])
            self._import(made, files, written, on_progress)
        except OSError as error:
            raise _unusable(error, made) from error
        finally:
            discard(made.home)
        on_progress(_STAGE, 100, 100)
        return left

    def _own_records(self) -> list[dict[str, Any]]:
        """Who writes and which load has begun: all that the graph may hold."""
        rows = self._runner.read(statement("load/own_records")).rows
        if any(not _OWN.issuperset(row["labels"]) for row in rows):
            raise LooplineError(
                "Somebody else has written to the graph meanwhile. Nothing was published.", "Run this command again."
            )
        return rows

    def _import(self, made: Import, files: ImportFiles, written: Counters, on_progress: OnProgress) -> None:
        from graph.server import ensure_running, stopped
        from graph.server.progress import silent

        def on_percent(percent: int) -> None:
            on_progress(_STAGE, _WRITTEN + percent * (_IMPORTED - _WRITTEN) // 100, 100)

        try:
            with stopped(made):
                properties = made.run(files.tables, breaks=files.breaks, on_percent=on_percent)
        finally:
            ensure_running(self._settings, silent, made.options)
            self._runner.reconnect()
        nodes, edges = (sum(table.count for table in files.tables if table.ends is ends) for ends in (False, True))
        written.add(
            Counters(nodes_created=nodes, relationships_created=edges, properties_set=properties, labels_added=nodes)
        )


def _unusable(error: OSError, made: Import) -> ServerError:
    """The error where the operating system refuses a file of the import, or the program that reads it."""
    place = error.filename or made.home.importing
    fix = f"Make {made.home.folder} and all in it yours to write"
    if error.errno in _FULL:
        fix = f"Free up some space on the disk that holds {made.home.folder}"
    return ServerError(
        f"The import can't use {place}: {error.strerror or type(error).__name__}. Nothing was published.",
        f"{fix}, then run this command again; if that does not help, {OTHER_WAY}",
    )


def _written(files: ImportFiles, steps: Iterable[Step], total: int, on_progress: OnProgress) -> Iterator[Step]:
    """Write what steps create; yields what is left."""
    for step in steps:
        yield from files.add(step)
        done = sum(table.count for table in files.tables)
        on_progress(_STAGE, min(_WRITTEN, _WRITTEN * done // max(total, 1)), 100)
