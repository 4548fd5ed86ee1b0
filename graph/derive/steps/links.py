"""The step that keeps one Link node for every required pair, tied to its units and to the teams at its ends."""

from __future__ import annotations

from graph.derive.step import Row, Step, Work
from graph.derive.steps.required_pairs import Pair, read_pairs
from graph.model.derived_cypher import derived_columns


def compute(work: Work) -> int:
    """Write what changed since the last run; returns the number of links."""
    return work.renew("Link", (_row(pair) for pair in work.keep(read_pairs)))


def _row(pair: Pair) -> Row:
    values = (getattr(pair, name) for name in derived_columns("Link"))
    units = (pair.lower.unit,), (pair.upper.unit,), (pair.owner,)
    return pair.link_id, *values, *units, pair.upper.teams, pair.lower.teams


STEP = Step("links", needs=("scope",), version="2", compute=compute)
