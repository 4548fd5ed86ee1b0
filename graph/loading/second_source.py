"""A first load of a source whose records are nearly all another's asks whether it is the same source again."""

from __future__ import annotations

from collections.abc import Mapping

from graph.loading.differences import Tally
from graph.loading.store import Begun, Store
from graph.wording import say_count, say_list

_OWN = ("Team", "Role", "Person", "Protocol")
"""Two systems of one office share units; these they rarely share by id."""

_MOST = 0.9
_FEWEST = 20


def ask_whether_same(store: Store, before: Begun, nodes: Mapping[str, Tally]) -> list[str]:
    """The question, or nothing.

    Args:
        store: Reads the graph for the load's source.
        before: What was written before the load.
        nodes: What the load does to records, by label.
    """
    others = sorted({load.source for load in store.loads()} - {store.source})
    if before.begun or not others:
        return []
    tallies = [nodes[label] for label in _OWN if label in nodes]
    known = sum(tally.changed + tally.source_only + tally.same for tally in tallies)
    told = known + sum(tally.new - tally.id_only for tally in tallies)
    if known < _FEWEST or known < _MOST * told:
        return []
    count = say_count(known, "record", "records")
    text = (
        f"{count} of {told:,} (teams, roles, people, agreements) are already known from {say_list(others, 'and')}. "
        f"Is {store.source!r} another name for the same source? Then take this load back and load it under the known "
        f"name: loopline undo {store.source!r}. What two sources both state ends only when neither states it any more."
    )
    return [text]
