"""`loopline db`: the Neo4j server, and how any Neo4j tool connects to it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import ServerError
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.server import Address

db = typer.Typer(help="The Neo4j server: start, stop, state, address.", no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


Output = Annotated[Format, typer.Option("--format", help="How to print the result.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(db, name="db")


@db.command()
def start(output: Output = Format.TEXT) -> None:
    """Start the server.

    The first time, its files are fetched. Every other command starts it when it needs it.
    """
    from graph.server import ensure_running

    address = ensure_running(_own(Settings.from_env()))
    _say(output, _facts(address), f"Neo4j {address.version} is running at {address.uri} (process {address.pid}).")


@db.command()
def stop(output: Output = Format.TEXT) -> None:
    """Stop the server."""
    from graph.server import stop as stop_server

    settings = _own(Settings.from_env())
    stopped = stop_server(settings)
    said = "The server is stopped." if stopped else f"No server was running on {settings.home}."
    _say(output, {"stopped": stopped}, said)


@db.command()
def status(output: Output = Format.TEXT) -> None:
    """Say whether the server runs.

    Starts nothing.
    """
    from graph.server import phase, running

    settings = Settings.from_env()
    if settings.uri is not None:
        facts = {"state": "running", **_external(settings), "pid": None, "home": str(settings.home)}
        _say(output, facts, f"Neo4j {facts['version']} answers at {settings.uri}; Loopline does not run it.")
        return
    address = running(settings)
    if address is not None:
        said = f"Neo4j {address.version} is running at {address.uri} (process {address.pid}) on {address.home}."
        _say(output, {"state": "running", **_facts(address), "pid": address.pid, "home": str(address.home)}, said)
        return
    nothing = {"uri": None, "username": None, "password_file": None, "database": None, "version": None, "pid": None}
    state = phase(settings)
    _say(
        output,
        {"state": str(state), **nothing, "home": str(settings.home)},
        f"The server on {settings.home} is {state}.",
    )


@db.command()
def info(output: Output = Format.TEXT) -> None:
    """Print how any Neo4j tool connects.

    Starts the server where it does not run yet.
    """
    from graph.server import ensure_running

    settings = Settings.from_env()
    facts = _external(settings) if settings.uri is not None else _facts(ensure_running(settings))
    _say(output, facts, _describe(facts))


@db.command("hash")
def hash_(output: Output = Format.TEXT) -> None:
    """Print one hash of all that the sources say.

    Two graphs that hold the same facts of the same sources have the same one, in whatever order they came; loads and
    what is derived do not count.
    """
    from graph.connection import connect
    from graph.loading.hashing import graph_hash

    with connect(Settings.from_env()) as runner:
        found = graph_hash(runner)
    _say(output, {"hash": found}, found)


def _own(settings: Settings) -> Settings:
    """Settings of the server that Loopline runs.

    Raises:
        ServerError: `NEO4J_URI` names one that someone else runs.
    """
    if settings.uri is not None:
        raise ServerError(
            "NEO4J_URI names a server that Loopline does not run.",
            "Start and stop it where it runs, or unset NEO4J_URI to use the server that Loopline brings.",
        )
    return settings


def _facts(address: Address) -> dict[str, Any]:
    return {
        "uri": address.uri,
        "username": address.username,
        "password_file": str(address.password_file),
        "database": address.database,
        "version": address.version,
    }


def _external(settings: Settings) -> dict[str, Any]:
    from graph.connection import connect

    with connect(settings) as runner:
        version = runner.version()
    return {
        "uri": settings.uri,
        "username": settings.username,
        "password_file": None,
        "database": settings.database,
        "version": version,
    }


def _describe(facts: dict[str, Any]) -> str:
    kept = facts["password_file"]
    secret = f'"$(cat "{kept}")"' if kept else '"..."'
    database = f" -d {facts['database']}" if facts["database"] else ""
    return "\n".join(
        (
            f"Address   {facts['uri']}",
            f"User      {facts['username']}",
            f"Password  in the file {kept}" if kept else "Password  as in NEO4J_PASSWORD",
            f"Database  {facts['database'] or 'the default of the server'}",
            f"Version   Neo4j {facts['version']}",
            "",
            "Neo4j Browser, Bloom or Desktop: connect to the address with that user and password.",
            f"cypher-shell: NEO4J_PASSWORD={secret} cypher-shell -a {facts['uri']} -u {facts['username']}{database}",
        )
    )


def _say(output: Format, facts: dict[str, Any], said: str) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=2) if output is Format.JSON else said)
