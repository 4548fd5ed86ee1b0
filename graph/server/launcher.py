"""Start a server: jars, password, configuration, process, and the wait until it accepts our login."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import ServerError, StoreError
from graph.server import archive as archives
from graph.server import bolt, importer, java, process, room, startup_errors, store_trouble
from graph.server.address import Address
from graph.server.config import java_arguments, render_arguments, render_conf
from graph.server.download import ensure_jars
from graph.server.filelock import hold
from graph.server.home import ServerHome, write_private
from graph.server.jars import JarLock, entry_point, jar_folder
from graph.server.options import ServerOptions, version_numbers
from graph.server.password import USERNAME, ensure_password
from graph.server.progress import Report
from graph.server.state import State, marker, process_of, search
from graph.server.store_trouble import Trouble

LOCK_PATIENCE = 600.0  # seconds to wait for another starter
_START_PATIENCE = 300.0  # seconds for a start; recovering a large store after a crash can be slow
_TICK = 0.05
_PORTS = 5
_KILL_PATIENCE = 10.0

_children: list[subprocess.Popen[bytes]] = []  # kept so that a stopped server is reaped and no zombie process remains


@dataclass(frozen=True)
class Launch:
    """What a start of the process takes.

    Attributes:
        archive: Java's arguments for the class archive.
        mend: Cut off what a full disk left half written.
    """

    lock: JarLock
    program: java.Java
    class_path: list[Path]
    archive: list[str]
    mend: bool = False

    @property
    def records_classes(self) -> bool:
        """Whether the server notes down which classes it loads, for the next archive."""
        return any(word.startswith("-XX:DumpLoadedClassList=") for word in self.archive)


class PortTakenError(Exception):
    """The server exited because another program had taken its port."""


class Starter:
    """Ensures that a server runs on a folder: starts one, or takes over one that is starting.

    Args:
        home: The server's folder.
        options: How to run it.
        report: Called with progress.
    """

    def __init__(self, home: ServerHome, options: ServerOptions, report: Report) -> None:
        self._home = home
        self._options = options
        self._report = report

    def run(self) -> Address:
        """The address of a server that accepts our login; see `graph.server.ensure_running`."""
        lock = JarLock.read(self._options.version)
        self._home.prepare()
        class_path = ensure_jars(lock, self._options.cache, self._report)
        program = java.find(self._options.java, lock.java, lock.version)
        waiting = "Another loopline is starting the server; waiting for it"
        with hold(self._home.lock_file, LOCK_PATIENCE, lambda: self._report(waiting)):
            try:
                return self._take_over() or self._start(lock, program, class_path)
            except OSError as error:
                raise ServerError(
                    f"Can't write to {self._home.folder}: {error.strerror}.",
                    "Free up space and make the folder writable, or set LOOPLINE_HOME to another folder.",
                ) from error

    def begin(self) -> None:
        """Start a server without waiting for it; `run` takes it over. The caller holds the lock of the folder."""
        lock = JarLock.read(self._options.version)
        class_path = ensure_jars(lock, self._options.cache, self._report)
        program = java.find(self._options.java, lock.java, lock.version)
        importer.settle(self._home)
        self._spawn(Launch(lock, program, class_path, self._archive(lock, program, class_path)))

    def _take_over(self) -> Address | None:
        """The server whose starter died before it was ready; None if there is none, or it exits in the meantime."""
        state = living(self._home)
        if state is None:
            return None
        state.write(self._home.state_file)
        return self._ready(state) if self._await(state) else None

    def _ready(self, state: State) -> Address:
        write_private(self._home.store_version, state.version + "\n")
        return Address.of(state, self._home)

    def _start(self, lock: JarLock, program: java.Java, class_path: list[Path]) -> Address:
        importer.settle(self._home)
        self._check_store()
        self._check_room()
        launch = Launch(lock, program, class_path, self._archive(lock, program, class_path))
        self._report(f"Starting Neo4j {lock.version}")
        password = ensure_password(self._home)
        for _ in range(_PORTS):
            logged, noted = self._log_size(), store_trouble.log_size(self._home)
            child, state = self._spawn(launch)
            started = self._await(state, child)
            if self._half_written(launch, noted, child, started=started):
                launch = replace(launch, mend=True)
                continue
            if started:
                if not launch.records_classes:
                    make_archive(self._home)  # left by an earlier server that was killed or lost power
                return self._ready(state)
            self._home.state_file.unlink(missing_ok=True)
            try:
                self._explain(lock.version, startup_errors.read_since(self._home, logged), password, child.returncode)
            except PortTakenError:
                continue
        raise ServerError(f"{_PORTS} ports in a row were taken before the server could use them.", "Try again.")

    def _half_written(self, launch: Launch, noted: int, child: subprocess.Popen[bytes], *, started: bool) -> bool:
        """Whether a start has to be repeated so that it cuts off what a full disk left half written.

        Raises:
            ServerError: The store does not open, and that would not help.
        """
        trouble = store_trouble.trouble_since(self._home, noted, exited=not started)
        if launch.mend and not started:  # what is half written can claim any size, and so take all memory
            raise store_trouble.does_not_open(self._home, noted)
        if trouble is None:
            return False
        child.terminate()
        child.wait(_KILL_PATIENCE)
        self._home.state_file.unlink(missing_ok=True)
        if trouble is Trouble.HALF_WRITTEN and not launch.mend:
            self._report("The disk was full when the server last wrote; taking back what was half written")
            return True
        raise store_trouble.does_not_open(self._home, noted)

    def _spawn(self, launch: Launch) -> tuple[subprocess.Popen[bytes], State]:
        """Start the process and note it down, so that others find it."""
        main_class = entry_point(jar_folder(self._options.cache) / launch.lock.root.path)
        port = process.free_port()
        child = self._launch(launch, main_class, port)
        state = State(child.pid, process.created(child.pid), port, launch.lock.version)
        try:
            state.write(self._home.state_file)
        except OSError:
            child.kill()  # no later command would find it
            raise
        return child, state

    def _archive(self, lock: JarLock, program: java.Java, class_path: list[Path]) -> list[str]:
        """Java's arguments for the class archive; none for the user's own Java, which has its own."""
        if not program.bundled:
            return []
        target = archives.archive_path(self._options.cache, lock, program, class_path)
        return archives.archive_arguments(self._home, target, program, class_path)

    def _check_store(self) -> None:
        """Reject a store that a newer version has written: Neo4j's own message would be unclear."""
        try:
            written = self._home.store_version.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return
        if version_numbers(written) > version_numbers(self._options.version):
            raise ServerError(
                f"The store in {self._home.folder} was written by Neo4j {written}; "
                f"{self._options.version} can't read it.",
                f"Set LOOPLINE_NEO4J_VERSION to {written}, or set LOOPLINE_HOME to another folder.",
            )

    def _check_room(self) -> None:
        """Refuse to start on a full disk: Neo4j would hang and could not even log why."""
        free, needed = room.free_room(self._home.folder), room.TO_START
        if free < needed:
            raise ServerError(
                f"{self._home.folder} has {free / 1e6:.0f} MB free; Neo4j needs {needed / 1e6:.0f} MB to start.",
                "Free up some space, or set LOOPLINE_HOME to another folder.",
            )

    def _launch(self, launch: Launch, main_class: str, port: int) -> subprocess.Popen[bytes]:
        home = self._home
        arguments = java_arguments(self._options, launch.class_path, launch.archive)
        write_private(home.conf_file, render_conf(self._options, port, mend=launch.mend))
        write_private(home.java_arguments, render_arguments(arguments))
        write_private(home.console, "")
        command = [
            str(launch.program.program),
            f"@{home.java_arguments}",
            f"-Dloopline.version={self._options.version}",
            main_class,
            marker(home),
            f"--config-dir={home.conf}",
        ]
        with home.console.open("wb") as console:
            child = process.detached(command, console.fileno(), home.folder)
        _children.append(child)
        return child

    def _log_size(self) -> int:
        try:
            return self._home.log.stat().st_size
        except OSError:
            return 0

    def _await(self, state: State, child: subprocess.Popen[bytes] | None = None) -> bool:
        """Wait until the server accepts our login; False if it exits first.

        Raises:
            ServerError: It rejects our password, or takes too long.
        """
        password = Address.of(state, self._home).password
        until = time.monotonic() + _START_PATIENCE
        while time.monotonic() < until:
            server = process.of_child(child) if child is not None else process_of(state, self._home)
            if server is None:
                return False
            outcome = bolt.login(state.port, USERNAME, password) if process.listens(server, state.port) else None
            if outcome is bolt.Login.ACCEPTED:
                return True
            if outcome is bolt.Login.REFUSED:
                raise StoreError(
                    f"The server rejected the password in {self._home.password_file}.",
                    f"Put the right password there. Without it, {StoreError.REBUILD}",
                )
            time.sleep(_TICK)
        raise ServerError(
            f"Neo4j {state.version} is not ready after {_START_PATIENCE:.0f} seconds; it is still starting.",
            f"Try again in a few minutes, look at {self._home.log}, or stop it with `loopline db stop`.",
        )

    def _explain(self, version: str, text: str, password: str, code: int | None) -> None:
        """Raise the reason why a server exited during its start."""
        if startup_errors.cause_of(text) is startup_errors.PORT_TAKEN:
            raise PortTakenError
        raise startup_errors.explain(self._home, version, text, password, code)


def make_archive(home: ServerHome) -> None:
    """Create the archive recorded by a stopped server on this folder, in the background; nothing waits for it."""
    command = archives.making(home)
    if command is None:
        return
    with suppress(OSError):
        _children.append(process.detached(command[0], subprocess.DEVNULL, command[1]))


def living(home: ServerHome) -> State | None:
    """The server process on this folder, with or without a note, ready or not."""
    reap()
    state = State.read(home.state_file)
    if state is not None and process_of(state, home) is not None:
        return state
    return search(home)


def reap() -> None:
    """Reap servers of this process that have exited."""
    _children[:] = [child for child in _children if child.poll() is None]
