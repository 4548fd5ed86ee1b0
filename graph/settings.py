"""Where Loopline keeps its data and which Neo4j it talks to, read from the environment once per command."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

import platformdirs

from graph.errors import UsageError

_SERVER_VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@dataclass(frozen=True)
class Settings:
    """Settings of one command.

    Attributes:
        home: The data folder: server, quarantine files, logs.
        uri: Address of a Neo4j that someone else runs; None means the server in `home`.
        username: Username at that server.
        password: Password at that server; never shown.
        database: Database at that server; None means its default.
        names: Where people's names and addresses are kept: in the vault, or in the graph itself.
    """

    home: Path
    uri: str | None = None
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None
    names: Literal["vault", "graph"] = "vault"

    @classmethod
    def from_env(cls) -> Settings:
        """Read `LOOPLINE_HOME`, `LOOPLINE_NAMES` and the four `NEO4J_` variables.

        Raises:
            UsageError: A server variable is set but `NEO4J_URI` is not, or `LOOPLINE_NAMES` is neither word.
        """
        home = Path(os.environ.get("LOOPLINE_HOME") or platformdirs.user_data_dir("loopline", appauthor=False))
        uri = os.environ.get("NEO4J_URI") or None
        if uri is None:
            stray = [name for name in _SERVER_VARIABLES if os.environ.get(name)]
            if stray:
                raise UsageError(
                    f"{stray[0]} is set, but NEO4J_URI is not.",
                    f"Set NEO4J_URI as well, or unset {stray[0]} to use Loopline's own server.",
                )
        return cls(
            home=home.expanduser().absolute(),
            uri=uri,
            username=os.environ.get("NEO4J_USERNAME") or "neo4j",
            password=os.environ.get("NEO4J_PASSWORD", ""),
            database=os.environ.get("NEO4J_DATABASE") or None,
            names=_names(os.environ.get("LOOPLINE_NAMES") or "vault"),
        )

    @property
    def snapshots(self) -> Path:
        """Where contact records are cached, so that an unchanged graph is not read twice."""
        return self.home / "snapshots"

    @property
    def inputs(self) -> Path:
        """Where the inputs of loads are kept, with notes on loads that wait or were dropped."""
        return self.home / self.of_graph("inputs")

    def of_graph(self, name: str) -> str:
        """The name of a file or folder that belongs to one graph: each server and database has its own."""
        if self.uri is None:
            return name
        place = urlsplit(self.uri)
        parts = [place.hostname or self.uri, str(place.port or 7687), *([self.database] if self.database else [])]
        return f"{name}-{re.sub(r'[^A-Za-z0-9.]+', '_', '-'.join(parts))}"

    def at(self, home: Path) -> Settings:
        """The same settings with another data folder and Loopline's own server."""
        return replace(self, home=home, uri=None, username="neo4j", password="", database=None)


def _names(given: str) -> Literal["vault", "graph"]:
    if given not in ("vault", "graph"):
        raise UsageError(
            "LOOPLINE_NAMES must be vault or graph.",
            "Unset it to keep names and addresses in the vault; graph keeps them in the graph and closes the console.",
        )
    return cast("Literal['vault', 'graph']", given)
