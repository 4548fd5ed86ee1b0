"""F-17: a district in which nobody may decide on a category of barriers, though others' leaders do."""

from __future__ import annotations

from loaders.generator.barrier_log import plant_at_district
from loaders.generator.planting import Defect, Site

_CATEGORY = "staffing"


def plant(site: Site) -> bool:
    """Leave one category out of what the district's leaders decide, and raise a barrier about it."""
    draft, unit = site.draft, site.unit
    if plant_at_district(draft, unit, draft.days.back(site.dice.between(40, 90)), _CATEGORY) is None:
        return False
    draft.practice.undecided.add((draft.heads(unit).team_id, _CATEGORY))
    draft.key.add("F-17", (unit.unit_id,), f"nobody may decide on {_CATEGORY}")
    return True


DEFECT = Defect(rules=("F-17",), plant=plant, often={"district": 1}, aspect="barriers")
