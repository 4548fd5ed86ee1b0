"""Z-02: a transformation zone with a link that goes one way, while districts outside are starting."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site
from loaders.generator.zones import mark, spreads_beside, suited


def plant(site: Site) -> bool:
    """Make a zone of a district that no other defect has changed, and remove one direction of a building's contact."""
    draft, district = site.draft, site.unit
    if district not in list(suited(draft)) or not spreads_beside(draft, district):
        return False
    mark(draft, district)
    link = draft.support[district.children[0].unit_id]
    link.checked, link.up = False, None
    draft.key.add("F-08", link.ids, f"nothing on record from {link.lower.team_id}")
    draft.key.add(
        "Z-02", (district.unit_id,), worded("one of its links goes one way, and districts outside are starting")
    )
    return True


DEFECT = Defect(rules=("Z-02",), plant=plant, often={"district": 1}, aspect="contact", whole=True, later=True)
