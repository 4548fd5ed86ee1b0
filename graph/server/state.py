"""The note about the process that runs a data folder's server, and whether it is still valid."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph.server.home import ServerHome, write_private
from graph.server.process import is_own

_SLACK = 5.0  # seconds; the system derives a start time from the boot time, which clock corrections move


@dataclass(frozen=True)
class State:
    """Which process runs the server.

    Attributes:
        pid: Its process id.
        created: When that process started, seconds since 1970, to recognize another process with the same id.
        port: The loopback port of its Bolt connector.
        version: Its Neo4j version.
    """

    pid: int
    created: float
    port: int
    version: str

    def write(self, path: Path) -> None:
        """Replace the note atomically, so that no reader sees half of it."""
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        write_private(draft, json.dumps(asdict(self)) + "\n")
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> State | None:
        """The note, or None if there is none or it is not valid."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            state = cls(int(found["pid"]), float(found["created"]), int(found["port"]), str(found["version"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return state if state.pid > 0 and 0 < state.port < 65536 else None


def marker(home: ServerHome) -> str:
    """The command-line argument that shows which folder a server's process runs on."""
    return f"--home-dir={home.folder}"


def process_of(state: State, home: ServerHome) -> psutil.Process | None:
    """The living process of a note; None if it has exited or the id now belongs to another program."""
    try:
        process = psutil.Process(state.pid)
        if abs(process.create_time() - state.created) >= _SLACK or process.status() == psutil.STATUS_ZOMBIE:
            return None
        arguments = process.cmdline()  # empty for an instant after a start, before the system fills it in
        ours = is_own(process) and (not arguments or marker(home) in arguments)
    except psutil.Error:
        return None
    return process if ours else None


def search(home: ServerHome) -> State | None:
    """Find a server that runs on this folder without a note: whoever started it died before writing one."""
    sought = marker(home)
    for process in psutil.process_iter(["cmdline"]):
        arguments = process.info["cmdline"] or []
        if sought not in arguments or process.pid == os.getpid() or not is_own(process):
            continue
        version = next((word.partition("=")[2] for word in arguments if word.startswith("-Dloopline.version=")), "")
        port = last_port(home)
        try:
            if version and port and process.status() != psutil.STATUS_ZOMBIE:
                return State(process.pid, process.create_time(), port, version)
        except psutil.Error:
            continue
    return None


def last_port(home: ServerHome) -> int | None:
    """The port in the configuration of the last start."""
    try:
        text = home.conf_file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    match = re.search(r"^server\.bolt\.listen_address=127\.0\.0\.1:([0-9]{1,5})$", text, re.MULTILINE)
    return int(match[1]) if match else None
