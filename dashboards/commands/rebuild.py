"""`loopline rebuild`: build the store again from the kept inputs of its loads."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.commands.db import Format, Output
from dashboards.replay import NOT_KEPT, Replayed, kept_inputs, new_folder, ready, replay
from graph.errors import Exit, LooplineError, ServerError, StoreError, UsageError
from graph.settings import Settings
from graph.wording import say_count, say_list

if TYPE_CHECKING:
    from graph.kept.folder import Kept, KeptInputs


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rebuild")(rebuild)


def rebuild(
    into: Annotated[
        Path | None, typer.Option(help="A new data folder to build in; the one in use stays as it is.")
    ] = None,
    output: Output = Format.TEXT,
) -> None:
    """Build the store again from the kept inputs of its loads, and compare the two.

    Without --into it takes the place of the store in use, if it holds the same facts or that store no longer opens.
    What was there is moved aside, never deleted. To restore a backup, copy `inputs` and `person.key` into an empty
    data folder and run this command there.
    """
    built = build(Settings.from_env(), into)
    say(built, output)
    if not built.proven:
        sys.exit(int(Exit.REFUSED))


def build(settings: Settings, into: Path | None = None) -> Built:
    """Build a store from the kept inputs, in a new data folder or in the place of the store in use.

    Raises:
        LooplineError: Nothing was built or replaced; the message says why.
    """
    from graph.kept.replacement import as_rebuilding
    from graph.noted_lock import load_lock
    from graph.server import stop

    if into is None and settings.uri is not None:
        raise UsageError(
            "NEO4J_URI names a server that Loopline does not manage, so its store can't be replaced.",
            "Name a new data folder to build in: --into FOLDER.",
        )
    target = as_rebuilding(settings) if into is None else settings.at(new_folder(into, settings.home))
    with load_lock(settings.home, "rebuilding the store"):
        inputs, key_file = kept_inputs(settings)
        used = _used(settings, inputs, in_place=into is None)
        loads = [*inputs.published(), *inputs.staged()]
        missing = _missing(used, loads)
        if not loads:
            raise LooplineError(f"No load's input is kept in {inputs.folder}. Nothing was built.", NOT_KEPT)
        if into is None and missing:
            raise LooplineError(f"{_say_missing(missing)[:-1]}, so nothing was replaced.", NOT_KEPT)
        ready(target, key_file)
        try:
            built = Built(target.home, replay(inputs, loads, target, settings.home if into is None else target.home))
            built.compare(used, missing, target)
        finally:
            stop(target)
        if into is None and built.proven:
            built.put(settings, target)
    return built


@dataclass(frozen=True)
class _Used:
    """The store in use.

    Attributes:
        hash: The hash of its facts; empty if it does not open, or is not there.
        numbers: The number of each of its loads, by id; None if it can't be asked.
        why: Why it can't be compared; empty if it can.
    """

    hash: str = ""
    numbers: dict[str, int] | None = None
    why: str = ""


@dataclass
class Built:
    """What was built, and what is known of it.

    Attributes:
        home: The data folder in which it stands.
        loads: The loads, in order.
        hash: The hash of its facts.
        same: Whether the store in use has the same facts; None if it can't be compared.
        proven: Whether nothing speaks against using it.
        before: Where the store that was in use lies now.
        notes: What else is to be said.
    """

    home: Path
    loads: list[Replayed]
    hash: str = ""
    same: bool | None = None
    proven: bool = False
    before: Path | None = None
    notes: list[str] = field(default_factory=list)

    def compare(self, used: _Used, missing: int, target: Settings) -> None:
        """Compare with the store in use."""
        self.hash = _hash(target)
        self.same = self.hash == used.hash if used.hash else None
        self.proven = self.same is not False and not missing
        for load in self.loads:
            if not load.published:
                self.notes.append(f"Whether {load.said} had been published before is not known; it is now.")
        if missing:
            self.notes.append(_say_missing(missing))
        if self.same is False:
            self.notes.append("The facts differ from those of the store in use. Nothing was replaced.")
        elif self.same:
            self.notes.append("The facts are the same as those of the store in use.")
        else:
            self.notes.append(f"{used.why} So the two could not be compared; each load has the identity that it had.")

    def put(self, settings: Settings, target: Settings) -> None:
        """Put it in the place of the store in use."""
        from graph.kept.replacement import replace
        from graph.server import stop

        stop(settings)
        self.before = replace(settings.home, target.home)
        shutil.rmtree(target.home, ignore_errors=True)
        shutil.rmtree(settings.snapshots, ignore_errors=True)
        self.home = settings.home
        if self.before:
            self.notes.append(f"What was there before is in {self.before}; delete it when you no longer need it.")


def _used(settings: Settings, inputs: KeptInputs, *, in_place: bool) -> _Used:
    """What the store in use holds; inputs whose loads did not finish are settled if it can be asked."""
    from graph.connection import connect
    from graph.derive.derivation_log import Latest
    from graph.loading.store import Store
    from graph.server.home import ServerHome

    if settings.uri is None and not ServerHome.of(settings.home).store.exists():
        return _Used(why=f"There is no store in {settings.home}.")
    try:
        with connect(settings) as runner:
            numbers, older = Store(runner).numbers(), Latest.read(runner).older
    except ServerError as error:
        if in_place and not isinstance(error, StoreError):
            raise  # a server that can't be started now would not run the rebuilt store either
        return _Used(why=error.message)
    if not numbers:
        return _Used(why="The store in use has no loads.")
    inputs.settle(numbers)
    if older:
        return _Used(numbers=numbers, why="An older version filled the store in use, and kept no history.")
    try:
        return _Used(_hash(settings), numbers)
    except LooplineError as error:  # of the vault: its names come from the inputs, too
        return _Used(numbers=numbers, why=error.message)


def _hash(settings: Settings) -> str:
    from graph.connection import connect
    from graph.loading.hashing import graph_hash
    from graph.vault.vault import known_vault

    vault = known_vault(settings)
    with connect(settings) as runner:
        return graph_hash(runner, vault)


def _missing(used: _Used, loads: Sequence[Kept]) -> int:
    """How many loads of the store in use are not kept; by the gaps in the numbers if it can't be asked."""
    if used.numbers is not None:
        return len(used.numbers.keys() - {kept.load_id for kept in loads})
    numbers = {kept.number for kept in loads if kept.number}
    return max(numbers, default=0) - len(numbers)


def _say_missing(missing: int) -> str:
    which, verb = ("input", "is") if missing == 1 else ("inputs", "are")
    return f"The {which} of {say_count(missing, 'load', 'loads')} in the store in use {verb} not kept."


def say(built: Built, output: Format) -> None:
    """Print what was built."""
    if output is Format.JSON:
        facts: dict[str, Any] = {
            "home": str(built.home),
            "loads": [load.said for load in built.loads],
            "hash": built.hash,
            "same": built.same,
            "before": str(built.before) if built.before else None,
            "notes": built.notes,
        }
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    loads = say_list([load.said for load in built.loads])
    print(f"Built again from {say_count(len(built.loads), 'load', 'loads')}: {loads}.")
    for note in built.notes:
        print(f"  {note}")
    print(f"  Hash of the facts: {built.hash}")
    print(f"  Data folder: {built.home}")
