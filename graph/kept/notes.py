"""What stands beside the inputs of loads in the clear: which wait or were dropped and why, and how much each changed.

Reasons, dates and counts only, no names and no cells. Pages read them, which never have the key of people's names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.loading.decision import APPROVED, Decision
from graph.private_file import write_private_file

if TYPE_CHECKING:
    from graph.loading.journal import Journal

HELD, UNDOING, SETTLED = "held", "undoing", "settled"
"""States besides those that are decisions: it waits; it is being taken back; it is published, and was decided on."""
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
            `rejected_at` once it is rejected. Of a load that was taken back, `held_at` is when that was. `content` is
            the digest of its files' content, `earlier` what was decided of it so far, the last one last.
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
        found = [each for each in self.every() if each.facts["state"] not in {UNDOING, SETTLED}]
        return sorted(found, key=lambda each: str(each.facts["held_at"]), reverse=True)

    def every(self) -> Iterator[Waiting]:
        """All notes of loads, also of those that are just being taken back."""
        for path in sorted(self.folder.glob(f"{HELD}-*.json")):
            found = _read(path)
            if found is not None:  # a command may have decided on it since the folder was listed
                yield Waiting(path.stem.removeprefix(f"{HELD}-"), found)

    def decided(self, source: str, content: str, load_id: str) -> list[Decision]:
        """What was decided of a source's files with this content, or of this load; the last one last."""
        found = [
            Decision(each["what"], date.fromisoformat(each["as_of"]), datetime.fromisoformat(each["when"]), each["why"])
            for load in self.every()
            if load.load_id == load_id or (load.facts["source"], load.facts.get("content")) == (source, content)
            for each in load.facts.get("earlier", [])
        ]
        return sorted(found, key=lambda each: each.when)

    def decide(self, load_id: str, facts: dict[str, Any], what: str, when: str, why: str | None) -> None:
        """Note what is known of a load, and what was decided of it now.

        Args:
            load_id: The load.
            facts: What is known of it.
            what: The decision.
            when: When it was made.
            why: The reason that was given; None or empty if none was.

        Raises:
            LooplineError: It can't be written.
        """
        decision = {"what": what, "as_of": facts["as_of"], "when": when, "why": why or ""}
        self.note(load_id, {**facts, "earlier": [*self.earlier(load_id), decision]})

    def earlier(self, load_id: str) -> list[dict[str, Any]]:
        """What was decided of a load so far, as it is noted."""
        found: list[dict[str, Any]] = (_read(self._plan(load_id)) or {}).get("earlier", [])
        return found

    def settle(self, load_id: str, when: str, approved: str) -> None:
        """A load is published: that it was held goes, what was decided of it stays.

        Args:
            load_id: The load.
            when: When it was published.
            approved: Why somebody agreed to it; empty if nobody had to.

        Raises:
            LooplineError: It can't be written.
        """
        facts = _read(self._plan(load_id))
        if facts is None:
            return
        named = ("source", "as_of", "held_at", "content", "earlier")
        kept = {"state": SETTLED, "reasons": [], **{name: facts[name] for name in named if name in facts}}
        if approved and facts["state"] == HELD:
            self.decide(load_id, kept, APPROVED, when, approved)
        elif kept.get("earlier"):
            self.note(load_id, kept)
        else:
            self.forget(load_id)

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
