"""Who sees to what: the roles that were named, the critical problems without one, and how to name one."""

from __future__ import annotations

import shlex
from collections import defaultdict
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import many, number, verb
from dashboards.shell.markup import Markup, join, tag
from graph.model.vocabulary import SEVERITIES
from graph.wording import say_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.shell.stored import Finding

ASSIGN = "loopline finding assign"
"""The command that names a role."""
_SHOWN = 20


def without_role(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Critical findings that the ledger knows, that are not waived, and that no role was named for."""
    return tuple(
        each
        for each in findings
        if each.status and each.status != "waived" and each.severity == SEVERITIES[0] and not each.role
    )


def compose_owners(findings: Sequence[Finding], *, unfolded: bool) -> Markup | None:
    """The section; nothing where the ledger knows none of the findings.

    Args:
        findings: Findings that stand for themselves, after filtering.
        unfolded: Whether it is what the reader came for.
    """
    if not any(each.status for each in findings):
        return None
    named, unnamed = [each for each in findings if each.role], without_role(findings)
    return tag(
        "details",
        tag("summary", f"Who sees to what: {_said(named, unnamed)}"),
        _named(named),
        _unnamed(unnamed),
        _how(unnamed[0] if unnamed else next(each for each in findings if each.status)),
        class_="behind small owners",
        open=unfolded or None,
    )


def _said(named: Sequence[Finding], unnamed: Sequence[Finding]) -> str:
    roles = len({each.role for each in named})
    told = f"{many(roles, 'role')} {verb(roles, 'is', 'are')} named for {many(len(named), 'finding')}"
    left = f"no role is named yet for {many(len(unnamed), 'critical problem')}"
    return "; ".join([told if named else "no role is named for any finding", *([left] if named and unnamed else [])])


def _named(findings: Sequence[Finding]) -> Markup | None:
    """By role, what it sees to and by when."""
    by_role: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        by_role[each.role].append(each)
    return join(
        *(
            join(tag("p", tag("strong", role)), tag("ul", [tag("li", _due(each)) for each in theirs]))
            for role, theirs in sorted(by_role.items())
        )
    )


def _due(finding: Finding) -> str:
    return f"{finding.sentence} Due {say_date(finding.due)}." if finding.due else finding.sentence


def _unnamed(findings: Sequence[Finding]) -> Markup | None:
    if not findings:
        return None
    items = [tag("li", each.sentence, " ", tag("code", each.finding_id)) for each in findings[:_SHOWN]]
    left = len(findings) - len(items)
    more = tag("p", f"And {number(left)} more: their ids are in the list to download.") if left else None
    return join(tag("p", tag("strong", "Critical, and no role is named")), tag("ul", items), more)


def _how(finding: Finding) -> Markup:
    """How to name a role; the id is the one of a finding that is listed."""
    command = f"{ASSIGN} {shlex.quote(finding.finding_id)} ROLE --due YYYY-MM-DD"
    return join(
        tag("p", "To name the role that sees to a finding, run this on the machine on which Loopline runs:"),
        tag("pre", command, class_="command"),
        tag(
            "p",
            "ROLE is the id of a role in the roles sheet. The ids of all findings are in the list to download, and in ",
            tag("code", "loopline findings --format csv"),
            ".",
            class_="muted",
        ),
    )
