"""The folder of kept inputs: one file for each load, numbered as the graph numbers its loads.

A load's input is staged before anything is written, and numbered after the load is published. What a killed command
left staged is settled by the next one, which can ask the graph whether that load was published.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import LooplineError
from graph.kept.journal_file import pack_journal, unpack_journal
from graph.kept.load_input import LoadInput, pack, unpack
from graph.kept.notes import HELD, INPUT, SETTLED, STAGED, UNDOING, LoadNotes, Made, Waiting
from graph.loading.decision import REJECTED, UNDONE
from graph.loading.journal import Journal
from graph.settings import Settings
from graph.vault import sealed_file
from graph.vault.key import PersonKey
from graph.wording import say_count

_KIND = sealed_file.Kind(
    "input",
    "the input of a load",
    "load those files again, or let `loopline rebuild --into FOLDER` build what the other inputs give.",
)
_JOURNAL = sealed_file.Kind(
    "journal",
    "what a load changed",
    "nothing else is lost: that load can't be taken back, and comparisons leave it out.",
)


@dataclass(frozen=True, order=True)
class Kept:
    """A kept input.

    Attributes:
        number: Number of the load in the graph; 0 for one that is staged: whether it was published is unknown.
        load_id: Identity of the load.
        path: The file.
    """

    number: int
    load_id: str
    path: Path


def inputs_folder(settings: Settings) -> Path:
    """Where the inputs of the graph in the settings are kept."""
    return settings.inputs


def held_loads(settings: Settings) -> list[Waiting]:
    """The loads of the settings' graph that wait for somebody, the latest first; none if nothing was loaded yet."""
    return [each for each in LoadNotes(settings.inputs).waiting() if each.held]


class KeptInputs:
    """The kept inputs of one graph.

    Attributes:
        folder: The folder; missing until the first load.
        notes: What stands beside the inputs and can be read without the key.
    """

    def __init__(self, folder: Path, key: PersonKey) -> None:
        self.folder = folder
        self.notes = LoadNotes(folder)
        self._key = key

    def published(self) -> list[Kept]:
        """The inputs of published loads, in the order of the loads."""
        return sorted(kept for kept in self._all() if kept.number)

    def staged(self) -> list[Kept]:
        """The inputs of loads that did not finish."""
        return sorted(kept for kept in self._all() if not kept.number)

    def stage(self, load_id: str, given: LoadInput) -> None:
        """Keep the input of a load that is about to be written.

        Raises:
            LooplineError: It can't be written: the disk is full, or the folder belongs to someone else.
        """
        if self._of(load_id):
            return  # the same content: an earlier one stands for it
        try:
            sealed_file.write(self._path(STAGED, load_id), self._key, [pack(given)], _KIND)
        except LooplineError as error:
            raise LooplineError(
                f"{error.message} It is the copy of the load's input; nothing was loaded.", error.fix
            ) from error

    def publish(self, load_id: str, number: int) -> None:
        """Give the input of a load the number of that load; nothing happens if it has it.

        Raises:
            LooplineError: The file can't be renamed or copied.
        """
        wanted = self._path(f"{number:06d}", load_id)
        if wanted.exists():
            return
        try:
            staged = self._path(STAGED, load_id)
            if staged.exists():
                staged.replace(wanted)
            else:  # the files came again after other loads, and changed the graph again
                _copy(self._of(load_id)[-1].path, wanted)
        except OSError as error:
            raise LooplineError(f"{wanted} can't be written: {error.strerror}.", "Free up space there.") from error

    def settle(self, numbers: dict[str, int]) -> None:
        """What a killed command left staged was published, or goes; what was taken back goes.

        Args:
            numbers: The published loads of the graph by id, each with its latest number.
        """
        for kept in self.staged():
            if kept.load_id in numbers:
                self.publish(kept.load_id, numbers[kept.load_id])
            else:
                kept.path.unlink()
        for path in (*self.folder.glob("*.journal"), *self.folder.glob("*.html")):
            if path.stem not in numbers:
                path.unlink()
                self.notes.forget_changes(path.stem)
        for each in list(self.notes.every()):
            if each.facts["state"] == UNDOING and each.load_id in numbers:  # it was not, or will be begun anew
                if before := each.facts.get("earlier", [])[:-1]:
                    self.notes.note(each.load_id, {**each.facts, "state": SETTLED, "earlier": before})
                else:
                    self.notes.forget(each.load_id)
            elif each.facts["state"] == UNDOING:
                for kept in self._of(each.load_id):
                    kept.path.unlink()
                self.notes.note(each.load_id, {**each.facts, "state": UNDONE})

    def put_aside(self, numbers: dict[str, int]) -> str:
        """Move inputs of loads that the graph does not have, and what the ledger kept of them: of a store that is gone.

        Args:
            numbers: The published loads of the graph by id, each with its latest number.

        Returns:
            What was moved, as a sentence; empty if nothing was.
        """
        strange = [kept for kept in self.published() if kept.number > numbers.get(kept.load_id, 0)]
        beside = [path for path in self.folder.glob("*.ledger") if path.stem.rpartition("-")[2] not in numbers]
        if not strange and not beside:
            return ""
        aside = _free(self.folder.with_name(f"{self.folder.name}.of-another-store"))
        aside.mkdir(mode=0o700)
        for path in [*(kept.path for kept in strange), *beside]:
            path.replace(aside / path.name)
        if not strange:
            return f"The store was replaced or restored: changes of another ledger of findings are in {aside} now."
        loads = say_count(len(strange), "load", "loads")
        return (
            f"The store was replaced or restored: it does not have {loads} whose input is kept. Those inputs are in "
            f"{aside} now. In an empty data folder, as `inputs` beside person.key, `loopline rebuild` builds from them."
        )

    def hold(self, load_id: str, given: LoadInput, facts: dict[str, Any]) -> None:
        """Keep the input of a load that is held, with its plan; the same load held again replaces it.

        Raises:
            LooplineError: It can't be written.
        """
        sealed_file.write(self._path(HELD, load_id), self._key, [pack(given)], _KIND)
        self.notes.note(load_id, {"state": HELD, **facts, "earlier": self.notes.earlier(load_id)})

    def keep_journal(self, journal: Journal) -> None:
        """Keep what a load changes that is about to be published, and how much that is.

        Raises:
            LooplineError: It can't be written.
        """
        sealed_file.write(self._journal(journal.load), self._key, [pack_journal(journal)], _JOURNAL)
        self.notes.keep_changes(journal)

    def journal(self, load_id: str) -> Journal | None:
        """What a load changed; None if that is not kept.

        Raises:
            LooplineError: It is damaged, or was written with another key or by a newer version.
        """
        content = sealed_file.read(self._journal(load_id), self._key, _JOURNAL)
        return None if content is None else unpack_journal(content)

    def begin_undo(self, journal: Journal, made: Made, content: str = "") -> None:
        """Note that a load is about to be taken back; `settle` then drops its input, once the graph lacks the load."""
        approved = self.notes.approvals().get(journal.load)
        reasons = list(approved.reasons) if approved else []
        facts = {"source": journal.source, "as_of": journal.as_of.isoformat(), "held_at": made.when, "reasons": reasons}
        known = {"state": UNDOING, **facts, "reason": made.why, "content": content}
        self.notes.decide(journal.load, known, UNDONE, made)

    def _journal(self, load_id: str) -> Path:
        return self.folder / f"{load_id}.journal"

    def copy_waiting_to(self, other: Path) -> None:
        """Keep in another folder too what is known of loads that are held, were rejected or were taken back."""
        other.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in self.folder.glob(f"{HELD}-*"):
            shutil.copy2(path, other / path.name)

    def held_input(self, load_id: str) -> LoadInput:
        """The input of a held load.

        Raises:
            LooplineError: It is damaged, or gone.
        """
        return self.read(Kept(0, load_id, self._path(HELD, load_id)))

    def reject(self, waiting: Waiting, made: Made) -> None:
        """Drop the input of a held load; that it was held and why it was rejected stays on record."""
        self._path(HELD, waiting.load_id).unlink(missing_ok=True)
        facts = {**waiting.facts, "state": REJECTED, "reason": made.why, "rejected_at": made.when}
        self.notes.decide(waiting.load_id, facts, REJECTED, made)

    def release(self, load_id: str, made: Made) -> None:
        """Drop the held input of a load that is published. Why it was held and what was decided of it stays known."""
        self._path(HELD, load_id).unlink(missing_ok=True)
        self.notes.settle(load_id, made)

    def read(self, kept: Kept) -> LoadInput:
        """Open a kept input.

        Raises:
            LooplineError: It is damaged, or was written with another key or by a newer version.
        """
        content = sealed_file.read(kept.path, self._key, _KIND)
        if content is None:
            raise LooplineError(f"{kept.path} is gone.", "Run the command again.")
        return unpack(content)

    def _path(self, number: str, load_id: str) -> Path:
        return self.folder / f"{number}-{load_id}.input"

    def _of(self, load_id: str) -> list[Kept]:
        return [kept for kept in self.published() if kept.load_id == load_id]

    def _all(self) -> Iterable[Kept]:
        for path in self.folder.glob("*.input"):
            found = INPUT.fullmatch(path.name)
            if found:
                yield Kept(0 if found["number"] == STAGED else int(found["number"]), found["load"], path)


def _copy(source: Path, target: Path) -> None:
    """A second name for the file; a copy where the disk knows no second names."""
    try:
        target.hardlink_to(source)
    except OSError:
        part = target.with_suffix(".part")
        shutil.copyfile(source, part)
        os.chmod(part, 0o600)  # noqa: PTH101 - beside copyfile
        part.replace(target)


def _free(path: Path) -> Path:
    """This path, or with the first number that is not taken."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
