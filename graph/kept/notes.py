"""What stands beside the inputs of loads in the clear: which wait or were dropped and why, and how much each changed.

Reasons, dates and counts only, no names and no cells. Pages read them, which never have the key of people's names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.private_file import write_private_file

if TYPE_CHECKING:
    from graph.loading.journal import Journal

HELD, REJECTED = "held", "rejected"
UNDOING, UNDONE = "undoing", "undone"
STAGED = "staged"
INPUT = re.compile(rf"(?P<number>\d{{6,}}|{STAGED})-(?P<load>[0-9a-f]{{16}})\.input")
"""Name of the file with a load's input."""

Counts = dict[str, dict[str, int]]
"""By label or type: how many are new, changed, ended and so on."""


@dataclass(frozen=True)
class Waiting:
    """A load that was held, rejected after it was, or taken back.

    Attributes:
        load_id: Identity of the load.
        facts: What its plan was: `state`, `source`, `as_of`, `held_at`, `reasons`, `digest`, `plan`, and `reason` and
            `rejected_at` once it is rejected. Of a load that was taken back, `held_at` is when that was.
    """

    load_id: str
    facts: dict[str, Any]

    @property
    def held(self) -> bool:
        """Whether it still waits."""
        return bool(self.facts["state"] == HELD)


@dataclass(frozen=True)
class Changes:
    """How much a published load changed.

    Attributes:
        nodes: Records by label.
        relationships: Connections by type; a source's first load lists none.
        begun: Whether the source had loads before.
        whole: Whether all is counted: of a load that was cut off and finished later, only the rest is known.
    """

    nodes: Counts
    relationships: Counts
    begun: bool = True
    whole: bool = True


class LoadNotes:
    """The notes of one graph.

    Attributes:
        folder: The folder of kept inputs; missing until the first load.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def waiting(self) -> list[Waiting]:
        """Loads that are held, were rejected or were taken back, the latest first."""
        found = [each for each in self.every() if each.facts["state"] != UNDOING]
        return sorted(found, key=lambda each: str(each.facts["held_at"]), reverse=True)

    def every(self) -> Iterator[Waiting]:
        """All notes of loads, also of those that are just being taken back."""
        for path in sorted(self.folder.glob(f"{HELD}-*.json")):
            found = _read(path)
            if found is not None:  # a command may have decided on it since the folder was listed
                yield Waiting(path.stem.removeprefix(f"{HELD}-"), found)

    def note(self, load_id: str, facts: dict[str, Any]) -> None:
        """Note what is known of a load.

        Raises:
            LooplineError: It can't be written.
        """
        self._write(self._plan(load_id), facts)

    def forget(self, load_id: str) -> None:
        """Drop the note of a load."""
        self._plan(load_id).unlink(missing_ok=True)

    def keep_changes(self, journal: Journal) -> None:
        """Note how much a published load changed.

        Raises:
            LooplineError: It can't be written.
        """
        changes = Changes(**journal.counts(), begun=journal.begun, whole=journal.whole)
        self._write(self._changes(journal.load), asdict(changes))

    def changes(self, load_id: str) -> Changes | None:
        """How much a load changed; None if that is not kept."""
        found = _read(self._changes(load_id))
        return None if found is None else Changes(**found)

    def forget_changes(self, load_id: str) -> None:
        """Drop what a load changed: it is taken back."""
        self._changes(load_id).unlink(missing_ok=True)

    def kept(self) -> set[str]:
        """Ids of the published loads whose inputs are kept."""
        found = [INPUT.fullmatch(path.name) for path in self.folder.glob("*.input")]
        return {match["load"] for match in found if match and match["number"] != STAGED}

    def _plan(self, load_id: str) -> Path:
        return self.folder / f"{HELD}-{load_id}.json"

    def _changes(self, load_id: str) -> Path:
        return self.folder / f"{load_id}.changes"

    def _write(self, path: Path, content: dict[str, Any]) -> None:
        write_private_file(path, json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))


def _read(path: Path) -> dict[str, Any] | None:
    """What a note says; None if it is not there."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found
