"""What answers change in the ledger of findings (`graph.ledger`): by which question each is found, and what is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.ledger.decide import Lost
from graph.ledger.entry import Entry, Figure, Found, Moment, Question
from graph.ledger.new_ids import under_new_ids
from graph.ledger.store import Journal
from graph.ledger.update import update
from graph.model.cypher_builder import present_values, statement
from graph.model.nodes import NODES
from graph.queries.aliases import known_aliases, labels_of
from graph.queries.catalog import Query
from graph.queries.causes import finding_id
from graph.queries.evaluate import Answer, to_json
from graph.runner import Runner, Statement

_NOT_SUBJECTS = frozenset({"", "Person"})


def ledger_statements(
    runner: Runner,
    answers: Sequence[Answer],
    queries: Mapping[str, Query],
    thresholds: Mapping[str, Any],
    journal: Journal | None = None,
) -> list[Statement]:
    """What these answers change in the ledger as it was settled; nothing where nothing is loaded.

    Args:
        runner: The graph.
        answers: The answer to every query.
        queries: The queries by id.
        thresholds: The profile's parameters.
        journal: Keeps changes of the ledger outside of the graph.
    """
    load, as_of = next(((answer.load, answer.as_of) for answer in answers), (None, None))
    if load is None or as_of is None:
        return []
    findings = [answer for answer in answers if answer.kind == "finding"]
    found = [each for answer in findings for each in _found(answer, queries[answer.query])]
    questions = {
        answer.query: Question(
            answer.rule or "",
            fingerprint(queries[answer.query], thresholds),
            answered=answer.evaluable,
            was=queries[answer.query].was,
            counts=_counted(queries[answer.query]),
        )
        for answer in findings
    }
    figures = [figure for answer in answers for figure in _figures(answer, queries[answer.query])]
    aliases = known_aliases(runner)
    there = {each.finding_id for each in found}

    def labels(entry: Entry) -> list[str]:
        return labels_of(entry.key, queries.get(entry.query))

    return update(
        runner,
        found,
        questions,
        Moment(as_of, 0, load),
        journal,
        lambda missing: _lost(runner, missing, queries, aliases.merged),
        figures,
        lambda entries: under_new_ids(entries, aliases.renamed, labels, there),
    )


def _found(answer: Answer, query: Query) -> Iterator[Found]:
    """What an answer's rows say of the ledger's findings."""
    for row in answer.rows:
        yield Found(
            finding_id(answer.query, row.key),
            answer.query,
            answer.rule or "",
            row.key,
            row.ids,
            row.severity or "info",
            row.sentence,
            row.buildings,
            row.cause,
            row.effect if query.effect else None,
        )


def _counted(query: Query) -> str:
    """What the number that decides how severe a query's findings are counts, in words."""
    words = next((column.help for column in query.columns if column.name == query.effect), "")
    return words.partition(";")[0]


def _figures(answer: Answer, query: Query) -> Iterator[Figure]:
    """The values of an answer that are kept over time; what is blank is not known."""
    for column in query.columns:
        if not column.over_time:
            continue
        for row in answer.rows:
            value = row.values[column.name]
            if value is not None:
                yield Figure(answer.query, column.name, row.key, float(value))


def fingerprint(query: Query, thresholds: Mapping[str, Any]) -> str:
    """Changes with what a query asks: its statement and the values of its parameters, not with the words around it.

    Args:
        query: The query.
        thresholds: The profile's parameters. Of a date so many days ago the number of days counts.
    """
    values = {
        name: thresholds.get((param.threshold or "").removesuffix("_before"), param.default)
        for name, param in query.params.items()
    }
    return hashlib.sha256(to_json([query.text, query.keys, values]).encode()).hexdigest()[:12]


def _lost(
    runner: Runner,
    missing: Iterable[Entry],
    queries: Mapping[str, Query],
    merged: Mapping[str, Mapping[str, str]],
) -> Lost:
    """Which findings are not there because what their key names is gone, or is a link that can't be judged."""
    named: dict[str, dict[str, list[str]]] = {}
    for entry in missing:
        for label, key in _subjects(entry, queries[entry.query]):
            named.setdefault(label, {}).setdefault(key, []).append(entry.finding_id)
    gone: set[str] = set()
    into: dict[str, str] = {}
    for label, keys in named.items():
        (there,) = runner.read(present_values(label, NODES[label].key), {"keys": list(keys)}).column("found")
        for key in keys.keys() - set(there):
            gone.update(keys[key])
            if key in merged.get(label, {}):
                into |= dict.fromkeys(keys[key], merged[label][key])
    links = named.get("Link", {})
    (dark,) = runner.read(statement("ledger/untold"), {"keys": list(links)}).column("found") if links else [[]]
    return Lost(gone, into, {name for key in dark for name in links[key]})


def _subjects(entry: Entry, query: Query) -> list[tuple[str, str]]:
    """Label and id of each node that the key names; nothing if the key can't be taken apart.

    People are left out: that somebody has left is what such a finding is about.
    """
    columns, parts = [column for column in query.columns if column.key], entry.key.split("|")
    if len(columns) != len(parts):
        return []
    named = zip(columns, parts, strict=True)
    return [(column.subject, part) for column, part in named if part and column.subject not in _NOT_SUBJECTS]
