"""F-26: a region in which no barrier or success has a theme."""

from __future__ import annotations

from loaders.generator.barrier_log import fill
from loaders.generator.planting import Defect, Site

_ENTRIES = 5


def plant(site: Site) -> bool:
    """Leave out the themes of all entries of a region, of which there are enough."""
    draft, region = site.draft, site.unit
    # Where no other region would have themes, a blank says nothing.
    if len(draft.skeleton.regions) == 1 or not fill(
        draft, [unit for unit in region.below() if unit.level == "school"], _ENTRIES
    ):
        return False
    draft.practice.no_themes.add(region.unit_id)
    draft.key.add("F-26", (region.unit_id,), "barriers and successes have no themes")
    return True


DEFECT = Defect(rules=("F-26",), plant=plant, often={"region": 1}, aspect="barriers")
