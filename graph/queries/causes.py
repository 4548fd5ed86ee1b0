"""Causes and consequences: a finding that follows from others stands under the one at the root.

A row may say in the column `origins` what it reports, such as a broken link, and in `follows` from what it follows. It
is a consequence if everything that it follows from is reported by other findings of the same load; else it stands for
itself, so that nothing is hidden behind a cause that nobody reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.queries.evaluate import Answer, Row, rank

Place = tuple[tuple[int, int, int, tuple[str, ...], str], str]


def finding_id(query: str, key: str) -> str:
    """Id of a finding in the graph: the same from load to load as long as the same thing is found.

    Args:
        query: Id of the query that found it.
        key: `Row.key`.
    """
    return f"{query}|{key}"


def fold(answers: Sequence[Answer]) -> list[Answer]:
    """The same answers, each finding that follows from others with the id of the finding at the root."""
    places = {finding_id(answer.query, row.key): (rank(row), answer.query) for answer, row in _findings(answers)}
    causes = _causes(answers, places)
    return [
        replace(
            answer,
            rows=tuple(replace(row, cause=_root(finding_id(answer.query, row.key), causes)) for row in answer.rows),
        )
        if answer.kind == "finding"
        else answer
        for answer in answers
    ]


def ordered(answers: Sequence[Answer]) -> list[tuple[Answer, Row]]:
    """Findings of all these answers, the most severe first, each consequence right after its cause.

    Among causes: severity, buildings that it costs, buildings behind it, ids. The same among consequences of one cause.
    """
    found = _findings(answers)
    places = {finding_id(answer.query, row.key): (rank(row), answer.query) for answer, row in found}

    def place(entry: tuple[Answer, Row]) -> tuple[Place, str, bool, Place]:
        answer, row = entry
        own = (rank(row), answer.query)
        known = row.cause in places
        root = row.cause if known else finding_id(answer.query, row.key)
        return places.get(root, own), root, known, own

    return sorted(found, key=place)


def under(found: Sequence[tuple[Answer, Row]]) -> dict[str, list[tuple[Answer, Row]]]:
    """What follows from each of these findings, by its id, in the same order; an id without any has an empty list."""
    below: dict[str, list[tuple[Answer, Row]]] = {finding_id(answer.query, row.key): [] for answer, row in found}
    for answer, row in found:
        if row.cause in below:
            below[row.cause].append((answer, row))
    return below


def _findings(answers: Sequence[Answer]) -> list[tuple[Answer, Row]]:
    return [(answer, row) for answer in answers if answer.kind == "finding" for row in answer.rows]


def _causes(answers: Sequence[Answer], places: Mapping[str, Place]) -> dict[str, str]:
    """The finding from which each consequence follows directly: of several, the first in rank."""
    reporting: dict[str, str] = {}
    for answer, row in sorted(_findings(answers), key=lambda entry: (rank(entry[1]), entry[0].query)):
        for origin in row.origins:
            reporting.setdefault(origin, finding_id(answer.query, row.key))
    causes = {}
    for answer, row in _findings(answers):
        own = finding_id(answer.query, row.key)
        found = [reporting.get(origin, "") for origin in row.follows]
        if found and all(found) and own not in found:
            causes[own] = min(found, key=places.__getitem__)
    return causes


def _root(finding: str, causes: Mapping[str, str]) -> str:
    """The finding at the root; empty if this one stands for itself, or if causes run in a circle."""
    seen = [finding]
    while seen[-1] in causes:
        if causes[seen[-1]] in seen:
            return ""
        seen.append(causes[seen[-1]])
    return seen[-1] if len(seen) > 1 else ""
