"""F-15: one theme in three districts of a region, and with no team of the region or the state."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.barrier_log import able, own_theme, plant_at_district
from loaders.generator.planting import Defect, Site

_DISTRICTS = 3


def plant(site: Site) -> bool:
    """Raise one theme in three districts, whose leaders answer and don't resolve it."""
    draft, region = site.draft, site.unit
    districts = [unit for unit in region.children if site.free([unit], "barriers") and able(draft, unit)][:_DISTRICTS]
    if len(districts) < _DISTRICTS:
        return False
    theme = own_theme(draft, draft.world.shared, region)
    for unit in districts:
        raised = draft.days.in_session(site.dice.between(55, 75))
        entry = plant_at_district(draft, unit, raised, "staffing", theme)
        if entry is not None:
            entry.resolved = entry.reported = None
    site.take(districts, "barriers")
    ids = (region.unit_id, *(unit.unit_id for unit in districts))
    draft.key.add("F-15", ids, f"{theme}: {worded('open in three districts, and with no team above')}")
    return True


DEFECT = Defect(rules=("F-15",), plant=plant, often={"region": 1}, aspect="barriers")
