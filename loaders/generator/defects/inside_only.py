"""F-21: a district in which all barriers and successes come from inside."""

from __future__ import annotations

from loaders.generator.barrier_log import fill
from loaders.generator.planting import Defect, Site

_ENTRIES = 5


def plant(site: Site) -> bool:
    """Let nothing come from families, the community or partners, and enough from inside."""
    draft, unit = site.draft, site.unit
    if not fill(draft, unit.children, _ENTRIES):
        return False
    draft.practice.inside_only.add(unit.unit_id)
    draft.key.add("F-21", (unit.unit_id,), "nothing comes from families, the community or partners")
    return True


DEFECT = Defect(rules=("F-21",), plant=plant, often={"district": 1}, aspect="barriers")
