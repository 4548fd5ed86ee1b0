"""Where a running server is and how to log in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.server.home import ServerHome
from graph.server.password import USERNAME, known_password
from graph.server.state import State

DATABASE = "neo4j"


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

    @classmethod
    def of(cls, state: State, home: ServerHome) -> Address:
        """The address of the server that runs on a folder."""
        return cls(
            uri=f"bolt://127.0.0.1:{state.port}",
            username=USERNAME,
            password_file=home.password_file,
            database=DATABASE,
            version=state.version,
            pid=state.pid,
            home=home.folder.parent,
        )

    @property
    def password(self) -> str:
        """The password, read from its file at each call and kept nowhere.

        Raises:
            ServerError: The file is missing, can't be read, or holds no password.
        """
        return known_password(ServerHome.of(self.home))
