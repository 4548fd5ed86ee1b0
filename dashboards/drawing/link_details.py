"""The facts of a link for its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.link_sentences import owner_name
from dashboards.drawing.phrasing import day, many, month, since, small

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Facts, LinkFacts


def details(link: LinkFacts, facts: Facts) -> list[tuple[str, str]]:
    """The facts of a link as a list of name and value, for its card."""
    today = facts.as_of
    if link.protocols is None or not facts.writing:
        written = "no agreements loaded"
    elif link.protocols:
        written = f"since {month(link.agreed_on, today)}" if link.agreed_on else "yes"
    else:
        written = "none"
    if link.last_contact:
        ago = f" ({since(link.days_since)})" if link.days_since is not None else ""
        last = f"{day(link.last_contact, today)}{ago}"
    elif link.last_month:
        last = link.last_month
    else:
        last = "can't tell" if link.state == "cant_tell" else "none on record"
    rows = [("Agreement", written), ("Last contact", last)]
    if link.rhythm:
        rows.append(
            ("Agreed rhythm", f"every {many(link.rhythm, 'day')}{'' if link.protocols else ' (state profile)'}")
        )
    if link.people is None:
        held = "can't tell"
    elif link.single:
        held = "one, no stand-in"
    else:
        held = small(link.people) if link.people else "nobody"
    rows.append(("People on the link", held))
    if link.state == "starting" and link.planned:
        rows.append(("Planned by", day(link.planned, today)))
    if link.supported is False:
        rows.append(("Support", "not on record"))
    rows.append(("Owner", owner_name(link)))
    return rows
