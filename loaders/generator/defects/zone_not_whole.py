"""Z-01: a transformation zone whose district has no team; its links are then not closed either (Z-02)."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site
from loaders.generator.zones import mark, spreads_beside


def plant(site: Site) -> bool:
    """Make a zone of a district that another defect has left without a team."""
    draft = site.draft
    for district in draft.skeleton.districts:
        without = draft.implementers(district).status is None and not site.free([district], "links")
        below = any(draft.implementers(building).active for building in district.children)
        if without and below and district.unit_id not in draft.zones and spreads_beside(draft, district):
            mark(draft, district)
            draft.key.add("Z-01", (district.unit_id,), worded("its district has no team"))
            draft.key.add(
                "Z-02", (district.unit_id,), worded("its links are missing, and districts outside are starting")
            )
            return True
    return False


DEFECT = Defect(rules=("Z-01",), plant=plant, often={"state": 1}, aspect="support", later=True)
