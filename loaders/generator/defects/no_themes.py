"""F-26: a region in which no barrier or success has a theme."""

from __future__ import annotations

from loaders.generator.barrier_log import fill_region
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave out the themes of all entries of a region, of which there are enough."""
    draft, region = site.draft, site.unit
    if not fill_region(draft, region):
        return False
    draft.practice.no_themes.add(region.unit_id)
    draft.key.add("F-26", (region.unit_id,), "barriers and successes have no themes")
    return True


DEFECT = Defect(rules=("F-26",), plant=plant, often={"region": 1}, aspect="barriers")
