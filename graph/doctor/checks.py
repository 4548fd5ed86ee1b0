"""The `Check` type, and the checks made through a session: the server's version and the limits it must enforce."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import asdict, dataclass
from enum import StrEnum

from graph.connection import Neo4jRunner
from graph.errors import QueryError
from graph.model import cypher_builder

OLDEST = (5, 26)
_ENDLESS_ROWS = 10**12
_ENDLESS_LIMIT = 1.0  # time limit of the runaway query, in seconds
_ENDLESS_SLACK = 10.0  # seconds of grace until the server must have stopped it
_NO_LIMIT = re.compile(r"0(\.0+)?\s*B?", re.IGNORECASE)
_TOTAL_MEMORY = "dbms.memory.transaction.total.max"


class Verdict(StrEnum):
    """Outcome of a check."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """The result of one check.

    Attributes:
        name: What was checked.
        verdict: The outcome.
        found: What was found.
        fix: What to do; empty if all is well.
    """

    name: str
    verdict: Verdict
    found: str
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """The check as plain texts, for JSON."""
        return {key: str(value) for key, value in asdict(self).items()}


def is_loopback(ip: str) -> bool:
    """Whether an IP address is a loopback address."""
    return ip == "::1" or ip.removeprefix("::ffff:").startswith("127.")


def check_version(version: str) -> Check:
    """Check that the server is not older than the oldest version that queries are tested on."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers >= OLDEST:
        return Check("version", Verdict.OK, f"Neo4j {version}.")
    return Check("version", Verdict.FAIL, f"Neo4j {version}; Loopline needs 5.26 or newer.", "Upgrade that server.")


def check_addresses(runner: Neo4jRunner, lacking: Verdict, host: str) -> Check:
    """Check that LOAD CSV over the network is blocked before a connection is made."""
    name = "network access"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        refusal = _refusal(runner, "load_csv", {"url": f"http://127.0.0.1:{listener.getsockname()[1]}/doctor.csv"})
        called = _is_local(host) and _was_called(listener)
    if refusal is not None and "cypher_ip_blocklist" in refusal and not called:
        return Check(name, Verdict.OK, "LOAD CSV over the network is blocked.")
    return Check(
        name,
        lacking,
        "Cypher can open network addresses from the server (LOAD CSV).",
        "Set internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0 in that server's configuration.",
    )


def _is_local(host: str) -> bool:
    return host == "localhost" or is_loopback(host)


def _was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except TimeoutError:
        return False
    return True


def check_files(runner: Neo4jRunner, lacking: Verdict) -> Check:
    """Check that Cypher can't read files."""
    refusal = _refusal(runner, "load_csv", {"url": "file:///loopline-doctor.csv"})
    if refusal is not None and "allow_csv_import_from_file_urls" in refusal:
        return Check("file access", Verdict.OK, "LOAD CSV from files is blocked.")
    return Check(
        "file access",
        lacking,
        "Cypher can read files on the server (LOAD CSV).",
        "Set dbms.security.allow_csv_import_from_file_urls=false in that server's configuration.",
    )


def check_read_only(runner: Neo4jRunner) -> Check:
    """Check that a READ session can't write."""
    if _refusal(runner, "write", {}) is not None:
        return Check("read-only session", Verdict.OK, "A read session can't write.")
    return Check(
        "read-only session",
        Verdict.FAIL,
        "A read session can write on this server.",
        "Do not let analysts run their own queries on it, and report its version.",
    )


def check_time_limit(runner: Neo4jRunner) -> Check:
    """Check that the server stops a query at its time limit."""
    began = time.monotonic()
    refusal = _refusal(runner, "endless", {"rows": _ENDLESS_ROWS}, timeout=_ENDLESS_LIMIT)
    took = time.monotonic() - began
    if refusal is not None and took < _ENDLESS_LIMIT + _ENDLESS_SLACK:
        return Check("time limit", Verdict.OK, f"A runaway query was stopped after {took:.1f} seconds.")
    return Check(
        "time limit",
        Verdict.FAIL,
        f"A query with a time limit of {_ENDLESS_LIMIT:.0f} second ran for {took:.1f}.",
        "Find out what is slowing that server down, then try again.",
    )


def check_memory_limit(runner: Neo4jRunner) -> Check:
    """Check that all transactions together have a memory limit, so that one query can't bring the server down."""
    try:
        rows = runner.read(cypher_builder.statement("doctor/settings"), {"names": [_TOTAL_MEMORY]}).rows
    except QueryError:
        return Check("memory limit", Verdict.WARN, "The server does not show its settings.", "Ask its administrator.")
    limit = str(rows[0]["value"]) if rows else ""
    if limit and not _NO_LIMIT.fullmatch(limit):
        return Check("memory limit", Verdict.OK, f"All transactions together are limited to {limit}.")
    return Check(
        "memory limit",
        Verdict.WARN,
        "Queries can use all of the server's memory.",
        f"Set {_TOTAL_MEMORY} in that server's configuration.",
    )


def _refusal(runner: Neo4jRunner, name: str, params: dict[str, object], *, timeout: float | None = None) -> str | None:
    """The server's error for a statement in `cypher/doctor`; None if it runs."""
    try:
        runner.read(cypher_builder.statement(f"doctor/{name}"), params, timeout=timeout)
    except QueryError as error:
        return error.message
    return None
