"""A user's own query over a line that is cut in time; when it is over, the query is too.

A query that is not read to its end is terminated. Neo4j looks for a termination between rows and in parts of its
planner only, so a query may run on; Loopline's own server is then restarted.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.connection import EXPLAIN, Login, lost, plan_of, shown
from graph.errors import Exit, LooplineError, QueryError, ServerError
from graph.model.cypher_builder import statement
from graph.relay import Bounds, Cut, Relay
from graph.runner import Answered, Params, Plan, Result
from graph.server_errors import overrun, refused, refused_while_running, row_too_large, server_stopped, too_deep
from graph.settings import Settings

_TURN = "own-query.lock"
_TURN_PATIENCE = 2.0
_SETTLE = 1.2
"""Seconds until a query that was told to end must have ended."""
_ASKING = Bounds(10.0, 1_000_000, 1_000_000)
"""A server that tells nothing of its transactions in this time does not answer, not even on a busy machine."""
_SPARE = 1.0
"""Seconds by which the server's own time limit is longer than ours: it is a backstop."""
_FETCHED = 1_000
_PAUSE = 0.1
_FAILURES = (Neo4jError, DriverError, OSError, RecursionError)


class Neo4jOwn:
    """One READ transaction over a bounded line; see `graph.runner.Own`.

    Attributes:
        complete: Every statement so far was read to its end.
        ran: A statement was run, not only explained, so that errors may quote what is in the graph.
    """

    def __init__(self, tx: neo4j.Transaction, relay: Relay) -> None:
        self._tx = tx
        self._relay = relay
        self.complete = True
        self.ran = False

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan without running; see `Own.explain`."""
        self.complete = False
        answer = self._tx.run(EXPLAIN + text, dict(params or {}))
        plan = plan_of(tuple(answer.keys()), answer.consume())
        self.complete = True
        return plan

    def some(self, text: str, params: Params | None = None, *, rows: int, values: int) -> Answered:
        """The first rows; see `Own.some`."""
        self.complete, self.ran = False, True
        answer = self._tx.run(text, dict(params or {}))
        columns = tuple(answer.keys())
        found: list[dict[str, Any]] = []
        try:
            for record in answer:
                values -= sum(map(_count, record.values()))
                if len(found) == rows or values < 0:
                    return Answered(Result(columns, found), cut=True)
                found.append(dict(zip(columns, map(shown, record), strict=True)))
        except DriverError:
            if self._relay.cut is not Cut.BYTES:
                raise
            return Answered(Result(columns, found), cut=True)
        self.complete = True
        return Answered(Result(columns, found), cut=False)


@contextmanager
def reading(login: Login, settings: Settings, bounds: Bounds) -> Iterator[Neo4jOwn]:
    """A line for one user's query, in a READ transaction that is always rolled back.

    Args:
        login: The server.
        settings: Whose data folder it is: one query at a time, and whether the server is ours to restart.
        bounds: When the line is cut.

    Raises:
        QueryError: The server refuses a statement or stops it, a bound is broken, or another query of the same user
            still runs (exit code 5).
        ServerError: The server can't be reached, or had to be restarted.
    """
    mark = uuid.uuid4().hex
    own: Neo4jOwn | None = None
    over = False
    with _turn(settings.home):
        relay = Relay(login.uri, bounds)
        try:
            _rehearse(login)
            with relay, _transaction(relay, login, mark, bounds.seconds + _SPARE) as tx:
                own = Neo4jOwn(tx, relay)
                yield own
                over = True
                if not own.complete:
                    relay.close()  # or the driver would read the rest before it lets go
        except _FAILURES as error:
            if not over:
                raise _reason(error, own, relay.cut, _Leftover(login, settings, mark), bounds) from error
        if own is not None and not own.complete:
            _Leftover(login, settings, mark).end()


@contextmanager
def _turn(home: Path) -> Iterator[None]:
    """One query of a user at a time."""
    from graph.server.filelock import hold

    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(home / _TURN, _TURN_PATIENCE))
        except ServerError as error:
            if error.code is not Exit.BUSY:
                raise
            raise QueryError(
                "Another query of yours is still running.", "Wait until it has ended.", Exit.BUSY
            ) from error
        yield


def _rehearse(login: Login) -> None:
    """Have the server plan what it is asked when a query must end: just after its start that takes seconds."""
    with login.driver(login.uri) as driver, _asking(driver, login) as session:
        session.run(statement("own/running"), {"mark": ""}).consume()


def _asking(driver: neo4j.Driver, login: Login) -> neo4j.Session:
    return driver.session(database=login.database, default_access_mode=neo4j.READ_ACCESS)


@contextmanager
def _transaction(relay: Relay, login: Login, mark: str, seconds: float) -> Iterator[neo4j.Transaction]:
    """A READ transaction over a relay that can be found again by its mark."""
    with (
        login.driver(relay.uri) as driver,
        driver.session(
            database=login.database,
            default_access_mode=neo4j.READ_ACCESS,
            notifications_min_severity="WARNING",
            fetch_size=_FETCHED,
        ) as session,
        session.begin_transaction(timeout=seconds, metadata={"app": "loopline", "query": mark}) as tx,
    ):
        yield tx


class _Leftover:
    """A query whose line was cut, as long as it may still run on the server."""

    def __init__(self, login: Login, settings: Settings, mark: str) -> None:
        self._login = login
        self._settings = settings
        self._mark = mark
        self.restarted = False

    def end(self) -> bool:
        """Terminate it, or restart Loopline's own server; False if it runs on at a server of someone else's."""
        if self._terminated():
            return True
        if self._settings.uri is None:
            from graph.server import restart

            with suppress(LooplineError):  # what is missing is told when the server is needed again
                restart(self._settings)
            self.restarted = True
        return self.restarted

    def _terminated(self) -> bool:
        """Whether it has ended, as far as the server tells in time."""
        told: float | None = None
        with (
            suppress(LooplineError, *_FAILURES),
            Relay(self._login.uri, _ASKING) as relay,
            self._login.driver(relay.uri) as driver,
            _asking(driver, self._login) as session,
        ):
            while told is None or time.monotonic() < told + _SETTLE:
                found = session.run(statement("own/running"), {"mark": self._mark}).value("id")
                if not found:
                    return True
                session.run(statement("own/end"), {"ids": found}).consume()
                told = told or time.monotonic()
                time.sleep(_PAUSE)
        return False


def _reason(
    error: Exception, own: Neo4jOwn | None, cut: Cut | None, leftover: _Leftover, bounds: Bounds
) -> LooplineError:
    """Why a query failed, told once it is over."""
    if isinstance(error, Neo4jError):
        return _refusal(error, bounds, ran=own is not None and own.ran)
    ended = own is None or leftover.end()
    if cut is Cut.TIME:
        return overrun(bounds.seconds, ended=ended, restarted=leftover.restarted)
    if isinstance(error, RecursionError):
        return too_deep()
    if cut is Cut.MESSAGE:
        return row_too_large(bounds.message)
    return server_stopped() if leftover.restarted else lost(error)


def _refusal(error: Neo4jError, bounds: Bounds, *, ran: bool) -> LooplineError:
    if ran:
        return refused_while_running(error.code or "", bounds.seconds)
    return refused(error.message or error.code or "", EXPLAIN)


def _count(value: Any) -> int:  # noqa: ANN401 - whatever a row may hold
    """How many values a value holds, itself included."""
    counted = 0
    rest = [value]
    while rest:
        counted += 1
        each = rest.pop()
        if isinstance(each, list):
            rest += each
        elif isinstance(each, dict):
            rest += each.values()
    return counted
