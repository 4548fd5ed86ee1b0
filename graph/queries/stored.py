"""The one way to answers that were computed ahead: command line and pages both read findings and figures here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graph.errors import LooplineError
from graph.model.cypher_builder import statement
from graph.queries.catalog import Query, catalog
from graph.queries.evaluate import Answer, Row, finding_row, from_json
from graph.runner import Runner


def stored(runner: Runner, query: str | None = None) -> list[Answer]:
    """Answers that were computed ahead, in the catalog's order.

    Args:
        runner: The door to the graph.
        query: Only this query's; all by default.

    Returns:
        Answers with their rows, those of a finding the most severe first; empty where nothing was computed yet. What a
        query that no longer exists found is left out.

    Raises:
        LooplineError: The graph holds something that can't be read.
    """
    params = {"query": query}
    by_query: dict[str, list[dict[str, Any]]] = {}
    for row in runner.read(statement("answers/findings"), params).rows:
        by_query.setdefault(row["query"], []).append(row)
    kept = {row["query"]: row for row in runner.read(statement("answers/answers"), params).rows}
    known = catalog()
    return [_read(known[name], kept[name], by_query.get(name, [])) for name in known if name in kept]


def _read(query: Query, kept: dict[str, Any], findings: Sequence[dict[str, Any]]) -> Answer:
    try:
        rows = [
            replace(
                finding_row(
                    query, row["key"], from_json(query, json.loads(row["content"])), row["severity"], row["sentence"]
                ),
                cause=row["cause"],
            )
            for row in findings
        ]
        for values in json.loads(kept["content"] or "[]"):
            typed = from_json(query, values)
            key = "|".join("" if typed[name] is None else str(typed[name]) for name in query.keys)
            rows.append(Row(key, typed, sentence=query.template.render(typed) if query.sentence else ""))
    except (ValueError, KeyError, TypeError) as error:
        raise LooplineError(
            f"The stored answer of the query {query.id} can't be read.", "Run `loopline derive` to compute it again."
        ) from error
    return Answer(
        kept["query"],
        kept["rule"],
        kept["title"],
        kept["kind"],
        kept["version"],
        kept["load"],
        kept["as_of"],
        tuple(kept["missing"]),
        tuple(rows),
        kept["population"],
        kept["basis"] or "",
    )
