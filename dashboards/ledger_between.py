"""What became of findings between two loads: counts, and the sentences of those that are more severe now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dashboards.ledger import ENTERED, LABELS, about_answers, in_order, told_of

if TYPE_CHECKING:
    from graph.runner import Runner

_WORSE = "more_severe"
_SHOWN = 5
"""How many sentences a text has; JSON has all."""


def between(runner: Runner, first: int, last: int) -> list[dict[str, Any]]:
    """What happened to findings after a load, up to another one: the most severe first.

    What people entered is left out, and so is what only tells which questions can be answered.

    Args:
        runner: The graph.
        first: Number of the earlier load.
        last: Number of the later load.
    """
    from graph.ledger.store import read_entries, read_events

    entries = {each.finding_id: each for each in read_entries(runner) if each.query not in about_answers()}
    place = {each.finding_id: at for at, each in enumerate(in_order(list(entries.values())))}
    found = [
        {
            "finding_id": event["finding_id"],
            "happened": event["kind"],
            "why": event["text"],
            "load": event["load"],
            "severity": entries[event["finding_id"]].severity,
            "sentence": told_of(entries[event["finding_id"]]),
        }
        for event in read_events(runner, load=first + 1)
        if event["load"] <= last and event["finding_id"] in entries and event["kind"] not in ENTERED
    ]
    return sorted(found, key=lambda row: (place[row["finding_id"]], row["load"]))


def tell_between(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Counts by what happened, then the findings that are more severe now, each with the cause where one is known."""
    counts = Counter(row["happened"] for row in rows)
    if counts:
        said = "; ".join(f"{LABELS[kind].lower()}: {counts[kind]:,}" for kind in LABELS if counts[kind])
        yield f"  findings, {said}"
    worse = [row for row in rows if row["happened"] == _WORSE]
    for row in worse[:_SHOWN]:
        yield f"    more severe: {row['sentence']} {row['why']} (id {row['finding_id']})"
    if len(worse) > _SHOWN:
        yield f"    and {len(worse) - _SHOWN:,} more that are more severe now; --format json lists every finding."
