"""The connection to Neo4j: the only module that imports the driver."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable
from neo4j.time import Date, DateTime

from graph.errors import LooplineError, ServerError
from graph.relay import Bounds
from graph.runner import Counters, NotProvenError, Own, Params, Plan, Result, Statement
from graph.server_errors import in_each_others_way, refused
from graph.settings import Settings

# Long enough for the heaviest derivation of a state, short enough that a forgotten query does not tie up the server.
DEFAULT_TIMEOUT = 600.0

# The server's notifications come back with a plan where requested; the driver would also log them.
logging.getLogger("neo4j.notifications").setLevel(logging.CRITICAL)
# A line that was cut on purpose is no error worth a log line; what it means is told to the user.
logging.getLogger("neo4j.io").setLevel(logging.CRITICAL)

# Errors of the server itself, not of a statement: a full disk, a store that has given up.
_BROKEN = re.compile(r"Neo\.DatabaseError\.|Neo\.TransientError\.(General|Database)\.DatabaseUnavailable")

# Columns of a hundred thousand values come back as lists, and most items need no conversion.
_PLAIN_ALREADY = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a row may hold
    """Convert driver types to Python types."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [item if type(item) in _PLAIN_ALREADY else _plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def shown(value: Any) -> Any:  # noqa: ANN401 - whatever a row may hold
    """Convert a value from a user's query to plain data: nodes and relationships as maps."""
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), **{name: shown(value[name]) for name in value}}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, **{name: shown(value[name]) for name in value}}
    if isinstance(value, neo4j.graph.Path):
        return [shown(part) for pair in zip(value.nodes, [*value.relationships, None], strict=True) for part in pair][
            :-1
        ]
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    plain = _plain(value)
    return plain if plain is None or isinstance(plain, str | int | float | date) else str(plain)


def _walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _walk(child)


EXPLAIN = "EXPLAIN "


def plan_of(columns: tuple[str, ...], summary: neo4j.ResultSummary) -> Plan:
    """The plan in the summary of a statement that was only explained."""
    operators = list(_walk(dict(summary.plan or {})))
    return Plan(
        query_type=str(summary.query_type),
        operators=tuple(str(step.get("operatorType", "")).split("@")[0] for step in operators),
        details=tuple(str(step.get("args", {}).get("Details", "")) for step in operators),
        estimated=max((float(step.get("args", {}).get("EstimatedRows", 0)) for step in operators), default=0.0),
        columns=columns,
        notifications=tuple(
            f"{status.gql_status}: {status.status_description}"
            for status in summary.gql_status_objects
            if status.is_notification
        ),
    )


def lost(error: Exception) -> ServerError:
    """The connection was lost."""
    return ServerError(
        f"The connection to Neo4j was lost: {type(error).__name__}.", "Run `loopline doctor`, then try again."
    )


@dataclass(frozen=True)
class Login:
    """Where a server is, and who we are there.

    Attributes:
        own: The data folder whose own server it is; None for a server that someone else runs.
    """

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None
    own: Settings | None = None

    def driver(self, uri: str) -> neo4j.Driver:
        """A driver for this server, at its own address or at a relay's.

        A driver lives on when the server has stopped, and another program could listen on its port by then. So each new
        connection is preceded by a look at who does.
        """

        def resolve(address: neo4j.Address) -> list[neo4j.Address]:
            if self.own is not None:
                from graph.server import expect

                expect(self.own, urlsplit(self.uri).port or 0)
            return [address]

        return neo4j.GraphDatabase.driver(
            uri,
            auth=(self.username, self.password),
            user_agent="loopline",
            resolver=resolve,
            notifications_min_severity="OFF",
            connection_timeout=15.0,
            max_transaction_retry_time=0,
        )


class Neo4jRunner:
    """A `Runner` over one driver; do not share it between processes."""

    def __init__(self, driver: neo4j.Driver, database: str | None, settings: Settings) -> None:
        self._driver = driver
        self._database = database
        self._settings = settings

    @contextmanager
    def _session(self, access: str, notifications: Literal["OFF", "WARNING"] = "OFF") -> Iterator[neo4j.Session]:
        try:
            with self._driver.session(
                database=self._database, default_access_mode=access, notifications_min_severity=notifications
            ) as session:
                yield session
        except Neo4jError as error:
            raise self._failure(error) from error
        except (ServiceUnavailable, DriverError) as error:
            raise lost(error) from error

    def _failure(self, error: Neo4jError) -> LooplineError:
        """What a refusal means; if the store of our own server has given up, the server is stopped."""
        if error.code == "Neo.TransientError.Transaction.DeadlockDetected":
            return in_each_others_way()
        if self._settings.uri is None and _BROKEN.match(error.code or ""):
            from graph.server import close_after_failure

            closed = close_after_failure(self._settings)
            if closed is not None:
                return closed
        return refused(error.message or error.code or "")

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        """Run in a READ session; see `Runner.read`."""
        query = neo4j.Query(text, timeout=timeout or DEFAULT_TIMEOUT)
        with self._session(neo4j.READ_ACCESS) as session:
            answer = session.run(query, dict(params or {}))
            columns = tuple(answer.keys())
            rows = [dict(zip(columns, map(_plain, record), strict=True)) for record in answer]
        return Result(columns, rows)

    def bounded(self, bounds: Bounds) -> AbstractContextManager[Own]:
        """A line for one user's query; see `graph.own_reading.reading`."""
        from graph.own_reading import reading

        return reading(login_of(self._settings), self._settings, bounds)

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def reconnect(self) -> None:
        """Connect to the same server again, after it was stopped and started.

        Raises:
            ServerError: It can't be started or reached.
        """
        self._driver.close()
        self._driver, self._database = _opened(self._settings)

    def write(self, text: str, params: Params | None = None) -> Counters:
        """Run one statement in a transaction of its own; see `Runner.write`."""
        return self.write_all([(text, params or {})])

    def write_all(self, statements: Iterable[Statement], *, proof: Statement | None = None) -> Counters:
        """Run statements in one transaction; see `Runner.write_all`."""
        total = Counters()
        with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction(timeout=DEFAULT_TIMEOUT) as tx:
            if proof is not None and not _counters(tx.run(proof[0], dict(proof[1])).consume()).total:
                raise NotProvenError
            for text, params in statements:
                summary = tx.run(text, dict(params)).consume()
                total.add(_counters(summary))
            tx.commit()
        return total

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan without running; see `Runner.explain`."""
        with self._session(neo4j.READ_ACCESS, notifications="WARNING") as session:
            answer = session.run(EXPLAIN + text, dict(params or {}))
            columns = tuple(answer.keys())
            summary = answer.consume()
        return plan_of(columns, summary)

    def version(self) -> str:
        """The server's version, such as 5.26.30."""
        return str(self._driver.get_server_info().agent).rpartition("/")[2]


def _counters(summary: neo4j.ResultSummary) -> Counters:
    counters = summary.counters
    return Counters(
        **{name: int(getattr(counters, name, 0)) for name in vars(Counters())},
    )


@contextmanager
def connect(settings: Settings) -> Iterator[Neo4jRunner]:
    """Connect to the Neo4j in the settings, or else to the server in the data folder, which is started if needed.

    Raises:
        ServerError: It can't be started or reached, or rejects the password.
    """
    runner = Neo4jRunner(*_opened(settings), settings)
    try:
        yield runner
    finally:
        runner.close()


def _opened(settings: Settings) -> tuple[neo4j.Driver, str | None]:
    """A driver that has reached the server, and the database."""
    login = login_of(settings)
    uri = login.uri
    try:
        driver = login.driver(uri)
    except (ValueError, DriverError) as error:
        raise ServerError(
            f"{uri} is not a valid Neo4j address.", "Set NEO4J_URI to an address such as bolt://host:7687."
        ) from error
    try:
        driver.verify_connectivity()
    except BaseException as error:
        driver.close()
        if isinstance(error, AuthError):
            raise ServerError(f"Neo4j at {uri} rejected the username or password.", _fix_login(settings)) from error
        if isinstance(error, ServiceUnavailable | DriverError | Neo4jError | ValueError):
            raise ServerError(f"Neo4j at {uri} can't be reached.", "Run `loopline doctor`.") from error
        raise
    return driver, login.database


def _fix_login(settings: Settings) -> str:
    if settings.uri is not None:
        return "Check NEO4J_USERNAME and NEO4J_PASSWORD."
    from graph.server.home import ServerHome

    return f"Put the password that the data folder was made with into {ServerHome.of(settings.home).password_file}."


def login_of(settings: Settings) -> Login:
    """The login at the Neo4j in the settings, or else at the data folder's server, which is started if needed."""
    if settings.uri is not None:
        return Login(settings.uri, settings.username, settings.password, settings.database)
    from graph.server import ensure_running

    address = ensure_running(settings)
    return Login(address.uri, address.username, address.password, address.database, settings)
