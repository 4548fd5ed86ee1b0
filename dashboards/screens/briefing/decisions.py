"""What waits for a decision: held loads; findings that nobody sees to, that are late, or soon open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import many, verb
from dashboards.screens.findings.owners import ASSIGN, without_role
from dashboards.shell.address import FINDINGS, LOADS, address
from dashboards.shell.markup import Markup, join, link, tag
from graph.model.vocabulary import SEVERITIES
from graph.wording import say_date

if TYPE_CHECKING:
    from dashboards.shell.stored import Finding

_SOON = timedelta(days=31)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Decisions:
    """What waits for a decision.

    Attributes:
        unowned: Critical findings that are not waived and that no role was named for.
        overdue: Findings past the day by which they were to be done, the longest first.
        ending: Waived findings that are open again within a month, the first to end first.
    """

    unowned: tuple[Finding, ...] = ()
    overdue: tuple[Finding, ...] = ()
    ending: tuple[Finding, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything waits."""
        return bool(self.unowned or self.overdue or self.ending)


def decisions_of(findings: Sequence[Finding], as_of: date | None) -> Decisions:
    """What of some findings waits for a decision.

    Args:
        findings: Findings that stand for themselves.
        as_of: The graph's date.
    """
    if as_of is None:
        return Decisions()
    known = [finding for finding in findings if finding.status]
    overdue = [each for each in known if each.due and each.due < as_of and each.status != "waived"]
    ending = [each for each in known if each.waived_until and each.waived_until <= as_of + _SOON]
    return Decisions(
        without_role(known),
        tuple(sorted(overdue, key=lambda each: each.due or as_of)),
        tuple(sorted(ending, key=lambda each: each.waived_until or as_of)),
    )


def compose_decisions(decisions: Decisions, held: int) -> Markup | None:
    """The section; nothing where nothing waits.

    Args:
        decisions: What waits of findings.
        held: How many loads are held.
    """
    parts = [
        _held(held) if held else None,
        _unowned(decisions.unowned),
        _dated("past the day by which they were to be done", decisions.overdue, "due"),
        _dated("waived and open again within a month", decisions.ending, "waived_until"),
    ]
    if not any(parts):
        return None
    return tag("section", tag("h2", "What waits for a decision", class_="next"), tag("ul", parts, class_="small"))


def _held(held: int) -> Markup:
    said = f"{many(held, 'load')} {verb(held, 'is', 'are')} held: nothing of {verb(held, 'it', 'them')} was written. "
    return tag("li", said, link("See Loads", LOADS), ".")


def _unowned(findings: Sequence[Finding]) -> Markup | None:
    if not findings:
        return None
    count = len(findings)
    said = f"No role is named yet to see to {many(count, 'critical problem')}: "
    how = tag("span", " Name one with ", tag("code", f"{ASSIGN} ID ROLE"), ".", class_="noprint")
    return tag("li", said, link("who sees to what", address(FINDINGS, severity=SEVERITIES[0])), ".", how)


def _dated(what: str, findings: Sequence[Finding], which: str) -> Markup | None:
    """How many there are, and the first of them with their days."""
    if not findings:
        return None
    count = len(findings)
    head = f"{many(count, 'finding')} {verb(count, 'is', 'are')} {what}"
    listed = [tag("li", f"{say_date(getattr(each, which))}: {each.sentence}") for each in findings[:_SHOWN]]
    left = count - len(listed)
    more = tag("li", link(f"{left} more", FINDINGS)) if left else None
    return tag("li", join(head, tag("ul", listed, more, class_="noprint")))
