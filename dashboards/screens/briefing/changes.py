"""What changed since the last load: counts, and the most important sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.drawing.phrasing import many, number, verb
from dashboards.shell.address import FINDINGS
from dashboards.shell.markup import Markup, link, tag
from graph.wording import say_date, say_list

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


@dataclass(frozen=True, slots=True)
class SinceFirst:
    """What has become of the findings of the first date, and how many have come since.

    Attributes:
        day: The first date.
        then: Findings of that date that stand for themselves.
        still: Those that are there now.
        gone: Those that are no longer found.
        untold: Those that can't be told now.
        come: Findings that are there now and were not then.
    """

    day: date
    then: int
    still: int
    gone: int
    untold: int
    come: int

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        parts = [f"{number(self.still)} {verb(self.still, 'is', 'are')} still there", f"{number(self.gone)} no longer"]
        if self.untold:
            parts.append(f"{number(self.untold)} can't be told now")
        new = f"{many(self.come, 'finding')} {verb(self.come, 'has', 'have')} come since"
        if not self.then:
            return f"Since {say_date(self.day)}, when there was no finding: {new}."
        then = f"of the {many(self.then, 'finding')} then, {say_list(parts)}"
        return f"Since {say_date(self.day)}: {then}; {new}."


def since_first_of(rows: Sequence[Mapping[str, Any]], now: date | None) -> SinceFirst | None:
    """The same, if there is more to tell than since the last load.

    Args:
        rows: Rows of the view `ledger_since_first`.
        now: The graph's date.
    """
    if not rows or rows[0]["as_of"] == now:
        return None
    row = rows[0]
    return SinceFirst(row["as_of"], row["then"], row["still"], row["gone"], row["untold"], row["come"])


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


def compose_changes(changes: Sequence[Changed] | None, first: SinceFirst | None = None) -> Markup | None:
    """The section; nothing at the first load.

    Args:
        changes: What the last load changed.
        first: What has changed since the first date.
    """
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
        tag("p", first.told) if first else None,
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
        words += f" ({number(each.following)} more {verb(each.following, 'follows', 'follow')} from others)"
    return words
