"""How much a load changed or would change, by kind of record in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from graph.model.nodes import NODES

Counts = Mapping[str, Mapping[str, int]]

CONNECTIONS = "connections between these records"
"""All relationships together: only analysts know their types."""


def plain(name: str) -> str:
    """A label or type in plain words; a protocol is what everybody calls an agreement."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return "agreement" if words == "protocol" else words


def plural(label: str) -> str:
    """A label as a plural in plain words: people for Person, link checks for LinkCheck, categories for Category."""
    words = plain(label)
    if label == "Person":
        return "people"
    if words.endswith("s"):
        return f"{words}es"
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def split(counts: Counts) -> tuple[Counts, Counts]:
    """Counts of records by label, and of relationships by type."""
    return (
        {name: tally for name, tally in counts.items() if name in NODES},
        {name: tally for name, tally in counts.items() if name not in NODES},
    )


def by_kind(nodes: Counts, relationships: Counts) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Each kind of record in plain words with its counts, in the model's order; all relationships last, together."""
    order = list(NODES)
    for label in sorted(nodes, key=lambda name: order.index(name) if name in NODES else len(order)):
        yield plural(label), nodes[label]
    yield CONNECTIONS, total(relationships)


def total(counts: Counts) -> Mapping[str, int]:
    """The counts of all kinds together."""
    summed: Counter[str] = Counter()
    for tally in counts.values():
        summed.update(tally)
    return summed
