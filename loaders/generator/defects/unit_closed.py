"""S-21: a building that closed, while its team is still on record as active."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.world import TYPES


def plant(site: Site) -> bool:
    """Add a closed building to the first district, and its team."""
    draft = site.draft
    number, district = len(draft.closed_units) + 1, draft.skeleton.districts[0]
    unit_id, name, closed = f"Y{number}", "Old Mill", draft.days.back(site.dice.between(60, 300))
    code = draft.world.type_of("school", TYPES["school"][0])
    draft.closed_units.append((unit_id, name, district.unit_id, closed))
    draft.odd_teams.append((f"{code}-{unit_id}", f"Team of {name}", code, unit_id))
    draft.key.add("S-21", (unit_id, f"{code}-{unit_id}"), f"{name} closed on {closed}")
    return True


DEFECT = Defect(rules=("S-21",), plant=plant, often={"state": 1}, aspect="team", later=True)
