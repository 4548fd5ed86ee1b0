"""Changes of the ledger of findings, kept beside the inputs of loads: one small sealed file each.

A rebuilt graph gets them back in their order: nobody has to derive each month again to know since when a finding is
open, and what people entered is not lost. A change is kept before it is written to the graph; whichever the graph
lacks is written by the next command that changes the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from graph.errors import LooplineError
from graph.kept.folder import inputs_folder
from graph.ledger.as_json import from_text, renumbered, to_text
from graph.ledger.entry import Change
from graph.settings import Settings
from graph.vault import sealed_file
from graph.vault.key import PersonKey, known_key

_KIND = sealed_file.Kind(
    "ledger",
    "a change of the ledger of findings",
    "run the command again: what was entered then is lost, the rest of the ledger is not.",
)
_NAME = re.compile(r"ledger-(?P<number>\d{6,})-(?P<load>\w*)\.ledger")


class KeptLedger:
    """The kept changes of one graph's ledger, a `graph.ledger.store.Journal`.

    Attributes:
        folder: The folder of kept inputs.
    """

    def __init__(self, folder: Path, key: PersonKey) -> None:
        self.folder = folder
        self._key = key

    def at(self, folder: Path) -> KeptLedger:
        """The changes in another folder that were made with the same key."""
        return KeptLedger(folder, self._key)

    def after(self, sequence: int) -> list[Change]:
        """Changes with a higher number, in order.

        Raises:
            LooplineError: One is damaged, or was written with another key or by a newer version.
        """
        return [self._read(path) for number, path in sorted(self._all().items()) if number > sequence]

    def keep(self, change: Change) -> None:
        """Keep a change.

        Raises:
            LooplineError: It can't be written.
        """
        path = self.folder / f"ledger-{change.sequence:06d}-{change.now.load_id}.ledger"
        sealed_file.write(path, self._key, [to_text(change)], _KIND)

    def drop(self, load_id: str) -> None:
        """Forget the changes that were made at a load."""
        for path in self._all().values():
            found = _NAME.fullmatch(path.name)
            if found and found["load"] == load_id:
                path.unlink()

    def copy_to(self, other: KeptLedger, last: date | None = None, numbers: Mapping[int, int] | None = None) -> None:
        """Keep these changes in another folder too.

        Args:
            other: That folder.
            last: Only what was known at this date; all by default.
            numbers: The number that each load has there, by the one that it has here.
        """
        for change in self.after(0):
            if last is None or change.now.as_of <= last:
                other.keep(renumbered(change, numbers or {}))

    def _read(self, path: Path) -> Change:
        content = sealed_file.read(path, self._key, _KIND)
        if content is None:
            raise LooplineError(f"{path} is gone.", "Run the command again.")
        return from_text(content)

    def _all(self) -> dict[int, Path]:
        """The files by number."""
        found = ((_NAME.fullmatch(path.name), path) for path in self.folder.glob("*.ledger"))
        return {int(name["number"]): path for name, path in found if name}


def kept_ledger(settings: Settings) -> KeptLedger | None:
    """Where changes of the ledger of the graph in the settings are kept; None where no load has made a key."""
    key = known_key(settings)
    return KeptLedger(inputs_folder(settings), key) if key is not None else None
