"""F-22: a region whose teams tell of barriers and of no success."""

from __future__ import annotations

from loaders.generator.barrier_log import fill_region
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let the region's teams tell of no success, and of enough barriers in the last weeks."""
    draft, region = site.draft, site.unit
    if not fill_region(draft, region):
        return False
    draft.practice.no_success.add(region.unit_id)
    draft.key.add("F-22", (region.unit_id,), "barriers are told, and no success")
    return True


DEFECT = Defect(rules=("F-22",), plant=plant, often={"region": 1}, aspect="barriers")
