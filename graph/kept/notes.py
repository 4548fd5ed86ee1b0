"""What stands beside the inputs of loads in the clear: which wait or were dropped and why, and how much each changed.

Reasons, dates, counts and the user names of those who decided; no names of people in the data, and no cells. Pages
read them, which never have the key of people's names.
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


@dataclass(frozen=True)
class Made:
    """A decision as it is made.

    Attributes:
        when: When, as ISO text.
        why: The reason that was given; None or empty if none was.
        by: Under which name the system knows who made it; empty if nobody did.
    """

    when: str
    why: str | None = None
    by: str = ""


@dataclass(frozen=True)
class Approved:
    """A published load that was held.

    Attributes:
        reasons: Why it was held, a sentence each.
        decision: Who approved it, when and why.
    """

    reasons: tuple[str, ...]
    decision: Decision


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
            _decision(each)
            for load in self.every()
            if load.load_id == load_id or (load.facts["source"], load.facts.get("content")) == (source, content)
            for each in load.facts.get("earlier", [])
        ]
        return sorted(found, key=lambda each: each.when)

    def decide(self, load_id: str, facts: dict[str, Any], what: str, made: Made) -> None:
        """Note what is known of a load, and what was decided of it now.

        Args:
            load_id: The load.
            facts: What is known of it.
            what: The decision.
            made: When it was made, why, and by whom.

        Raises:
            LooplineError: It can't be written.
        """
        decision = {"what": what, "as_of": facts["as_of"], "when": made.when, "why": made.why or "", "by": made.by}
        self.note(load_id, {**facts, "earlier": [*self.earlier(load_id), decision]})

    def earlier(self, load_id: str) -> list[dict[str, Any]]:
        """What was decided of a load so far, as it is noted."""
        found: list[dict[str, Any]] = (_read(self._plan(load_id)) or {}).get("earlier", [])
        return found

    def approvals(self) -> dict[str, Approved]:
        """The published loads that were held before somebody approved them, by id."""
        found: dict[str, Approved] = {}
        for each in self.every():
            decided = each.facts.get("earlier", [])
            if each.facts["state"] == SETTLED and decided and decided[-1]["what"] == APPROVED:
                found[each.load_id] = Approved(tuple(each.facts["reasons"]), _decision(decided[-1]))
        return found

    def settle(self, load_id: str, made: Made) -> None:
        """A load is published: its plan goes; why it was held and who approved it stays, as all that was decided of it.

        Args:
            load_id: The load.
            made: When it was published, and why and by whom it was approved; without a reason if nobody had to.

        Raises:
            LooplineError: It can't be written.
        """
        facts = _read(self._plan(load_id))
        if facts is None:
            return
        named = ("source", "as_of", "held_at", "content", "earlier")
        approved = bool(made.why) and facts["state"] == HELD
        # Whoever looks at the load later wants to know why it was held; where nobody had to agree, it was not.
        reasons = facts["reasons"] if approved or facts["state"] == SETTLED else []
        kept = {"state": SETTLED, "reasons": reasons, **{name: facts[name] for name in named if name in facts}}
        if approved:
            self.decide(load_id, kept, APPROVED, made)
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


def _decision(noted: dict[str, Any]) -> Decision:
    """A decision as it is noted; notes of before don't say who made it."""
    day, when = date.fromisoformat(noted["as_of"]), datetime.fromisoformat(noted["when"])
    return Decision(noted["what"], day, when, noted["why"], noted.get("by", ""))


def _read(path: Path) -> dict[str, Any] | None:
    """What a note says; None if it is not there."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found
