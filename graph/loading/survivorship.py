"""Several sources describing one node: every claim is kept, and the graph shows the latest of each property.

The latest claim is that with the later as-of date; if dates are equal, that with the later source name, so that the
result does not depend on the order of the loads.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from graph.model.nodes import NODES
from graph.model.schema import Kind

Claims = dict[str, tuple[date, list[Any]]]
"""By source: the row's as-of date and its values, in the order of the node type's sourced properties."""


def _dates(label: str) -> list[bool]:
    return [prop.kind is Kind.DATE for prop in NODES[label].properties if not prop.derived]


def dump(label: str, claims: Claims) -> str | None:
    """Claims as the text stored on the node; None for a single source, whose values are the properties."""
    if len(claims) < 2:
        return None
    plain = {
        source: [
            stated.isoformat(),
            [
                value.isoformat() if value and is_date else value
                for value, is_date in zip(values, _dates(label), strict=True)
            ],
        ]
        for source, (stated, values) in sorted(claims.items())
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def parse(label: str, text: str | None, sources: list[str], stated: date, values: list[Any]) -> Claims:
    """Claims of a node as read from the graph."""
    if text is None:
        return {sources[0]: (stated, values)}
    dates = _dates(label)

    def values_of(kept: list[Any]) -> list[Any]:
        # A property that the model has got since then stands at the end, and was not known.
        known = [*kept, *[None] * (len(dates) - len(kept))]
        return [
            date.fromisoformat(value) if value and is_date else value
            for value, is_date in zip(known, dates, strict=True)
        ]

    return {source: (date.fromisoformat(day), values_of(kept)) for source, (day, kept) in json.loads(text).items()}


def changed(label: str, node: list[Any], change: Callable[[list[Any]], list[Any]]) -> list[Any]:
    """A node as the store reads it, with a change to what each source says and to what is shown."""
    sources, load, stated, kept, ended, ended_on, *shown = node
    claims = parse(label, kept, sources, stated, list(shown))
    text = dump(label, {source: (day, change(values)) for source, (day, values) in claims.items()})
    return [sources, load, stated, text, ended, ended_on, *change(list(shown))]


def is_bare(values: list[Any]) -> bool:
    """Whether only the id is known, of a type of which more could be."""
    return bool(values) and all(value is None for value in values)


def settle(claims: Claims) -> list[Any]:
    """The values that the node shows: for each property, the latest value that is not blank."""
    latest: list[Any] = []
    for _, (_, values) in sorted(claims.items(), key=lambda claim: (claim[1][0], claim[0])):
        latest = [old if new is None else new for old, new in zip(latest or values, values, strict=True)]
    return latest
