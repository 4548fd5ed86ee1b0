"""F-07: a link whose last contact is older than its rhythm allows."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Move the last contact back, to two or three rhythms ago in days in session."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.silence()
    days = site.dice.between(56, 95)
    link.down = site.draft.days.in_session(days)
    link.up = site.draft.days.in_session(days - site.dice.between(0, 6))
    site.draft.key.add("F-07", link.ids, f"no contact for about {days} days in session; agreed every 30")
    return True


DEFECT = Defect(rules=("F-07",), plant=plant, often={"district": 2, "school": 2}, aspect="contact")
