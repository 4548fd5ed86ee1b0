"""A-04: a district without a team of its own that was assessed all the same."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add an assessment of a district that another defect has left without a team."""
    draft = site.draft
    for district in draft.skeleton.districts:
        without = draft.implementers(district).status is None and not site.free([district], "links")
        if without and draft.leaders(district).status != "forming" and district.unit_id not in draft.assessed:
            if not any(draft.implementers(building).active for building in district.children):
                continue
            draft.assessed[district.unit_id] = "without_team"
            draft.key.add("A-04", (district.unit_id,), "it was assessed, but has no team")
            return True
    return False


DEFECT = Defect(rules=("A-04",), plant=plant, often={"state": 1}, aspect="assessed", later=True)
