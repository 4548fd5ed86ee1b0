"""`loopline db`: the Neo4j server, and how to connect to it with other tools."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import ServerError
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.server import Address

db = typer.Typer(help="Start, stop and inspect the Neo4j server.", no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


Output = Annotated[Format, typer.Option("--format", help="Output format.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(db, name="db")


@db.command()
def start(output: Output = Format.TEXT) -> None:
    """Start the server.

    The first start downloads Neo4j. Other commands start the server themselves when they need it.
    """
    from graph.server import ensure_running

    address = ensure_running(_own(Settings.from_env()))
    _show(output, _facts(address), f"Neo4j {address.version} is running at {address.uri} (process {address.pid}).")


@db.command()
def stop(output: Output = Format.TEXT) -> None:
    """Stop the server."""
    from graph.server import stop as stop_server

    settings = _own(Settings.from_env())
    stopped = stop_server(settings)
    message = "Server stopped." if stopped else f"No server was running on {settings.home}."
    _show(output, {"stopped": stopped}, message)


@db.command()
def status(output: Output = Format.TEXT) -> None:
    """Show whether the server is running, without starting it."""
    from graph.server import phase, running

    settings = Settings.from_env()
    if settings.uri is not None:
        facts = {"state": "running", **_external(settings), "pid": None, "home": str(settings.home)}
        _show(output, facts, f"Neo4j {facts['version']} answers at {settings.uri}; it is not managed by Loopline.")
        return
    address = running(settings)
    if address is not None:
        message = f"Neo4j {address.version} is running at {address.uri} (process {address.pid}) on {address.home}."
        _show(output, {"state": "running", **_facts(address), "pid": address.pid, "home": str(address.home)}, message)
        return
    nothing = {"uri": None, "username": None, "password_file": None, "database": None, "version": None, "pid": None}
    state = phase(settings)
    _show(
        output,
        {"state": str(state), **nothing, "home": str(settings.home)},
        f"The server on {settings.home} is {state}.",
    )


@db.command()
def info(output: Output = Format.TEXT) -> None:
    """Show how to connect with any Neo4j tool.

    Starts the server if it is not running.
    """
    from graph.server import ensure_running

    settings = Settings.from_env()
    facts = _external(settings) if settings.uri is not None else _facts(ensure_running(settings))
    _show(output, facts, _describe(facts))


@db.command("hash")
def hash_(output: Output = Format.TEXT) -> None:
    """Print a hash of all facts from the sources.

    Two graphs with the same facts from the same sources have the same hash, whatever the order of loads. Loads and
    derived facts do not count. Names and addresses count as the vault has them; ids that are hashed are the same only
    under the same key.
    """
    from graph.connection import connect
    from graph.loading.hashing import graph_hash
    from graph.vault.vault import known_vault

    settings = Settings.from_env()
    vault = known_vault(settings)
    with connect(settings) as runner:
        found = graph_hash(runner, vault)
    _show(output, {"hash": found}, found)


def _own(settings: Settings) -> Settings:
    """The settings, if Loopline manages the server.

    Raises:
        ServerError: `NEO4J_URI` names a server that Loopline does not manage.
    """
    if settings.uri is not None:
        raise ServerError(
            "NEO4J_URI names a server that Loopline does not manage.",
            "Start and stop it there, or unset NEO4J_URI to use Loopline's own server.",
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
            f"Database  {facts['database'] or 'server default'}",
            f"Version   Neo4j {facts['version']}",
            "",
            "Neo4j Browser, Bloom or Desktop: connect to the address with that user and password.",
            f"cypher-shell: NEO4J_PASSWORD={secret} cypher-shell -a {facts['uri']} -u {facts['username']}{database}",
        )
    )


def _show(output: Format, facts: dict[str, Any], text: str) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=2) if output is Format.JSON else text)
