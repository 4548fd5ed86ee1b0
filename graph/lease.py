"""Who may write to the graph: one command at a time, wherever it runs.

A lease is a node in the graph, so that it also keeps two machines apart that load into the same Neo4j. Its holder
proves in each transaction that it is still the holder; whoever was overtaken (its machine slept, its lease ran out)
writes nothing more. That is what a fencing token is for: here it is the holder's own random name.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from graph.database_schema import ensure_schema
from graph.errors import Exit, LooplineError, ServerError
from graph.holder import Holder, say_holder
from graph.model.cypher_builder import schema, statement
from graph.runner import Counters, NotProvenError, Params, Plan, Result, Runner, Statement

SECONDS = 900
"""How long a lease lasts after the last transaction began: longer than a transaction may."""

_TRIES = 5
_WAIT = "Wait until it has finished, then run this command again."


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
    own = Holder.own()
    holder = f"{own.host}|{own.pid}|{own.created}|{secrets.token_hex(8)}"
    found = _taken(runner, holder, {"doing": doing, "user": own.user})
    if [row["holder"] for row in found] != [holder]:
        raise ServerError(_who_writes(found), _WAIT, Exit.BUSY)
    try:
        yield Leased(runner, holder)
    finally:
        with suppress(LooplineError):  # else it runs out by itself
            runner.write(statement("lease/leave"), {"holder": holder})


def _taken(runner: Runner, holder: str, said: Params) -> list[dict[str, Any]]:
    """Who holds the lease after a try to take it."""
    for left in reversed(range(_TRIES)):
        found = _held(runner)
        # Looking first keeps a command from waiting for a long transaction of whoever holds the lease.
        if any(map(_holds, found)):
            return found
        ended = [row["holder"] for row in found if _has_ended(row["holder"])]
        params = {"holder": holder, **said, "seconds": SECONDS, "ended": ended}
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
    row: dict[str, Any] = found[0] if found else {"holder": "", "doing": "another command"}
    since = row.get("since")
    return say_holder(
        "Another loopline is writing to this graph",
        row["doing"],
        since if isinstance(since, datetime) else None,
        _process(row["holder"], row.get("user") or ""),
    )


def _process(holder: str, user: str = "") -> Holder | None:
    """The process in a holder's name; None if it names none."""
    try:
        host, pid, created, _ = holder.split("|")
        return Holder(host, int(pid), created, user)
    except ValueError:
        return None


def _has_ended(holder: str) -> bool:
    process = _process(holder)
    return process is not None and process.has_ended()
