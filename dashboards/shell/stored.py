"""Answers worked out after the last load: findings, what can't be answered, and the metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboards.shell.load_context import Ground
from dashboards.shell.readers import view
from graph.queries.catalog import Query, catalog

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that can't be answered yet.

    Attributes:
        query: Id of the query.
        rule: The rule that it answers; empty for a metric without one.
        question: The question.
        missing: What is missing, in words.
        sheets: Sheets that it waits for; of several that would each do, the first.
    """

    query: str
    rule: str
    question: str
    missing: str
    sheets: tuple[str, ...] = ()


def questions() -> list[Query]:
    """Every question that the catalog answers for a leader: findings and metrics."""
    return catalog().of_kind("finding", "metric")


def answers_of(ground: Ground) -> list[Row]:
    """What was worked out for each query after the last load."""
    return view(ground, "answers_kept")


def worked_out(ground: Ground) -> bool:
    """Whether findings were worked out at all."""
    return any(row["kind"] == "finding" for row in answers_of(ground))


def findings_of(ground: Ground) -> list[Row]:
    """All findings with the unit that each is about, in the order of their queries."""
    return view(ground, "findings_kept")


def unanswered(ground: Ground) -> list[Unanswered]:
    """Questions that can't be answered, by rule."""
    kept = {row["query"]: row for row in answers_of(ground)}
    open_ = []
    for query in questions():
        row = kept.get(query.id)
        if row is None or row["evaluable"]:
            continue
        missing = ", ".join(row["missing"])
        open_.append(Unanswered(query.id, query.rule or "", query.question, missing, _waits(query, ground)))
    return sorted(open_, key=lambda each: (each.rule or "~", each.query))


def _waits(query: Query, ground: Ground) -> tuple[str, ...]:
    """Sheets of a query that were never loaded."""
    waits = []
    for asked in query.sheets:
        names = (asked,) if isinstance(asked, str) else asked
        if not set(names) & set(ground.sheets):
            waits.append(names[0])
    return tuple(waits)
