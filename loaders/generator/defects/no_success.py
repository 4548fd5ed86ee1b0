"""F-22: a region whose teams tell of barriers and of no success."""

from __future__ import annotations

from loaders.generator.barrier_log import fill
from loaders.generator.planting import Defect, Site

_ENTRIES = 5


def plant(site: Site) -> bool:
    """Let the region's teams tell of no success, and of enough barriers in the last weeks."""
    draft, region = site.draft, site.unit
    # Where no other region would tell of successes, a blank says nothing.
    if len(draft.skeleton.regions) == 1 or not fill(
        draft, [unit for unit in region.below() if unit.level == "school"], _ENTRIES
    ):
        return False
    draft.practice.no_success.add(region.unit_id)
    draft.key.add("F-22", (region.unit_id,), "barriers are told, and no success")
    return True


DEFECT = Defect(rules=("F-22",), plant=plant, often={"region": 1}, aspect="barriers")
