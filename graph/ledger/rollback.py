"""The ledger as it was before a load, for a load that is taken back.

What the load's findings changed goes. What people have entered since stays, for findings that were there before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Protocol

from graph.ledger.entry import Change, Ledger
from graph.ledger.store import LABELS, Journal, settle
from graph.model.cypher_builder import delete_every
from graph.runner import Runner

_ENTERED = ("status", "since", "owner", "due", "waived_until", "reason")
"""What people decide of a finding."""
_ALL = 1_000_000_000


class Droppable(Journal, Protocol):
    """A journal from which the changes of a load can be taken."""

    def drop(self, load_id: str) -> None:
        """Forget the changes that were made at a load."""
        ...


def roll_back(runner: Runner, journal: Droppable | None, load_id: str) -> int:
    """Bring the ledger back to what it was before a load; done again, it changes nothing.

    Args:
        runner: The graph.
        journal: Where changes are kept; None where none are, and the ledger is left as it is.
        load_id: The load, which is the last one.

    Returns:
        How many entries of people are gone with it, because only that load had found what they were about.
    """
    if journal is None:
        return 0
    changes = journal.after(0)
    entered, lost = again(changes, load_id)
    journal.drop(load_id)
    for change in entered:
        journal.keep(change)
    runner.write_all([(delete_every(label), {"most": _ALL}) for label in LABELS])
    settle(runner, journal)
    return lost


def again(changes: Sequence[Change], load_id: str) -> tuple[list[Change], int]:
    """What people entered after a load, as if it had been entered before it.

    Args:
        changes: All changes, in order.
        load_id: The load.

    Returns:
        Their changes, numbered on from those before the load; and how many there were about findings that only the
        load had found.
    """
    before = [change for change in changes if change.now.load_id != load_id]
    if not before:
        return [], sum(_by_people(change) for change in changes)
    entries = reduce(Ledger.after, before, Ledger()).entries
    # What the load gave another id has its old one again.
    was = {new: old for change in changes if change.now.load_id == load_id for old, new in change.renamed}
    found: list[Change] = []
    lost = 0
    for change in changes:
        if change.now.load_id != load_id or not _by_people(change):
            continue
        said_of = change.events[0].finding_id
        event = replace(change.events[0], finding_id=was.get(said_of, said_of))
        known = entries.get(event.finding_id)
        if known is None:
            lost += 1
            continue
        said = next((entry for entry in change.entries if entry.finding_id == said_of), None)
        then = known if said is None else replace(known, **{name: getattr(said, name) for name in _ENTERED})
        entries[event.finding_id] = then
        sequence = max(each.sequence for each in (*before, *found)) + 1
        events = (event, *change.events[1:])
        found.append(
            replace(
                change,
                now=before[-1].now,
                entries=() if then == known else (then,),
                seen=(),
                events=events,
                sequence=sequence,
            )
        )
    return found, lost


def _by_people(change: Change) -> bool:
    return bool(change.events) and all(event.by for event in change.events)
