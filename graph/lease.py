"""Who may write to the graph: one command at a time, wherever it runs.

A lease is a node in the graph, so that it also keeps two machines apart that load into the same Neo4j. Its holder
proves in each transaction that it is still the holder; whoever was overtaken (its machine slept, its lease ran out)
writes nothing more. That is what a fencing token is for: here it is the holder's own random name.
"""

from __future__ import annotations

import os
import platform
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

import psutil

from graph.database_schema import ensure_schema
from graph.errors import Exit, LooplineError, ServerError
from graph.model.cypher_builder import schema, statement
from graph.runner import Counters, NotProvenError, Params, Plan, Result, Runner, Statement

SECONDS = 900
"""How long a lease lasts after the last transaction began: longer than a transaction may."""

_TRIES = 5
_WAIT = "Wait until it has finished, then run this command again."
_SLACK = 5.0  # seconds; the system derives a start time from the boot time, which clock corrections move


class Leased:
    """A `Runner` whose transactions write only while the lease is its own."""

    def __init__(self, runner: Runner, holder: str) -> None:
        self._runner = runner
        self._schema = frozenset(text for texts in schema().values() for text in texts.values())
        self._proof: Statement = (statement("lease/prove"), {"holder": holder, "seconds": SECONDS})

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        """Run in a READ session; see `Runner.read`."""
        return self._runner.read(text, params, timeout=timeout)

    def write(self, text: str, params: Params | None = None) -> Counters:
        """Run one statement in a transaction of its own; see `Runner.write`."""
        if text in self._schema:  # no fact, the same whoever makes it, and the server takes nothing else beside it
            return self._runner.write(text)
        return self.write_all([(text, params or {})])

    def write_all(self, statements: Iterable[Statement], *, proof: Statement | None = None) -> Counters:
        """Run statements in one transaction; see `Runner.write_all`.

        Raises:
            ServerError: Another command has taken the lease; nothing of this transaction was written (exit code 5).
        """
        try:
            return self._runner.write_all(statements, proof=proof or self._proof)
        except NotProvenError as error:
            raise ServerError(
                "Another loopline has begun to write to this graph, because nothing was heard of this one for "
                f"{SECONDS // 60} minutes. This one has written nothing since.",
                "Wait until the other one has finished, then run this command again.",
                Exit.BUSY,
            ) from error

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan without running; see `Runner.explain`."""
        return self._runner.explain(text, params)


def writing(runner: Runner) -> str:
    """A sentence about the command that writes to the graph now; empty if none does."""
    found = [row for row in _held(runner) if _holds(row)]
    return _who_writes(found) if found else ""


@contextmanager
def leased(runner: Runner, doing: str) -> Iterator[Leased]:
    """Hold the lease while a command reads what it depends on and writes.

    Args:
        runner: The graph.
        doing: What the command does, for whoever has to wait: no names of people, files or folders.

    Raises:
        ServerError: Another command holds it (exit code 5).
    """
    holder = f"{_process(os.getpid())}|{secrets.token_hex(8)}"
    found = _taken(runner, holder, doing)
    if [row["holder"] for row in found] != [holder]:
        raise ServerError(_who_writes(found), _WAIT, Exit.BUSY)
    try:
        yield Leased(runner, holder)
    finally:
        with suppress(LooplineError):  # else it runs out by itself
            runner.write(statement("lease/leave"), {"holder": holder})


def _taken(runner: Runner, holder: str, doing: str) -> list[dict[str, Any]]:
    """Who holds the lease after a try to take it."""
    for left in reversed(range(_TRIES)):
        found = _held(runner)
        # Looking first keeps a command from waiting for a long transaction of whoever holds the lease.
        if any(map(_holds, found)):
            return found
        ended = [row["holder"] for row in found if _has_ended(row["holder"])]
        params = {"holder": holder, "doing": doing, "seconds": SECONDS, "ended": ended}
        try:
            ensure_schema(runner, ["Lease"])  # without it two commands could make two leases of an empty graph
            runner.write(statement("lease/take"), params)
            break
        except ServerError as error:  # two that create the constraint, or the node, at once
            if error.code is not Exit.BUSY or not left:
                raise
    return _held(runner)


def _held(runner: Runner) -> list[dict[str, Any]]:
    return runner.read(statement("lease/holder")).rows


def _holds(row: dict[str, Any]) -> bool:
    return not row["passed"] and not _has_ended(row["holder"])


def _who_writes(found: list[dict[str, Any]]) -> str:
    who: dict[str, Any] = found[0] if found else {"holder": "", "doing": "another command", "since": None}
    host, pid = [*who["holder"].split("|"), "", ""][:2]
    since = f" since {who['since'].astimezone():%Y-%m-%d %H:%M}" if isinstance(who["since"], datetime) else ""
    place = f" (process {pid} on {host})" if pid else ""
    return f"Another loopline is writing to this graph{since}: {who['doing']}{place}."


def _process(pid: int) -> str:
    """A process, so that others on its machine can tell whether it still runs."""
    return f"{platform.node().replace('|', ' ')}|{pid}|{psutil.Process(pid).create_time():.1f}"


def _has_ended(holder: str) -> bool:
    """Whether the holder ran on this machine and does not any more; of another machine nobody can tell."""
    try:
        host, pid, created, _ = holder.split("|")
        if host != platform.node().replace("|", " "):
            return False
        process = psutil.Process(int(pid))
        return abs(process.create_time() - float(created)) > _SLACK or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except (ValueError, psutil.Error):
        return False
