"""The server's folder inside the data folder: its files, its password, and the note on which process runs on it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph.errors import ServerError

USERNAME = "neo4j"
DATABASE = "neo4j"
_ITERATIONS = 1024
_SLACK = 5.0  # seconds; the system derives a start time from the boot time, which clock corrections move


@dataclass(frozen=True)
class ServerHome:
    """Paths of the server of one data folder.

    Attributes:
        folder: `server` in the data folder; Neo4j's own home.
    """

    folder: Path

    @classmethod
    def of(cls, home: Path) -> ServerHome:
        """The server's folder of a data folder."""
        return cls(home / "server")

    @property
    def conf(self) -> Path:
        """Folder of Neo4j's configuration."""
        return self.folder / "conf"

    @property
    def conf_file(self) -> Path:
        """Neo4j's configuration, written anew at each start."""
        return self.conf / "neo4j.conf"

    @property
    def java_arguments(self) -> Path:
        """What Java is called with, in its own argument file: the class path is too long for a command line on Windows."""
        return self.folder / "java.args"

    @property
    def password_file(self) -> Path:
        """The password of the one user, readable by its owner alone."""
        return self.folder / "password"

    @property
    def state_file(self) -> Path:
        """Which process runs on this folder."""
        return self.folder / "state.json"

    @property
    def lock_file(self) -> Path:
        """Held while a server is started or stopped."""
        return self.folder / "start.lock"

    @property
    def initial_login(self) -> Path:
        """Where Neo4j looks for the first user's credential when it makes its system database."""
        return self.folder / "data" / "dbms" / "auth.ini"

    @property
    def store(self) -> Path:
        """Folder of the databases."""
        return self.folder / "data" / "databases"

    @property
    def store_version(self) -> Path:
        """Which Neo4j last opened the store."""
        return self.folder / "store-version"

    @property
    def log(self) -> Path:
        """Neo4j's own log."""
        return self.folder / "logs" / "neo4j.log"

    @property
    def console(self) -> Path:
        """What Java prints, of the last start."""
        return self.folder / "logs" / "console.log"

    def prepare(self) -> None:
        """Make the folders, for their owner alone.

        Raises:
            ServerError: The data folder can't be written to.
        """
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.folder, self.conf, self.log.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
                folder.chmod(0o700)
        except OSError as error:
            raise ServerError(
                f"{self.folder} can't be written to: {error.strerror}.",
                "Make the folder writable, or move it with LOOPLINE_HOME.",
            ) from error


@dataclass(frozen=True)
class State:
    """Which process runs the server.

    Attributes:
        pid: Its process id.
        created: When that process started, seconds since 1970, so that another process with the same id is told apart.
        port: The loopback port of its Bolt connector.
        version: Its Neo4j version.
    """

    pid: int
    created: float
    port: int
    version: str

    def write(self, path: Path) -> None:
        """Replace the note in one step, so that no reader sees half of it."""
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        write_private(draft, json.dumps(asdict(self)) + "\n")
        draft.replace(path)

    @classmethod
    def read(cls, path: Path) -> State | None:
        """The note, or None where there is none or it makes no sense."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            state = cls(int(found["pid"]), float(found["created"]), int(found["port"]), str(found["version"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return state if state.pid > 0 and 0 < state.port < 65536 else None


def marker(home: ServerHome) -> str:
    """The command-line argument by which a server's process says which folder it runs on."""
    return f"--home-dir={home.folder}"


def process_of(state: State, home: ServerHome) -> psutil.Process | None:
    """The living process that a note tells of; None where it is gone or the id now belongs to another program."""
    try:
        process = psutil.Process(state.pid)
        ours = (
            abs(process.create_time() - state.created) < _SLACK
            and process.status() != psutil.STATUS_ZOMBIE
            and marker(home) in process.cmdline()
        )
    except psutil.Error:
        return None
    return process if ours else None


def search(home: ServerHome) -> State | None:
    """Find a server that runs on this folder without a note: whoever started it died before writing one."""
    sought = marker(home)
    for process in psutil.process_iter(["cmdline"]):
        arguments = process.info["cmdline"] or []
        if sought not in arguments or process.pid == os.getpid():
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


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first moment on."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def ensure_password(home: ServerHome) -> str:
    """The password; on the first start a random one, told to Neo4j as a salted hash.

    Neo4j reads the hash when it makes its system database. Its own program for this takes a second Java start and shows
    the password to everyone who lists processes.

    Raises:
        ServerError: The password is lost while the store still asks for it.
    """
    if home.password_file.exists():
        password = home.password_file.read_text(encoding="utf-8").strip()
        if password and (home.initial_login.exists() or (home.store / "system").exists()):
            home.password_file.chmod(0o600)
            return password
    if (home.store / "system").exists():
        raise ServerError(
            f"The password of the store is lost: {home.password_file} is missing or empty.",
            f"Put that file back, or move {home.folder} away and load the data again.",
        )
    password = secrets.token_urlsafe(24)
    write_private(home.password_file, password + "\n")
    home.initial_login.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(home.initial_login, credential(password, secrets.token_bytes(32)))
    return password


def credential(password: str, salt: bytes) -> str:
    """A line of Neo4j's file of initial users: `user:SHA-256,hash,salt,rounds:` with hash and salt in hexadecimal."""
    digest = salt + password.encode()
    for _ in range(_ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex()},{salt.hex()},{_ITERATIONS}:\n"
