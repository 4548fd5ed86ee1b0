"""The server's folder inside the data folder, and where in it everything lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ServerError


@dataclass(frozen=True)
class ServerHome:
    """Paths of the server of one data folder.

    Attributes:
        folder: `server` in the data folder; Neo4j's own home.
    """

    folder: Path

    @classmethod
    def of(cls, home: Path) -> ServerHome:
        """The server's folder of a data folder, under its true name however it was reached."""
        return cls(home.resolve() / "server")

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
        """Java's argument file: the class path is too long for a command line on Windows."""
        return self.folder / "java.args"

    @property
    def class_list(self) -> Path:
        """Which classes the server loads; Java writes it where there is no archive of them yet."""
        return self.folder / "classes.list"

    @property
    def archive_recipe(self) -> Path:
        """What the archive of those classes is for and where it goes."""
        return self.folder / "archive.json"

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
            for folder in (
                self.folder,
                self.conf,
                self.log.parent,
                self.initial_login.parent.parent,
                self.initial_login.parent,
            ):
                folder.mkdir(mode=0o700, exist_ok=True)
                folder.chmod(0o700)
        except OSError as error:
            raise ServerError(
                f"Can't write to {self.folder}: {error.strerror}.",
                "Make the folder writable, or set LOOPLINE_HOME to another folder.",
            ) from error


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first moment on."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
