"""The model's constraints and indexes in the database."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.cypher_builder import schema, statement
from graph.runner import Counters, Runner


def ensure_schema(runner: Runner, labels: Iterable[str] | None = None) -> Counters:
    """Create missing constraints and indexes of the model, before the first row is written.

    The database is asked first what it has: each statement that finds its constraint there takes as long as creating a
    node, and the server plans its queries anew afterwards.

    Args:
        runner: The graph.
        labels: Only of these node types; all by default.
    """
    total = Counters()
    for text in missing_schema(runner, labels):
        total.add(runner.write(text))
    return total


def missing_schema(runner: Runner, labels: Iterable[str] | None = None) -> list[str]:
    """Statements that create the constraints and indexes that the database lacks; nothing is written.

    Args:
        runner: The graph.
        labels: Only of these node types; all by default.
    """
    wanted = schema()
    present = set(runner.read(statement("schema/present")).column("found")[0])
    return [text for label in labels or wanted for name, text in wanted[label].items() if name not in present]
