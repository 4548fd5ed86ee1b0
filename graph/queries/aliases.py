"""Ids that were given up, as sheets `aliases` told them; periods of links and figures under those that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.ledger.entry import Moment
from graph.ledger.new_ids import Ids, link_under, newest
from graph.ledger.store import Journal
from graph.ledger.update import rename_subjects
from graph.model.cypher_builder import statement
from graph.model.vocabulary import ALIAS_KINDS
from graph.queries.catalog import Query
from graph.queries.evaluate import Context
from graph.runner import Counters, Runner


@dataclass(frozen=True)
class Aliases:
    """Ids that were given up, each with the one that counts, by label.

    Attributes:
        renamed: Of the same record.
        merged: Of a record that became part of the other one.
    """

    renamed: Ids
    merged: Ids


def known_aliases(runner: Runner) -> Aliases:
    """All of them, through whatever lies between."""
    (rows,) = runner.read(statement("ledger/aliases")).column("found")
    pairs = [(ALIAS_KINDS[kind], old, new, merged) for kind, old, new, merged in rows]
    every = newest((label, old, new) for label, old, new, _ in pairs)
    merged: dict[str, dict[str, str]] = {}
    for label, old, _, both in pairs:
        if both:
            merged.setdefault(label, {})[old] = every[label][old]
    return Aliases(newest((label, old, new) for label, old, new, both in pairs if not both), merged)


def labels_of(key: str, query: Query | None) -> list[str]:
    """The label of each part of a key; blank for what is no id, nothing if the question is not asked, or otherwise."""
    labels = [column.subject for column in query.columns if column.key] if query else []
    return labels if len(labels) == key.count("|") + 1 else []


def keep_new_ids(
    runner: Runner, context: Context, queries: Mapping[str, Query], journal: Journal | None = None
) -> Counters:
    """Give periods of links and figures the ids that their units have now.

    What is kept and was never written has to be settled before.

    Args:
        runner: The graph.
        context: What is in the graph.
        queries: The metrics by id.
        journal: Keeps changes of the ledger outside of the graph.
    """
    renamed = known_aliases(runner).renamed
    if not renamed.get("Unit") or context.load is None or context.as_of is None:
        return Counters()
    (row,) = runner.read(statement("ledger/subjects")).rows
    links = ((old, link_under(old, renamed)) for old in row["links"])
    keys = ((metric, old, _key(old, labels_of(old, queries.get(metric)), renamed)) for metric, old in row["figures"])
    return rename_subjects(
        runner,
        [(old, new) for old, new in links if old != new],
        [(metric, old, new) for metric, old, new in keys if old != new],
        Moment(context.as_of, 0, context.load),
        journal,
    )


def _key(key: str, labels: Sequence[str], ids: Ids) -> str:
    parts = key.split("|")
    named = zip(parts, labels, strict=False)
    return "|".join(ids.get(label, {}).get(part, part) for part, label in named) if labels else key
