"""Since when a link stands as it does, and until when it last held: from its periods, by the dates of loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import day

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import LinkFacts

_BEFORE = {"told": "before, we could not tell", "judged": "before, links were judged by other settings"}


def so_since(link: LinkFacts, today: date | None) -> str:
    """Since when a link is as it is, as a full sentence; empty where there is no earlier load to tell it.

    Args:
        link: The link.
        today: The as-of date of the data.
    """
    if link.since is None or link.state == "starting" or (link.began == "first" and link.since == today):
        return ""
    # "Since" alone would stand beside the day of the last contact as if it were one of contact.
    first = "the first load," if link.began == "first" else "the load of"
    parts = [f"Unchanged since {first} {day(link.since, today)}"]
    if link.began in _BEFORE:
        parts.append(_BEFORE[link.began])
    if link.held_until is not None and link.began != "judged":
        then = link.held_until == link.since
        parts.append("it held until then" if then else f"it last held until {day(link.held_until, today)}")
    return f"{'; '.join(parts)}."
