"""F-25: what helps in three districts of a region, told to no team above."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.barrier_log import able, own_theme, plant_at_district
from loaders.generator.planting import Defect, Site

_DISTRICTS = 3


def plant(site: Site) -> bool:
    """Let buildings of three districts note what helps, and their districts' teams keep it."""
    draft, region = site.draft, site.unit
    districts = [unit for unit in region.children if site.free([unit], "barriers") and able(draft, unit)][:_DISTRICTS]
    if len(districts) < _DISTRICTS:
        return False
    theme = own_theme(draft, draft.world.untold, region)
    for unit in districts:
        raised = draft.days.in_session(site.dice.between(55, 75))
        plant_at_district(draft, unit, raised, "time", theme, kind="facilitator")
    site.take(districts, "barriers")
    ids = (region.unit_id, *(unit.unit_id for unit in districts))
    draft.key.add("F-25", ids, f"{theme}: {worded('it helps in three districts, and no team above knows')}")
    return True


DEFECT = Defect(rules=("F-25",), plant=plant, often={"region": 1}, aspect="barriers")
