"""What attackers tried on Loopline, tried again on this installation; no fact changes, nothing leaves it."""

from __future__ import annotations

import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from graph.connection import Neo4jRunner
from graph.doctor.checks import Check, Verdict
from graph.errors import Exit, LooplineError, QueryError, ServerError
from graph.lease import leased
from graph.model import cypher_builder
from graph.queries.read_only_guard import run_own
from graph.server import expect, running
from graph.settings import Settings

_REFUSED = ("write", "delete", "schema", "load_csv", "procedure", "show", "terminate", "hidden", "escape")
"""Attacks under `cypher/parts/attacks/` that have to be refused before anything runs."""
_LIMIT = 2.0  # seconds that a runaway query is given
_SLACK = 12.0  # seconds until it has to be over, with a restart of the server on a slow machine


def attack(settings: Settings, runner: Neo4jRunner) -> Iterator[Check]:
    """Yield one check after another.

    Args:
        settings: The data folder.
        runner: A connection to its server, or to the one in the settings.
    """
    yield check_modes(settings.home)
    if settings.uri is None:
        yield check_port_taken(settings)
    yield check_refused(runner)
    yield check_runaway(runner)
    yield check_second_writer(runner)


def check_modes(home: Path) -> Check:
    """Check that no other account can read anything in the data folder that is not meant for it."""
    name = "private files"
    if sys.platform == "win32":
        return Check(name, Verdict.OK, "Windows: the data folder belongs to this user.")
    private = [home / "server", home / "snapshots", home / "person.key", *home.glob("*.vault")]
    found = [path for path in private if path.exists()]
    opened = [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if opened:
        modes = "700" if opened[0].is_dir() else "600"
        return Check(
            name,
            Verdict.FAIL,
            f"Other users can read {', '.join(map(str, opened))}.",
            f"Run `chmod {modes} '{opened[0]}'`.",
        )
    return Check(name, Verdict.OK, "Server, key, names and snapshots are for this user alone.")


def check_port_taken(settings: Settings) -> Check:
    """Check that a program on another port is not taken for the server, and gets no password."""
    name = "impostor"
    address = running(settings)
    with socket.create_server(("127.0.0.1", 0)) as impostor:
        try:
            expect(settings, int(impostor.getsockname()[1]))
        except ServerError:
            where = f" Only process {address.pid} is." if address else ""
            return Check(name, Verdict.OK, f"A program that listens is not taken for the server.{where}")
    return Check(name, Verdict.FAIL, "A program that only listens is taken for the server.", "Report it.")


def check_refused(runner: Neo4jRunner) -> Check:
    """Check that own queries that write, read files, call procedures or look at the server are refused."""
    name = "own queries"
    let_in = []
    for attempt in _REFUSED:
        try:
            run_own(cypher_builder.statement(f"attacks/{attempt}"), runner)
        except QueryError:
            continue
        let_in.append(attempt)
    if let_in:
        return Check(name, Verdict.FAIL, f"Not refused: {', '.join(let_in)}.", "Let nobody run own queries; report it.")
    return Check(name, Verdict.OK, f"{len(_REFUSED)} of {len(_REFUSED)} attacks refused.")


def check_runaway(runner: Neo4jRunner) -> Check:
    """Check that an own query that would run for hours is over in time, and that the server answers afterwards."""
    name = "runaway query"
    began = time.monotonic()
    with suppress(LooplineError):
        run_own(cypher_builder.statement("attacks/endless"), runner, timeout=_LIMIT)
    took = time.monotonic() - began
    ended = _LIMIT * 0.9 < took < _LIMIT + _SLACK  # sooner means that it never ran
    answers = runner.read(cypher_builder.statement("attacks/harmless")).column("found") == [1]
    if ended and answers:
        return Check(name, Verdict.OK, f"Over after {took:.1f} seconds; the server answers.")
    return Check(name, Verdict.FAIL, f"It took {took:.1f} seconds.", "Let nobody run own queries; report it.")


def check_second_writer(runner: Neo4jRunner) -> Check:
    """Check that of two commands that want to write at once one is told to wait."""
    name = "two writers"
    try:
        with leased(runner, "checking who may write"):
            try:
                with leased(runner, "checking who may write"):
                    return Check(name, Verdict.FAIL, "Two commands may write at once.", "Report it.")
            except ServerError as busy:
                if busy.code is Exit.BUSY:
                    return Check(name, Verdict.OK, "The second is told to wait.")
                raise
    except ServerError as busy:
        if busy.code is not Exit.BUSY:
            raise
        return Check(name, Verdict.OK, "Another command is writing, and this one was told to wait.")
