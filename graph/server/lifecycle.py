"""Start, find and stop the one server of a data folder.

However many `loopline` processes there are, one server runs on one folder: starting and stopping happen under a lock that
the operating system releases when its holder dies, and whoever comes next takes over what a dead starter left behind. The
server belongs to no process: it outlives its starter until `stop`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from graph.errors import ServerError
from graph.server import bolt, java, trouble
from graph.server.config import java_arguments, render_arguments, render_conf
from graph.server.fetching import ensure_jars
from graph.server.filelock import hold
from graph.server.home import (
    DATABASE,
    USERNAME,
    ServerHome,
    State,
    ensure_password,
    last_port,
    marker,
    process_of,
    search,
    write_private,
)
from graph.server.jars import JarLock, damaged, entry_point, jar_folder
from graph.server.options import ServerOptions
from graph.server.progress import Report, StderrReport
from graph.settings import Settings

_LOCK_PATIENCE = 600.0  # seconds to wait for another starter
_START_PATIENCE = 300.0  # seconds for a start; recovering a large store after a crash takes its time
_STOP_PATIENCE = 120.0  # seconds for a stop before the process is killed; a checkpoint of a large store takes its time
_KILL_PATIENCE = 10.0
_TICK = 0.05
_PORTS = 5

_children: list[subprocess.Popen[bytes]] = []  # kept so that an ended server is reaped and no half-dead process remains


@dataclass(frozen=True)
class Address:
    """Where the server is and how to log in.

    Attributes:
        uri: Bolt address on loopback.
        username: The one user.
        password_file: File with the password, readable by its owner alone.
        database: The one database.
        version: Neo4j version.
        pid: Process id.
        home: The data folder.
    """

    uri: str
    username: str
    password_file: Path
    database: str
    version: str
    pid: int
    home: Path
    port: int = field(repr=False)

    @property
    def password(self) -> str:
        """The password, read from its file at each call.

        Raises:
            ServerError: The file is gone or can't be read.
        """
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ServerError(
                f"{self.password_file} can't be read: {error.strerror}.", "Put the file back, or run `loopline doctor`."
            ) from error


def ensure_running(
    settings: Settings, on_progress: Report | None = None, options: ServerOptions | None = None
) -> Address:
    """The server of the data folder, started if need be; returns once it takes our login.

    Args:
        settings: Whose `home` is the data folder.
        on_progress: Told what happens; None draws on standard error.
        options: How to run a server that has to be started; None reads the environment.

    Raises:
        ServerError: It can't be started; the message carries the end of its log and what to do.
        UsageError: An environment variable makes no sense.
    """
    address = running(settings)
    if address is not None:
        return address
    with _reporting(on_progress) as report:
        return _Starter(settings, options or ServerOptions.from_env(), report).run()


def running(settings: Settings) -> Address | None:
    """The running server of the data folder, if there is one that answers; starts nothing."""
    home = ServerHome.of(settings.home)
    state = State.read(home.state_file)
    if state is None or process_of(state, home) is None or not bolt.answers(state.port):
        return None
    return _address(state, home)


def stop(settings: Settings) -> bool:
    """Stop the server of the data folder; True where there was one.

    It is asked first, and has two minutes to write its store; only then is it killed.

    Raises:
        ServerError: It can't be ended.
    """
    home = ServerHome.of(settings.home)
    if not home.folder.is_dir():
        return False
    with hold(home.lock_file, _LOCK_PATIENCE):
        state = _living(home)
        process = process_of(state, home) if state else None
        if process is not None:
            _end(process)
        home.state_file.unlink(missing_ok=True)
        return process is not None


def _end(process: psutil.Process) -> None:
    try:
        process.terminate()
        _wait(process, _STOP_PATIENCE)
        if process.is_running():
            process.kill()
            _wait(process, _KILL_PATIENCE)
    except psutil.NoSuchProcess:
        return
    except psutil.Error as error:
        raise ServerError(
            f"The server (process {process.pid}) can't be ended: {error}.", "End it as the user who started it."
        ) from error


def _wait(process: psutil.Process, patience: float) -> None:
    """Wait for the end; a child of this process is reaped by its own handle."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        _reap()
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(_TICK)


def _reap() -> None:
    _children[:] = [child for child in _children if child.poll() is None]


def _living(home: ServerHome) -> State | None:
    """The server on this folder, with or without a note. Call it under the lock."""
    _reap()
    state = State.read(home.state_file)
    if state is not None and process_of(state, home) is not None:
        return state
    return search(home)


def _address(state: State, home: ServerHome) -> Address:
    return Address(
        uri=f"bolt://127.0.0.1:{state.port}",
        username=USERNAME,
        password_file=home.password_file,
        database=DATABASE,
        version=state.version,
        pid=state.pid,
        home=home.folder.parent,
        port=state.port,
    )


@contextmanager
def _reporting(report: Report | None) -> Iterator[Report]:
    if report is not None:
        yield report
        return
    with StderrReport() as drawn:
        yield drawn


class _Starter:
    """One attempt to have a running server on a folder."""

    def __init__(self, settings: Settings, options: ServerOptions, report: Report) -> None:
        self._settings = settings
        self._home = ServerHome.of(settings.home)
        self._options = options
        self._report = report

    def run(self) -> Address:
        lock = JarLock.read(self._options.version)
        self._home.prepare()
        class_path = ensure_jars(lock, self._options.cache, self._report)
        program = java.find(self._options.java, lock.java, lock.version)
        waiting = "Another loopline is starting the server; waiting for it"
        with hold(self._home.lock_file, _LOCK_PATIENCE, lambda: self._report(waiting)):
            state = _living(self._home)
            if state is None:
                self._check_store()
                return self._start(lock, program, class_path)
            # Started by someone who died before it was ready: wait for it as they would have.
            state.write(self._home.state_file)
            self._await(state, self._log_size(), None)
            return _address(state, self._home)

    def _check_store(self) -> None:
        """Refuse to open a store that a newer version has written: it would be refused later, in worse words."""
        try:
            written = self._home.store_version.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return
        if _numbers(written) > _numbers(self._options.version):
            raise ServerError(
                f"The store in {self._home.folder} was written by Neo4j {written}; {self._options.version} can't read it.",
                f"Set LOOPLINE_NEO4J_VERSION to {written}, or move the data folder with LOOPLINE_HOME.",
            )

    def _start(self, lock: JarLock, program: java.Java, class_path: list[Path]) -> Address:
        self._report(f"Starting Neo4j {lock.version}")
        main_class = entry_point(jar_folder(self._options.cache) / lock.root.path)
        for attempt in range(_PORTS):
            password = ensure_password(self._home)
            port = free_port(last_port(self._home) if attempt == 0 else None)
            size = self._log_size()
            process = self._launch(program, class_path, main_class, port)
            state = State(process.pid, psutil.Process(process.pid).create_time(), port, lock.version)
            state.write(self._home.state_file)
            try:
                self._await(state, size, process)
            except _PortTaken:
                continue
            write_private(self._home.store_version, lock.version + "\n")
            return _address(state, self._home)
        del password
        raise ServerError(f"{_PORTS} ports in a row were taken before the server could use them.", "Try again.")

    def _launch(
        self, program: java.Java, class_path: list[Path], main_class: str, port: int
    ) -> subprocess.Popen[bytes]:
        home = self._home
        write_private(home.conf_file, render_conf(self._options, port))
        arguments = java_arguments(self._options, class_path)
        write_private(home.java_arguments, render_arguments(arguments))
        command = [
            str(program.program),
            f"@{home.java_arguments}",
            f"-Dloopline.version={self._options.version}",
            main_class,
            marker(home),
            f"--config-dir={home.conf}",
        ]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "LOOPLINE_"))
        }
        with home.console.open("wb") as console:
            home.console.chmod(0o600)
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                cwd=home.folder,
                env=environment,
                **_DETACHED,
            )
        _children.append(process)
        return process

    def _log_size(self) -> int:
        try:
            return self._home.log.stat().st_size
        except OSError:
            return 0

    def _await(self, state: State, log_size: int, child: subprocess.Popen[bytes] | None) -> None:
        """Wait until the server takes our login.

        Raises:
            _PortTaken: It ended because its port was taken.
            ServerError: It ended, or refuses our password, or takes too long.
        """
        password = self._home.password_file.read_text(encoding="utf-8").strip()
        until = time.monotonic() + _START_PATIENCE
        while time.monotonic() < until:
            if child is not None:
                child.poll()
            process = process_of(state, self._home)
            if process is None:
                self._home.state_file.unlink(missing_ok=True)
                raise self._failure(state, log_size, password, child)
            if _listens(process, state.port):
                outcome = bolt.login(state.port, USERNAME, password)
                if outcome is bolt.Login.ACCEPTED:
                    return
                if outcome is bolt.Login.REFUSED:
                    raise ServerError(
                        f"The server refuses the password in {self._home.password_file}.",
                        f"Put the right password into that file, or move {self._home.folder} away and load the data again.",
                    )
            time.sleep(_TICK)
        raise ServerError(
            f"Neo4j {state.version} has not been ready for {_START_PATIENCE:.0f} seconds; it goes on starting.",
            f"Try again in a while, or look at {self._home.log}.",
        )

    def _failure(self, state: State, log_size: int, password: str, child: subprocess.Popen[bytes] | None) -> Exception:
        text = trouble.read_since(self._home, log_size)
        if trouble.cause_of(text) is trouble.PORT_TAKEN:
            return _PortTaken()
        lock = JarLock.read(state.version)
        for jar in damaged(lock.jars, self._options.cache):
            (jar_folder(self._options.cache) / jar.path).unlink(missing_ok=True)
            return ServerError(
                f"Neo4j {state.version} did not start: {jar.path.rpartition('/')[2]} was damaged.",
                "Try again: it has been removed and will be fetched anew.",
            )
        return trouble.explain(self._home, state.version, text, password, child.returncode if child else None)


class _PortTaken(Exception):
    """The server ended because another program had taken its port."""


if sys.platform == "win32":
    _DETACHED: dict[str, int] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    _DETACHED: dict[str, int] = {"start_new_session": True, "umask": 0o077}


def free_port(wished: int | None = None) -> int:
    """A free loopback port: the wished one where it is still free, so that other tools find the server again."""
    for port in (wished or 0, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError("No port is free on 127.0.0.1.", "End programs that hold many connections, and try again.")


def _listens(process: psutil.Process, port: int) -> bool:
    """Whether this very process listens there, so that our password goes to no other program."""
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:  # the system doesn't let us look: what is left is to ask
        return bolt.answers(port)
    return any(found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port for found in connections)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]
