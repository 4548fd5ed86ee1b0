"""What changed since the last load: counts, and the most important sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.drawing.phrasing import many, number, verb
from dashboards.shell.address import FINDINGS
from dashboards.shell.markup import Markup, link, tag
from graph.wording import say_date, say_list, until

# By kind of event: what is said of one finding, and of several; the sentences of some stand below.
_WORDS = {
    "opened": ("is new", "are new"),
    "newly_answered": (
        "is told for the first time, because its question could not be answered before",
        "are told for the first time, because their questions could not be answered before",
    ),
    "reopened": ("is there again after it was gone", "are there again after they were gone"),
    "more_severe": ("was there and is more severe now", "were there and are more severe now"),
    "less_severe": ("is less severe now", "are less severe now"),
    "resolved": ("is repaired", "are repaired"),
    "subject_gone": (
        "ended with the team, unit, link or role that it was about",
        "ended with the teams, units, links or roles that they were about",
    ),
    "waiver_ended": ("is no longer waived", "are no longer waived"),
    "unknown": ("can't be told from the last load", "can't be told from the last load"),
    "known_again": ("can be told again", "can be told again"),
    "question_changed": (
        "differs because the question was changed",
        "differ because the questions were changed",
    ),
}
_LISTED = {
    "opened": "New",
    "reopened": "There again",
    "more_severe": "More severe",
    "resolved": "Repaired",
    "subject_gone": "Ended",
}
_OVER = frozenset({"resolved", "subject_gone"})
"""Kinds of findings that are no longer there: their sentences are those of the load that last found them."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to findings at the last load, of one kind.

    Attributes:
        kind: The kind of event.
        findings: Findings that stand for themselves.
        following: Findings that follow from another one.
        sentences: The most severe and largest of the first.
        why: What is said of each of these sentences; empty text where nothing is.
        day: As-of date of the last load.
    """

    kind: str
    findings: int
    following: int = 0
    sentences: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SinceFirst:
    """What has become of the findings of the first date, and how many have come since.

    Attributes:
        day: The first date.
        then: Findings of that date that stood for themselves then.
        still: Those that are there now.
        gone: Those that are no longer found.
        untold: Those that can't be told now.
        come: Findings that stand for themselves now and were not there then.
        under: Of those still there, the ones that follow from another finding now.
        ended: Those that ended with what they were about.
        risen: Findings that stand for themselves now and followed from another one then.
    """

    day: date
    then: int
    still: int
    gone: int
    untold: int
    come: int
    under: int = 0
    ended: int = 0
    risen: int = 0

    @property
    def told(self) -> str:
        """All of it in one sentence."""
        under = f" ({number(self.under)} of them under another finding now)" if self.under else ""
        parts = [f"{number(self.still)} {verb(self.still, 'is', 'are')} still there{under}"]
        parts.append(f"{number(self.gone)} {verb(self.gone, 'is', 'are')} repaired")
        if self.ended:
            parts.append(f"{number(self.ended)} ended with what {verb(self.ended, 'it was', 'they were')} about")
        if self.untold:
            parts.append(f"{number(self.untold)} can't be told now")
        new = f"{many(self.come, 'finding')} {verb(self.come, 'has', 'have')} come since"
        if self.risen:
            stands = verb(self.risen, "stands for itself", "stand for themselves")
            new += f", and {number(self.risen)} that followed from another one then {stands} now"
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
    return SinceFirst(
        row["as_of"],
        row["then"],
        row["still"],
        row["gone"],
        row["untold"],
        row["come"],
        row["under"],
        row["ended"],
        row["risen"],
    )


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
        Changed(
            row["kind"],
            row["findings"],
            row["following"],
            tuple(row["sentences"]),
            tuple(row["why"]),
            row["as_of"],
        )
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
        tag("li", tag("strong", f"{_LISTED[each.kind]}: "), text)
        for each in changes
        if each.kind in _LISTED
        for text in _listed(each)
    ]
    return tag(
        "section",
        tag("h2", "What changed since the last load", class_="next"),
        tag("p", said(changes), " ", link("All findings", FINDINGS, class_="noprint")),
        tag("ul", listed, class_="small noprint") if listed else None,
        tag("p", first.told) if first else None,
    )


def _listed(each: Changed) -> Iterator[str]:
    """The sentences of one kind, in the past where they are true no longer, with the cause where one is known."""
    for place, sentence in enumerate(each.sentences):
        why = each.why[place] if each.kind == "more_severe" and place < len(each.why) else ""
        told = until(each.day, sentence) if each.kind in _OVER and each.day else sentence
        yield f"{told} {why}".strip()


def said(changes: Sequence[Changed]) -> str:
    """All of it in one sentence."""
    if not changes:
        return "No finding is new, there again, more or less severe, or repaired."
    return f"{say_list([_part(each, first=not place) for place, each in enumerate(changes)])}."


def _part(each: Changed, *, first: bool) -> str:
    """What is said of one kind; only the first one names what is counted."""
    count = each.findings or each.following
    one, several = _WORDS[each.kind]
    words = f"{many(count, 'finding') if first else number(count)}"
    words += "" if each.findings else verb(count, " that follows from another one", " that follow from others")
    words += f" {verb(count, one, several)}"
    if each.findings and each.following:
        words += f" (and {number(each.following)} more that {verb(each.following, 'follows', 'follow')} from others)"
    return words
