"""What changed since the last load: counts, and the most important sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.drawing.phrasing import many, number, verb
from dashboards.shell.address import FINDINGS
from dashboards.shell.markup import Markup, link, tag
from graph.wording import say_list

# By kind of event: what is said of one finding, and of several; the sentences of some stand below.
_WORDS = {
    "opened": ("is new", "are new"),
    "newly_answered": (
        "is told for the first time, because its question could not be answered before",
        "are told for the first time, because their questions could not be answered before",
    ),
    "reopened": ("is back", "are back"),
    "resolved": ("is resolved", "are resolved"),
    "subject_gone": ("ended with what it was about", "ended with what they were about"),
    "waiver_ended": ("is no longer waived", "are no longer waived"),
    "unknown": ("can't be told from the last load", "can't be told from the last load"),
    "known_again": ("can be told again", "can be told again"),
    "question_changed": (
        "differs because the question was changed",
        "differ because the questions were changed",
    ),
}
# A resolved finding's sentence is the one of the load that last found it.
_LISTED = {"opened": "New", "reopened": "Back", "resolved": "Resolved, no longer so"}


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to findings at the last load, of one kind.

    Attributes:
        kind: The kind of event.
        findings: Findings that stand for themselves.
        following: Findings that follow from another one.
        sentences: The most severe and largest of the first.
    """

    kind: str
    findings: int
    following: int = 0
    sentences: tuple[str, ...] = ()


def changes_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Changed, ...] | None:
    """The changes, in the order in which they are told; None if there is no load before to compare with.

    Args:
        rows: Rows of the view `ledger_changes`.
    """
    if not rows:
        return None
    by_kind = {row["kind"]: row for row in rows}
    found = [by_kind[kind] for kind in _WORDS if kind in by_kind]
    return tuple(
        Changed(row["kind"], row["findings"], row["following"], tuple(row["sentences"]))
        for row in found
        if row["findings"] or row["following"]
    )


def compose_changes(changes: Sequence[Changed] | None) -> Markup | None:
    """The section; nothing at the first load."""
    if changes is None:
        return None
    listed = [
        tag("li", tag("strong", f"{_LISTED[each.kind]}: "), sentence)
        for each in changes
        if each.kind in _LISTED
        for sentence in each.sentences
    ]
    return tag(
        "section",
        tag("h2", "What changed since the last load", class_="next"),
        tag("p", said(changes), " ", link("All findings", FINDINGS, class_="noprint")),
        tag("ul", listed, class_="small noprint") if listed else None,
    )


def said(changes: Sequence[Changed]) -> str:
    """All of it in one sentence."""
    if not changes:
        return "No finding is new, back or resolved."
    return f"{say_list([_part(each, first=not place) for place, each in enumerate(changes)])}."


def _part(each: Changed, *, first: bool) -> str:
    """What is said of one kind; only the first one names what is counted."""
    count = each.findings or each.following
    one, several = _WORDS[each.kind]
    words = f"{many(count, 'finding') if first else number(count)}"
    words += "" if each.findings else verb(count, " that follows from another one", " that follow from others")
    words += f" {verb(count, one, several)}"
    if each.findings and each.following:
        words += f" (with {number(each.following)} that {verb(each.following, 'follows', 'follow')} from others)"
    return words
