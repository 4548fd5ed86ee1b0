"""The connection to Neo4j: the only module that imports the driver."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, Literal

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable
from neo4j.time import Date, DateTime

from graph.errors import QueryError, ServerError
from graph.runner import Counters, Params, Plan, Result
from graph.settings import Settings

# Long enough for the heaviest derivation of a state, short enough that a forgotten query does not tie up the server.
DEFAULT_TIMEOUT = 600.0

# The server's notifications come back with a plan where requested; the driver would also log them.
logging.getLogger("neo4j.notifications").setLevel(logging.CRITICAL)


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


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever a row may hold
    """Convert a value from a user's query to plain data: nodes and relationships as maps."""
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), **{name: _shown(value[name]) for name in value}}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, **{name: _shown(value[name]) for name in value}}
    if isinstance(value, neo4j.graph.Path):
        return [_shown(part) for pair in zip(value.nodes, [*value.relationships, None], strict=True) for part in pair][
            :-1
        ]
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    plain = _plain(value)
    return plain if plain is None or isinstance(plain, str | int | float | date) else str(plain)


def _walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _walk(child)


def _refusal(error: Neo4jError) -> QueryError:
    """The server's error in one line, without the statement's values."""
    message = (error.message or error.code or "no reason given").strip()
    first = message.splitlines()[0]
    where = re.search(r"\(line (\d+), column (\d+)", message)
    place = f" (line {where[1]}, column {where[2]})" if where and where[0] not in first else ""
    return QueryError(f"Neo4j refused the query: {first}{place}", "Correct the query and run it again.")


class Neo4jRunner:
    """A `Runner` over one driver; do not share it between processes."""

    def __init__(self, driver: neo4j.Driver, database: str | None) -> None:
        self._driver = driver
        self._database = database

    @contextmanager
    def _session(self, access: str, notifications: Literal["OFF", "WARNING"] = "OFF") -> Iterator[neo4j.Session]:
        try:
            with self._driver.session(
                database=self._database, default_access_mode=access, notifications_min_severity=notifications
            ) as session:
                yield session
        except Neo4jError as error:
            raise _refusal(error) from error
        except (ServiceUnavailable, DriverError) as error:
            raise ServerError(
                f"The connection to Neo4j was lost: {type(error).__name__}.",
                "Run `loopline doctor`, then try again.",
            ) from error

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        """Run in a READ session; see `Runner.read`."""
        query = neo4j.Query(text, timeout=timeout or DEFAULT_TIMEOUT)
        with self._session(neo4j.READ_ACCESS) as session:
            answer = session.run(query, dict(params or {}))
            columns = tuple(answer.keys())
            rows = [dict(zip(columns, map(_plain, record), strict=True)) for record in answer]
        return Result(columns, rows)

    def read_some(self, text: str, params: Params | None = None, *, rows: int, timeout: float) -> Result:
        """The first rows of a user's statement, in a READ transaction that is always rolled back.

        Args:
            text: A statement that passed `graph.queries.read_only_guard`.
            params: Its parameters.
            rows: The maximum number of rows; the server computes few beyond these.
            timeout: Seconds after which the server stops it.
        """
        with (
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout, metadata={"app": "loopline"}) as tx,
        ):
            answer = tx.run(text, dict(params or {}))
            columns = tuple(answer.keys())
            found = [dict(zip(columns, map(_shown, record), strict=True)) for record in islice(answer, rows)]
            tx.rollback()
        return Result(columns, found)

    def write(self, text: str, params: Params | None = None) -> Counters:
        """Run one statement in a transaction of its own; see `Runner.write`."""
        return self.write_all([(text, params or {})])

    def write_all(self, statements: Iterable[tuple[str, Params]]) -> Counters:
        """Run statements in one transaction; see `Runner.write_all`."""
        total = Counters()
        with self._session(neo4j.WRITE_ACCESS) as session, session.begin_transaction(timeout=DEFAULT_TIMEOUT) as tx:
            for text, params in statements:
                summary = tx.run(text, dict(params)).consume()
                total.add(_counters(summary))
            tx.commit()
        return total

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan without running; see `Runner.explain`."""
        with self._session(neo4j.READ_ACCESS, notifications="WARNING") as session:
            answer = session.run("EXPLAIN " + text, dict(params or {}))
            columns = tuple(answer.keys())
            summary = answer.consume()
        operators = list(_walk(dict(summary.plan or {})))
        return Plan(
            query_type=str(summary.query_type),
            operators=tuple(str(step.get("operatorType", "")).split("@")[0] for step in operators),
            details=tuple(str(step.get("args", {}).get("Details", "")) for step in operators),
            columns=columns,
            notifications=tuple(
                f"{status.gql_status}: {status.status_description}"
                for status in summary.gql_status_objects
                if status.is_notification
            ),
        )

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
    uri, auth, database = _address(settings)
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=auth,
            user_agent="loopline",
            notifications_min_severity="OFF",
            connection_timeout=15.0,
            max_transaction_retry_time=0,
        )
    except (ValueError, DriverError) as error:
        raise ServerError(
            f"{uri} is not a valid Neo4j address.", "Set NEO4J_URI to an address such as bolt://host:7687."
        ) from error
    with driver:
        try:
            driver.verify_connectivity()
        except AuthError as error:
            raise ServerError(f"Neo4j at {uri} rejected the username or password.", _fix_login(settings)) from error
        except (ServiceUnavailable, DriverError, Neo4jError, ValueError) as error:
            raise ServerError(f"Neo4j at {uri} can't be reached.", "Run `loopline doctor`.") from error
        yield Neo4jRunner(driver, database)


def _fix_login(settings: Settings) -> str:
    if settings.uri is not None:
        return "Check NEO4J_USERNAME and NEO4J_PASSWORD."
    return "Stop Loopline's own server with `loopline db stop`, then try again."


def _address(settings: Settings) -> tuple[str, tuple[str, str], str | None]:
    if settings.uri is not None:
        return settings.uri, (settings.username, settings.password), settings.database
    from graph.server import ensure_running

    address = ensure_running(settings)
    return address.uri, (address.username, address.password), address.database
