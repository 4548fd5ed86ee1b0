"""When two teams were last in contact: by its day, or by its month where it was one person's contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import day, since

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import LinkFacts


def silent_since(link: LinkFacts, today: date | None) -> str:
    """Since when there is no contact, such as `since 3 May`; empty if there never was any on record.

    Args:
        link: The link.
        today: The as-of date of the data.
    """
    last = day(link.last_contact, today) if link.last_contact else link.last_month
    return f"since {last}" if last else ""


def last_seen(link: LinkFacts) -> str:
    """When the last contact was, such as `6 days ago` or `in May 2026`; empty if it is not known."""
    if link.days_since is not None:
        return since(link.days_since)
    return f"in {link.last_month}" if link.last_month else ""
