"""Stored answers of the last load: findings, metrics, and questions that can't be answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboards.shell.load_context import LoadContext
from dashboards.shell.readers import answers, view
from graph.queries.catalog import Query, catalog
from graph.queries.causes import finding_id, ordered
from graph.queries.evaluate import Answer, Row


@dataclass(frozen=True, slots=True)
class Finding:
    """A stored finding and where pages show it.

    Attributes:
        sentence: What was found.
        severity: How severe it is.
        buildings: Buildings in scope that it affects.
        ids: Ids of what it is about.
        unit_id: The smallest unit that it names; empty if it belongs to none.
        region_id: The unit's region; empty if it is in none.
        region: Name of that region.
        office: Whether it is about an office, which the drawing does not show.
        query: Id of the query that found it.
        finding_id: Its id in the graph.
        cause: Id of the finding at the root of what it follows from; empty if it stands for itself.
        link_ids: The links whose repair it asks for, all of one owner.
        follow: Findings that follow from it.
        owner: Who is to act; empty if the advice alone says it.
        do: What to do; empty if the advice alone says it.
        status: What has become of it in the ledger; empty if the ledger does not know it.
        open_since: Since when it is there.
        waived_until: The day on which it is open again, if it is waived.
        role: The role that was named to see to it; empty if none was.
        due: By when.
    """

    sentence: str
    severity: str
    buildings: int
    ids: tuple[str, ...] = ()
    unit_id: str = ""
    region_id: str = ""
    region: str = ""
    office: bool = False
    query: str = ""
    finding_id: str = ""
    cause: str = ""
    link_ids: tuple[str, ...] = ()
    follow: tuple[Finding, ...] = ()
    owner: str = ""
    do: str = ""
    status: str = ""
    open_since: date | None = None
    waived_until: date | None = None
    role: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that can't be answered yet.

    Attributes:
        query: Id of the query.
        rule: The rule that it answers; empty for a metric without one.
        question: The question.
        missing: What is missing, in words.
        sheets: Sheets that are missing; of alternatives, the first.
    """

    query: str
    rule: str
    question: str
    missing: str
    sheets: tuple[str, ...] = ()


def questions() -> list[Query]:
    """Every question that the catalog answers for a leader: findings and metrics."""
    return catalog().of_kind("finding", "metric")


def answers_of(context: LoadContext) -> dict[str, Answer]:
    """Stored answers by id of the query."""
    return {answer.query: answer for answer in answers(context)}


def has_findings(context: LoadContext) -> bool:
    """Whether findings have been computed."""
    return any(answer.kind == "finding" for answer in answers(context))


def findings_of(context: LoadContext, query: str = "") -> list[Finding]:
    """Findings by severity, then by buildings.

    Args:
        context: The published load.
        query: Only this query's; all by default.
    """
    selected = [answer for answer in answers(context) if query in ("", answer.query)]
    places = {row["finding_id"]: row for row in view(context, "finding_places")}
    standing = {row["finding_id"]: row for row in view(context, "ledger_standing")}
    return [_standing(_placed(answer.query, row, places), standing) for answer, row in ordered(selected)]


def _standing(finding: Finding, standing: dict[str, dict[str, Any]]) -> Finding:
    known = standing.get(finding.finding_id)
    if known is None:
        return finding
    days = {name: known[name] for name in ("open_since", "waived_until", "due")}
    return replace(finding, status=known["status"], role=known["owner"] or "", **days)


def _placed(query: str, row: Row, places: dict[str, dict[str, Any]]) -> Finding:
    own = finding_id(query, row.key)
    place = places.get(own)
    about = {"unit_id": "", "region_id": "", "region": "", "office": False}
    if place is not None:
        about = {name: place[name] or empty for name, empty in about.items()}
    named = row.values.get(catalog()[query].repairs) or ()
    link_ids = (named,) if isinstance(named, str) else tuple(named)
    content = (row.sentence, row.severity or "info", row.buildings, row.ids)
    return Finding(*content, **about, query=query, finding_id=own, cause=row.cause, link_ids=link_ids)  # type: ignore[arg-type]


def nest(findings: Sequence[Finding]) -> list[Finding]:
    """Findings that stand for themselves, each with those that follow from it.

    One whose cause is not among them stands for itself, so that nothing is lost.
    """
    known = {finding.finding_id for finding in findings}
    below: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cause in known:
            below[finding.cause].append(finding)
    return [
        replace(finding, follow=tuple(below[finding.finding_id])) for finding in findings if finding.cause not in known
    ]


def unanswered(context: LoadContext) -> list[Unanswered]:
    """Questions that can't be answered, by rule."""
    kept = answers_of(context)
    open_ = []
    for query in questions():
        answer = kept.get(query.id)
        if answer is None or answer.evaluable:
            continue
        missing = ", ".join(answer.missing)
        open_.append(Unanswered(query.id, query.rule or "", query.question, missing, _missing_sheets(query, context)))
    return sorted(open_, key=lambda each: (each.rule or "~", each.query))


def _missing_sheets(query: Query, context: LoadContext) -> tuple[str, ...]:
    """Sheets of a query that were never loaded."""
    missing = []
    for required in query.sheets:
        names = (required,) if isinstance(required, str) else required
        if not set(names) & set(context.sheets):
            missing.append(names[0])
    return tuple(missing)
