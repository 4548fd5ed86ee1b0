"""The server's folder inside the data folder, and the paths in it."""

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
        """The server's folder of a data folder, as a resolved path."""
        return cls(home.resolve() / "server")

    @property
    def conf(self) -> Path:
        """Folder of Neo4j's configuration."""
        return self.folder / "conf"

    @property
    def conf_file(self) -> Path:
        """Neo4j's configuration, rewritten at each start."""
        return self.conf / "neo4j.conf"

    @property
    def java_arguments(self) -> Path:
        """Java's argument file: the class path is too long for a command line on Windows."""
        return self.folder / "java.args"

    @property
    def class_list(self) -> Path:
        """The list of classes that the server loads; Java writes it if there is no archive of them yet."""
        return self.folder / "classes.list"

    @property
    def archive_recipe(self) -> Path:
        """The recipe for the archive of those classes."""
        return self.folder / "archive.json"

    @property
    def password_file(self) -> Path:
        """The password of the one user, readable by its owner only."""
        return self.folder / "password"

    @property
    def state_file(self) -> Path:
        """The note about the process that runs on this folder."""
        return self.folder / "state.json"

    @property
    def lock_file(self) -> Path:
        """The lock held while a server is started or stopped."""
        return self.folder / "start.lock"

    @property
    def initial_login(self) -> Path:
        """Where Neo4j looks for the first user's credentials when it creates its system database."""
        return self.folder / "data" / "dbms" / "auth.ini"

    @property
    def store(self) -> Path:
        """Folder of the databases."""
        return self.folder / "data" / "databases"

    @property
    def store_version(self) -> Path:
        """The Neo4j version that last opened the store."""
        return self.folder / "store-version"

    @property
    def importing(self) -> Path:
        """Folder of an import that is being made, with the files that it reads."""
        return self.folder / "import"

    @property
    def imported(self) -> Path:
        """The same folder once its store is complete and is to take the place of the server's."""
        return self.folder / "imported"

    @property
    def import_log(self) -> Path:
        """What the importer said when it failed."""
        return self.folder / "logs" / "import.log"

    @property
    def log(self) -> Path:
        """Neo4j's own log."""
        return self.folder / "logs" / "neo4j.log"

    @property
    def debug_log(self) -> Path:
        """What Neo4j logs about its own work, the reasons why a store does not open among it."""
        return self.folder / "logs" / "debug.log"

    @property
    def console(self) -> Path:
        """Java's output of the last start."""
        return self.folder / "logs" / "console.log"

    def prepare(self) -> None:
        """Create the folders, for their owner only.

        Raises:
            ServerError: The data folder is not writable.
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
    """Write a file that only its owner can read from the start."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
