"""Check everything that Loopline depends on, and report what is wrong and how to fix it.

Each check is independent: one that fails does not hide the others. A check that can't be run is reported as such, never
left out.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from graph.connection import connect
from graph.doctor.checks import (
    Check,
    Verdict,
    check_addresses,
    check_files,
    check_memory_limit,
    check_read_only,
    check_time_limit,
    check_version,
    is_loopback,
)
from graph.doctor.inputs import check_inputs
from graph.doctor.names import check_key, check_names
from graph.errors import LooplineError
from graph.server import Address, ServerOptions, ensure_running, running
from graph.server import java as javas
from graph.server.archive import archive_path, refusal_file
from graph.server.home import ServerHome
from graph.server.jars import JarLock, damaged, jar_folder, missing
from graph.server.launcher import living
from graph.server.progress import Report
from graph.settings import Settings

_ROOM_WARN = 2_000_000_000
_ROOM_FAIL = 200_000_000


def examine(settings: Settings, options: ServerOptions, report: Report | None = None) -> Iterator[Check]:
    """Yield one check after another, each as soon as it is done.

    The data folder's server is started if it is not running and its files are present. On a server that someone else
    runs, a missing limit is only a warning, because Loopline's own read-only guard comes first.

    Args:
        settings: Data folder and server.
        options: How the data folder's server is run.
        report: Called with the progress of a start; None draws it on standard error.
    """
    yield _guarded("data folder", lambda: check_folder(settings.home))
    yield _guarded("disk", lambda: check_disk(settings.home))
    yield _guarded("person key", lambda: check_key(settings))
    if settings.uri is None:
        yield from _examine_own(settings, options, report)
    else:
        yield from _examine_server(settings, None)


def _examine_own(settings: Settings, options: ServerOptions, report: Report | None) -> Iterator[Check]:
    home = ServerHome.of(settings.home)
    yield _guarded("java", lambda: check_java(options))
    jars = _guarded("jars", lambda: check_jars(options))
    yield jars
    yield _guarded("class archive", lambda: check_archive(options))
    yield _guarded("password file", lambda: check_password_file(home))
    yield _guarded("store lock", lambda: check_store_lock(home, living(home) is not None))
    if jars.verdict is not Verdict.OK and running(settings) is None:
        yield Check("server", Verdict.WARN, "Not checked: some of its files are missing.", "Run `loopline db start`.")
        return
    try:
        address = ensure_running(settings, report, options)
    except LooplineError as error:
        yield Check("server", Verdict.FAIL, error.message, error.fix)
        return
    yield Check("server", Verdict.OK, f"Running at {address.uri}, process {address.pid}.")
    yield _guarded("port", lambda: check_port(address))
    yield from _examine_server(settings, address)


def _examine_server(settings: Settings, address: Address | None) -> Iterator[Check]:
    """Check login, version and limits of the server in use; `address` is given for our own."""
    try:
        with connect(settings) as runner:
            yield Check(
                "login", Verdict.OK, f"Logged in as {settings.username} at {address.uri if address else settings.uri}."
            )
            yield _guarded("version", lambda: check_version(runner.version()))
            lacking = Verdict.WARN if address is None else Verdict.FAIL
            host = "127.0.0.1" if address else urlsplit(settings.uri or "").hostname or ""
            yield _guarded("network access", lambda: check_addresses(runner, lacking, host))
            yield _guarded("file access", lambda: check_files(runner, lacking))
            yield _guarded("read-only session", lambda: check_read_only(runner))
            yield _guarded("time limit", lambda: check_time_limit(runner))
            yield _guarded("memory limit", lambda: check_memory_limit(runner))
            yield _guarded("names", lambda: check_names(settings, runner))
            yield _guarded("kept inputs", lambda: check_inputs(settings, runner))
    except LooplineError as error:
        circular = "loopline doctor" in error.fix
        yield Check(
            "login", Verdict.FAIL, error.message, "Start that server, or check NEO4J_URI." if circular else error.fix
        )


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except LooplineError as error:
        return Check(name, Verdict.FAIL, error.message, error.fix)
    except OSError as error:
        return Check(name, Verdict.FAIL, f"{type(error).__name__}: {error.strerror}.", "Fix that and try again.")


def check_folder(home: Path) -> Check:
    """Check that the data folder is writable."""
    probe = home / f".doctor.{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
    except OSError as error:
        return Check(
            "data folder",
            Verdict.FAIL,
            f"Can't write to {home}: {error.strerror}.",
            "Make it writable, or set LOOPLINE_HOME to another folder.",
        )
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return Check("data folder", Verdict.OK, f"{home} is writable.")


def check_disk(home: Path) -> Check:
    """Check that there is disk space for the store to grow."""
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    found = f"{free / 1e9:.1f} GB free at {home}."
    if free >= _ROOM_WARN:
        return Check("disk", Verdict.OK, found)
    verdict = Verdict.FAIL if free < _ROOM_FAIL else Verdict.WARN
    return Check("disk", verdict, found, "Free up some space, or set LOOPLINE_HOME to a folder on another disk.")


def check_java(options: ServerOptions) -> Check:
    """Check that there is a Java for this Neo4j version."""
    lock = JarLock.read(options.version)
    found = javas.find(options.java, lock.java, lock.version)
    return Check(
        "java",
        Verdict.OK,
        f"Java {found.major} ({found.program}); Neo4j {lock.version} needs Java {lock.java} or newer.",
    )


def check_jars(options: ServerOptions) -> Check:
    """Check that every jar is present and has the locked hash."""
    lock = JarLock.read(options.version)
    folder = jar_folder(options.cache)
    broken = damaged(lock.jars, options.cache)
    if broken:
        names = ", ".join(jar.path.rpartition("/")[2] for jar in broken[:3])
        return Check(
            "jars",
            Verdict.FAIL,
            f"{len(broken)} of {len(lock.jars)} jars in {folder} are damaged: {names}.",
            "Run `loopline db stop`, then `loopline db start` to download them again.",
        )
    absent = missing(lock, options.cache)
    if absent:
        return Check(
            "jars",
            Verdict.WARN,
            f"{len(absent)} of {len(lock.jars)} jars for Neo4j {lock.version} are not in {folder} yet.",
            "Run `loopline db start` to download them.",
        )
    return Check("jars", Verdict.OK, f"{len(lock.jars)} jars for Neo4j {lock.version} in {folder}; all hashes match.")


def check_archive(options: ServerOptions) -> Check:
    """Report whether there is a class archive; at most a warning, since an archive only saves time."""
    name = "class archive"
    lock = JarLock.read(options.version)
    program = javas.find(options.java, lock.java, lock.version)
    if not program.bundled:
        return Check(name, Verdict.OK, "Not used: the Java in LOOPLINE_JAVA has its own.")
    folder = jar_folder(options.cache)
    path = archive_path(options.cache, lock, program, [folder / jar.path for jar in lock.jars])
    if path.is_file():
        return Check(name, Verdict.OK, f"{path}, {path.stat().st_size / 1e6:.0f} MB: the server starts faster.")
    refusal = refusal_file(path)
    if refusal.exists():
        return Check(
            name, Verdict.WARN, f"Java could not create it; {refusal} says why.", "Delete that file to try again."
        )
    return Check(
        name, Verdict.OK, "None yet: it is created in the background after a server that has answered queries stops."
    )


def check_password_file(home: ServerHome) -> Check:
    """Check that nobody else can read the password."""
    name = "password file"
    if not home.password_file.exists():
        if (home.store / "system").exists():
            return Check(
                name,
                Verdict.FAIL,
                f"{home.password_file} is missing, and the store needs it.",
                f"Restore the file, or move {home.folder} out of the way and load the data again.",
            )
        return Check(name, Verdict.OK, "None yet: the first start creates it.")
    if sys.platform == "win32":
        return Check(name, Verdict.OK, f"{home.password_file}; its folder belongs to this user.")
    for path, wanted in ((home.password_file, 0o600), (home.folder, 0o700)):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & ~wanted:
            return Check(
                name,
                Verdict.FAIL,
                f"Other users can access {path} (mode {mode:04o}).",
                f"Run `chmod {wanted:o} '{path}'`.",
            )
    return Check(name, Verdict.OK, f"{home.password_file}, mode 0600.")


def check_store_lock(home: ServerHome, served: bool) -> Check:  # noqa: FBT001 - asked in one place
    """Check that no other program has the store open.

    Args:
        home: The server's folder.
        served: Whether our own server is running, which then holds the lock.
    """
    name = "store lock"
    path = home.store / "store_lock"
    if served:
        return Check(name, Verdict.OK, "Held by this data folder's server.")
    if not path.exists() or _lockable(path):
        return Check(name, Verdict.OK, "Free.")
    return Check(
        name,
        Verdict.FAIL,
        f"Another program has the store in {home.folder} open.",
        "Stop the Neo4j that is running on this data folder (on another machine, if the folder is shared).",
    )


def _lockable(path: Path) -> bool:
    """Whether the lock that Java takes on a file is free."""
    with path.open("r+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def check_port(address: Address) -> Check:
    """Check that the server listens on loopback only."""
    try:
        open_ports = [
            connection.laddr
            for connection in psutil.Process(address.pid).net_connections(kind="inet")
            if connection.laddr and (connection.status == psutil.CONN_LISTEN or connection.type == socket.SOCK_DGRAM)
        ]
    except psutil.Error as error:
        return Check("port", Verdict.WARN, f"The operating system does not allow this check ({type(error).__name__}).")
    outside = [f"{found.ip}:{found.port}" for found in open_ports if not is_loopback(found.ip)]
    if outside:
        return Check(
            "port",
            Verdict.FAIL,
            f"The server listens on {', '.join(outside)}, where other machines can reach it.",
            "Run `loopline db stop`, then `loopline db start`. If the problem stays, report it.",
        )
    return Check(
        "port", Verdict.OK, f"Only {', '.join(sorted({str(found.port) for found in open_ports}))} on 127.0.0.1."
    )
