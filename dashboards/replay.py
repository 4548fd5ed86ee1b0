"""Load kept inputs again into another data folder: what `rebuild` and `as-of` share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import LooplineError, UsageError
from graph.settings import Settings

if TYPE_CHECKING:
    from datetime import date

    from graph.kept.folder import Kept, KeptInputs

NOT_KEPT = (
    "Inputs are kept from this version on. Load the files of the earlier loads again: nothing is written twice, and "
    "their inputs are kept then."
)
"""What to do about loads whose inputs are not kept."""


@dataclass(frozen=True)
class Replayed:
    """A load that was done again.

    Attributes:
        said: Source and date, in words.
        published: Whether it is known to have been published before.
    """

    said: str
    published: bool


def new_folder(into: Path, home: Path) -> Path:
    """A folder to build in.

    Raises:
        UsageError: It is not empty, or is the data folder itself.
    """
    folder = into.expanduser().absolute()
    if folder == home or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise UsageError(f"{folder} is not an empty folder.", "Name a new folder: --into FOLDER.")
    return folder


def kept_inputs(settings: Settings) -> tuple[KeptInputs, Path | None]:
    """The kept inputs, and the file with their key; None if the environment gives the key.

    Raises:
        LooplineError: Nothing was loaded yet, or the key is lost.
    """
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.vault.key import VARIABLE, key_file, known_key

    folder = inputs_folder(settings)
    key = known_key(settings)
    if key is None:
        if any(folder.glob("*.input")):
            raise LooplineError(
                f"The inputs in {folder} can't be opened: {VARIABLE} is not set, and there is no "
                f"{key_file(settings.home)}.",
                f"Set {VARIABLE} as in the earlier loads, or restore person.key from a backup.",
            )
        raise LooplineError(f"Nothing was loaded into {settings.home} yet.", "Load files first: loopline load PATH ...")
    return KeptInputs(folder, key), key_file(settings.home) if key.origin != VARIABLE else None


def ready(target: Settings, key_file: Path | None) -> None:
    """An empty data folder with the key; what a command that was ended has left there goes."""
    from graph.server import stop

    if target.home.exists() and any(target.home.iterdir()):
        stop(target)
        shutil.rmtree(target.home)
    if key_file is not None:
        target.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy2(key_file, target.home / key_file.name)


def replay(
    inputs: KeptInputs, loads: Sequence[Kept], target: Settings, lists: Path, last: date | None = None
) -> list[Replayed]:
    """Load kept inputs into a data folder, in their order; then derive, and compute findings with their ledger.

    The ledger is not worked out month by month again: it is what was kept of it.

    Args:
        inputs: The kept inputs.
        loads: Which of them.
        target: The data folder to load into.
        lists: The data folder that lists the rows set aside.
        last: The ledger as it was known at this date; as it is now by default.

    Raises:
        LooplineError: An input can't be read, or gives another load than it did.
    """
    from dashboards.loads.run import Way, run_load, run_refresh
    from graph.kept.folder import inputs_folder
    from graph.loading.review import Approval

    done: list[Replayed] = []
    profile = None
    for at, kept in enumerate(loads, 1):
        given = inputs.read(kept)
        said = f"{given.source} as of {given.as_of.isoformat()}"
        print(f"Load {at:,} of {len(loads):,}: {said}", file=sys.stderr)
        agreed = Approval("", given.approved) if given.approved else None
        report = run_load(target, given, Way(derive=False, guarded=False, approved=agreed, lists=lists))
        if report["load"] != kept.load_id:
            raise LooplineError(
                f"{kept.path} gives load {report['load']}: this version reads it in another way, or its profile has "
                "changed. The store in use stays as it was.",
                "Use the version of Loopline that loaded it, or load the files again into a new data folder.",
            )
        done.append(Replayed(said, published=kept.number > 0))
        profile = given.profile
    if last is None:
        inputs.copy_waiting_to(inputs_folder(target))
    if profile is not None:
        _copy_ledger(inputs, loads, target, last)
        run_refresh(target, profile)
    return done


def _copy_ledger(inputs: KeptInputs, loads: Sequence[Kept], target: Settings, last: date | None) -> None:
    """Keep the changes of the ledger there too; the next refresh writes them to the graph."""
    from graph.kept.ledger import kept_ledger

    there = kept_ledger(target)
    if there is not None:
        numbers = {kept.number: place for place, kept in enumerate(loads, 1) if kept.number}
        there.at(inputs.folder).copy_to(there, last, numbers)
