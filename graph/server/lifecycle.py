"""Find, start and stop the one server of a data folder.

However many `loopline` processes there are, only one server runs on a folder: starting and stopping need a lock that
the operating system releases when its holder dies, and the next process takes over what a dead starter left behind. The
server belongs to no process: it outlives its starter until `stop`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum

import psutil

from graph.errors import LooplineError, ServerError
from graph.server import bolt, room, store_trouble
from graph.server.address import Address
from graph.server.filelock import hold
from graph.server.home import ServerHome
from graph.server.importer import Import, settle
from graph.server.launcher import LOCK_PATIENCE, Starter, living, make_archive, reap
from graph.server.options import ServerOptions
from graph.server.process import listens
from graph.server.progress import Report, StderrReport, silent
from graph.server.state import State, process_of
from graph.settings import Settings

_STOP_PATIENCE = 120.0  # seconds until a stopping server is killed; a large checkpoint can be slow
_KILL_PATIENCE = 10.0
_TICK = 0.02


class Phase(StrEnum):
    """What the server of a data folder is doing."""

    RUNNING = "running"
    STARTING = "starting"
    STOPPED = "stopped"


def ensure_running(
    settings: Settings, on_progress: Report | None = None, options: ServerOptions | None = None
) -> Address:
    """The data folder's server, started if needed; returns once it accepts our login.

    Args:
        settings: Whose `home` is the data folder.
        on_progress: Called with progress; None draws it on standard error.
        options: How to run a server that has to be started; None reads the environment.

    Raises:
        ServerError: It can't be started; the message includes the end of its log and what to do.
        UsageError: An environment variable is not valid.
    """
    address = running(settings)
    if address is not None:
        return address
    with _reporting(on_progress) as report:
        return Starter(ServerHome.of(settings.home), options or ServerOptions.from_env(), report).run()


def running(settings: Settings) -> Address | None:
    """The running server of the data folder, if there is one that answers; starts nothing."""
    home = ServerHome.of(settings.home)
    state = State.read(home.state_file)
    process = process_of(state, home) if state else None
    if state is None or process is None or not listens(process, state.port) or not bolt.answers(state.port):
        return None
    return Address.of(state, home)


def expect(settings: Settings, port: int) -> None:
    """Make sure that the data folder's own server is what listens on a port, before a password goes there.

    Raises:
        ServerError: It has ended, or was started again on another port.
    """
    home = ServerHome.of(settings.home)
    state = State.read(home.state_file)
    process = process_of(state, home) if state else None
    if state is None or process is None or state.port != port or not listens(process, port):
        raise ServerError("The server has stopped, or was started again.", "Run this command again.")


def phase(settings: Settings) -> Phase:
    """What the server of the data folder is doing; starts nothing."""
    if running(settings) is not None:
        return Phase.RUNNING
    home = ServerHome.of(settings.home)
    return Phase.STOPPED if living(home) is None else Phase.STARTING


def stop(settings: Settings) -> bool:
    """Stop the data folder's server; True if there was one.

    It is asked to stop first, and has two minutes to write its store before it is killed.

    Raises:
        ServerError: It can't be stopped.
    """
    home = ServerHome.of(settings.home)
    if not home.folder.is_dir():
        return False
    with hold(home.lock_file, LOCK_PATIENCE):
        ran = _stop(home)
        if ran:
            make_archive(home)
        return ran


@contextmanager
def stopped(made: Import) -> Iterator[None]:
    """Stop a data folder's server, and keep everyone from starting it while its store is filled by an import.

    What the import leaves behind is gone afterwards, and a complete store is in its place.

    Raises:
        ServerError: The server can't be stopped.
    """
    with hold(made.home.lock_file, LOCK_PATIENCE):
        try:
            _stop(made.home)
            yield
        finally:
            settle(made.home)


def importing(settings: Settings) -> Import:
    """An import for the data folder's server, by the version that runs it."""
    home, options = ServerHome.of(settings.home), ServerOptions.from_env()
    state = State.read(home.state_file)
    return Import(home, replace(options, version=state.version) if state else options)


def _stop(home: ServerHome) -> bool:
    """Stop the server; the caller holds the lock of the folder. Returns whether there was one."""
    state = living(home)
    process = process_of(state, home) if state else None
    if process is not None and store_trouble.has_given_up(home):
        _kill(process)  # closing would write the rest of what a full disk cut short, and spoil the log
    elif process is not None:
        _end(process)
    home.state_file.unlink(missing_ok=True)
    return process is not None


@contextmanager
def left_as_found(settings: Settings) -> Iterator[None]:
    """Stop the data folder's server afterwards, unless it ran before: for a command that only needs to look there."""
    idle = settings.uri is None and phase(settings) is Phase.STOPPED
    try:
        yield
    finally:
        if idle:
            stop(settings)


def close_after_failure(settings: Settings) -> ServerError | None:
    """Stop the data folder's server if its store has given up, and say why; the next command starts it again.

    A full disk is the usual reason.

    Returns:
        What to tell the user; None if the store still works.
    """
    home = ServerHome.of(settings.home)
    full = room.is_full(home)
    if not full and not store_trouble.has_given_up(home):
        return None
    with suppress(ServerError):  # the user has to see the first error
        stop(settings)
    if not full:
        return ServerError("The database stopped working, so the server was stopped.", "Run this command again.")
    return ServerError(
        f"The disk that holds {home.folder.parent} is full, so the server was stopped. Nothing was published of what "
        "was being written.",
        f"Free up at least {room.TO_START / 1e6:,.0f} MB there, then run this command again.",
    )


def restart(settings: Settings) -> None:
    """Kill the data folder's server, and start it again beside what this process does next, of the same version.

    For a server that no longer answers, or works on something that can't be stopped; the store recovers at its start.
    Whoever needs the server waits until it is ready; this process ends no sooner than it has been started.

    Raises:
        ServerError: It can't be killed.
    """
    home = ServerHome.of(settings.home)
    with hold(home.lock_file, LOCK_PATIENCE):
        state = State.read(home.state_file)
        process = process_of(state, home) if state else None
        if process is not None:
            _kill(process)
    options = ServerOptions.from_env()
    options = replace(options, version=state.version) if state else options
    threading.Thread(target=_start_again, args=(home, options), name="server restart").start()


def _start_again(home: ServerHome, options: ServerOptions) -> None:
    # What keeps it from starting is told to the one who needs it next.
    with suppress(LooplineError, OSError), hold(home.lock_file, LOCK_PATIENCE):
        if living(home) is None:
            Starter(home, options, silent).begin()


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
        if not _ended(process, _KILL_PATIENCE):
            raise ServerError(f"The server (process {process.pid}) can't be ended.", "Stop it by hand.")


def _end(process: psutil.Process) -> None:
    try:
        process.terminate()
        if not _ended(process, _STOP_PATIENCE):
            process.kill()
        if not _ended(process, _KILL_PATIENCE):
            raise ServerError(f"The server (process {process.pid}) does not stop.", "Stop it by hand.")
    except psutil.NoSuchProcess:
        return
    except psutil.Error as error:
        raise ServerError(
            f"The server (process {process.pid}) can't be stopped: {type(error).__name__}.",
            "Stop it as the user who started it.",
        ) from error


def _ended(process: psutil.Process, patience: float) -> bool:
    """Wait for the process to exit; True once it has."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        reap()
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(_TICK)
    return False


@contextmanager
def _reporting(report: Report | None) -> Iterator[Report]:
    if report is not None:
        yield report
        return
    with StderrReport() as drawn:
        yield drawn
