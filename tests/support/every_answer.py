"""All stored answers as plain values, so that two graphs are compared row by row."""

from __future__ import annotations

from typing import Any

from graph.connection import Neo4jRunner
from graph.queries.stored import stored

Rows = dict[str, dict[str, Any]]
"""By key, the values of a row."""


def answers(runner: Neo4jRunner) -> dict[str, Rows]:
    """Rows of all findings and figures by query and key: values, severity, sentence, cause; and the total."""
    found: dict[str, Rows] = {}
    for answer in stored(runner):
        rows = {
            row.key: {**row.values, "severity": row.severity, "sentence": row.sentence, "cause": row.cause}
            for row in answer.rows
        }
        assert len(rows) == len(answer.rows), answer.query
        found[answer.query] = {**rows, "": {"missing": answer.missing, "population": answer.population}}
    return found
