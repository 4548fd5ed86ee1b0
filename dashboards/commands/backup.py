"""`loopline backup` and `loopline restore`: one file from which everything is built again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.commands.db import Format, Output
from dashboards.tables import print_json
from graph.errors import Exit, LooplineError, UsageError
from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.kept.folder import KeptInputs


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="A new file.")],
    with_key: Annotated[
        bool,
        typer.Option("--with-key/--without-key", help="Put the key of people's names in, or keep it elsewhere."),
    ] = True,
    output: Output = Format.TEXT,
) -> None:
    """Write a backup: the kept inputs of all loads, what was entered about findings, the settings and the key.

    It tells the hash of the facts in the graph now, so that `loopline restore` can prove what it builds. Whoever has
    the file with its key can read people's names; without the key nobody can, and nothing can be restored.
    """
    from graph.kept.backup import Backup, write_backup
    from graph.noted_lock import load_lock

    settings = Settings.from_env()
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with load_lock(settings.home, "writing a backup"):
        inputs, key_file = _kept(settings)
        facts = Backup(
            datetime.now(UTC).replace(microsecond=0), len(inputs.published()), _hash(settings, inputs), with_key
        )
        path = file.expanduser().absolute()
        size = write_backup(path, settings.home, inputs.folder, key_file if with_key else None, facts)
    key = key_file is not None and with_key
    if output is Format.JSON:
        print_json({"file": str(path), "bytes": size, "loads": facts.loads, "hash": facts.hash, "key": key})
        return
    print(f"Backup of {say_count(facts.loads, 'load', 'loads')}: {path}, {size / 1e6:,.1f} MB.")
    print(f"  Hash of the facts: {facts.hash}")
    if key:
        print("  It holds the key to people's names: keep it where only you can read it.")
    else:
        where = key_file or "LOOPLINE_PERSON_KEY"
        print(f"  The key is not in it. Keep {where} elsewhere: without it nothing can be restored.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `loopline backup` wrote.")], output: Output = Format.TEXT
) -> None:
    """Build everything again from a backup, in an empty data folder (LOOPLINE_HOME).

    The facts are compared with those of the graph from which the backup was made; if they differ, the exit code says
    so.
    """
    from dashboards.commands.rebuild import build, say
    from graph.kept.backup import read_backup, unpack_backup
    from graph.kept.folder import inputs_folder
    from graph.server.home import ServerHome
    from graph.vault.key import VARIABLE, known_key

    settings = Settings.from_env()
    if settings.uri is not None:
        raise UsageError(
            "NEO4J_URI names a server that Loopline does not manage.", "Restore without it, into a data folder."
        )
    path = file.expanduser().absolute()
    facts = read_backup(path)
    folder = inputs_folder(settings)
    if ServerHome.of(settings.home).store.exists() or any(folder.glob("*")):
        raise UsageError(
            f"{settings.home} is in use. Nothing was restored.", "Set LOOPLINE_HOME to an empty folder, then restore."
        )
    if not facts.has_key and known_key(settings) is None:
        raise LooplineError(
            f"{path} was made without its key, and there is none here. Nothing was restored.",
            f"Copy person.key into {settings.home}, or set {VARIABLE}.",
        )
    unpack_backup(path, settings.home, folder)
    built = build(settings)
    if facts.hash:
        same = built.hash == facts.hash
        built.same = same
        built.proven = built.proven and same
        when = f"when the backup was made, {facts.made_at.astimezone():%Y-%m-%d %H:%M}"
        built.notes = [f"The facts are {'the same as' if same else 'not those of'} {when}."]
    say(built, output)
    if not built.proven:
        sys.exit(int(Exit.REFUSED))


def _kept(settings: Settings) -> tuple[KeptInputs, Path | None]:
    """The kept inputs and the file of their key.

    Raises:
        LooplineError: There are none.
    """
    from dashboards.replay import NOT_KEPT, kept_inputs

    inputs, key_file = kept_inputs(settings)
    if not inputs.published():
        raise LooplineError(f"No load's input is kept in {inputs.folder}. Nothing was written.", NOT_KEPT)
    return inputs, key_file


def _hash(settings: Settings, inputs: KeptInputs) -> str:
    """The hash of the facts; what a killed command left is settled before.

    Raises:
        LooplineError: A load of the graph is not kept, so that the backup would lack it.
    """
    from dashboards.replay import NOT_KEPT
    from graph.connection import connect
    from graph.loading.hashing import graph_hash
    from graph.loading.store import Store
    from graph.vault.vault import known_vault

    with connect(settings) as runner:
        numbers = Store(runner).numbers()
        inputs.settle(numbers)
        missing = len(numbers.keys() - {each.load_id for each in inputs.published()})
        if missing:
            raise LooplineError(
                f"The inputs of {say_count(missing, 'load', 'loads')} in the graph are not kept: a backup would lack "
                "them. Nothing was written.",
                NOT_KEPT,
            )
        return graph_hash(runner, known_vault(settings))
