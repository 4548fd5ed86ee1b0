"""The step that keeps one Link node for every required pair, tied to its units and to the teams at its ends."""

from __future__ import annotations

from typing import Any

from graph.derive.step import Step, Work, columns
from graph.derive.steps.required_pairs import Pair, read_pairs

_OWN = ("kind", "group", "no_team", "planned", "buildings")
_NAMES = ("link_id", *_OWN, "lower", "upper")


def compute(work: Work) -> int:
    """Write what changed since the last run; returns the number of links."""
    pairs = work.keep(read_pairs)
    wanted = {pair.link_id: _row(pair) for pair in pairs}
    there = {row[0]: tuple(_plain(value) for value in row) for row in work.found("links/read")}
    work.write("links/sweep", {"link_id": sorted(there.keys() - wanted.keys())})
    fresh = [row for link_id, row in wanted.items() if link_id not in there]
    changed = [row for link_id, row in wanted.items() if link_id in there and there[link_id] != row]
    work.write("links/create", columns(_NAMES, (row[: len(_NAMES)] for row in fresh)))
    work.write("links/update", columns(_NAMES, (row[: len(_NAMES)] for row in changed)))
    ends = [
        (row[0], end, team_id)
        for row in (*fresh, *changed)
        for end, team_ids in (("upper", row[-2]), ("lower", row[-1]))
        for team_id in team_ids
    ]
    work.write("links/attach", columns(("link_id", "end", "team_id"), ends))
    return len(wanted)


def _row(pair: Pair) -> tuple[Any, ...]:
    """A pair in the order in which the graph is read."""
    return (
        pair.link_id,
        *(getattr(pair, name) for name in _OWN),
        pair.lower.unit,
        pair.upper.unit,
        pair.upper.teams,
        pair.lower.teams,
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    return tuple(value) if isinstance(value, list) else value


STEP = Step("links", needs=("scope",), version="1", compute=compute)
