"""Since when a finding is open, what was entered about it, and who sees to it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.wording import say_date

if TYPE_CHECKING:
    from dashboards.shell.stored import Finding


def standing_of(finding: Finding) -> str:
    """One line under a finding: "Open since 31 January 2026."; empty where the ledger does not know it."""
    if finding.open_since is None:
        return ""
    since = say_date(finding.open_since)
    words = {
        "acknowledged": f"Acknowledged, open since {since}.",
        "waived": f"Waived until {say_date(finding.waived_until)}, open since {since}." if finding.waived_until else "",
        "reopened": f"There again since {since}.",
    }
    owner = "" if finding.do else owner_of(finding)  # else it stands beside what is to be done
    return f"{words.get(finding.status) or f'Open since {since}.'} {owner}".strip()


def owner_of(finding: Finding) -> str:
    """Who sees to it and by when: the role that was named, or else the team that is to act; empty if not known."""
    owner = finding.role or finding.owner
    due = f", due {say_date(finding.due)}" if finding.due else ""
    return f"Owner: {owner}{due}." if owner else ""
