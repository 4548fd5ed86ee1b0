"""S-06: a building in scope without an implementation team."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove the building's implementation team; its leadership team stays."""
    draft, building = site.draft, site.unit
    district = building.parent
    if district is None:
        return False
    draft.implementers(building).status = None
    because = f"{building.name} in {district.name} has no {worded('building implementation team')}"
    draft.key.add("S-06", (district.unit_id, building.unit_id), because, anchor=district.unit_id)
    return True


DEFECT = Defect(rules=("S-06",), plant=plant, often={"school": 6}, aspect="team", whole=True)
