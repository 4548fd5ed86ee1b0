"""The server's process: whose it is, where it listens, and how it is started."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil

from graph.errors import ServerError

_CONNECT_PATIENCE = 1.0


def is_own(process: psutil.Process) -> bool:
    """Whether a process belongs to the user of this one.

    Anyone can start a process with any command line. Where the system tells nothing of a process, it is not ours.
    """
    try:
        if sys.platform == "win32":
            return process.username() == psutil.Process().username()
        return process.uids().real == os.getuid()
    except psutil.Error:
        return False


def listens(process: psutil.Process, port: int) -> bool:
    """Whether this process listens on a loopback port, so that our password goes to no other program.

    Where the system does not tell, the answer is no.
    """
    if not _is_open(port):  # inspecting a process takes processor time that its start could use
        return False
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port for found in connections)


def _is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=_CONNECT_PATIENCE).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    """A free loopback port, another one at each start: nobody can wait for the server at its last one.

    Raises:
        ServerError: None is free.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError as error:
            raise ServerError(
                "There is no free port on 127.0.0.1.", "Close programs that hold many connections, then try again."
            ) from error
        return int(probe.getsockname()[1])


def detached(command: list[str], output: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that outlives its terminal and starter, with files private to the owner.

    Args:
        command: Program and arguments.
        output: Where its output goes, as a file descriptor.
        folder: Its working directory.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "LOOPLINE_"))}
    apart: dict[str, Any] = {"start_new_session": True, **private_files()}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environment,
        **apart,
    )


def private_files() -> dict[str, Any]:
    """What lets a child of this process make only files that its owner alone can read, where the system knows that."""
    return {} if sys.platform == "win32" else {"umask": 0o077}


def of_child(child: subprocess.Popen[bytes]) -> psutil.Process | None:
    """A child of this process while it lives. Its handle is reliable from the start."""
    try:
        return psutil.Process(child.pid) if child.poll() is None else None
    except psutil.NoSuchProcess:
        return None


def created(pid: int) -> float:
    """When a process started, seconds since 1970; 0 if it has exited."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0
