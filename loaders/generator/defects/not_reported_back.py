"""F-12: a resolved barrier of which those who raised it never heard."""

from __future__ import annotations

from loaders.generator.barrier_log import plant_at_district
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave out the day on which the result was reported back."""
    draft, unit = site.draft, site.unit
    entry = plant_at_district(draft, unit, draft.days.in_session(site.dice.between(80, 140)), "time")
    if entry is None or entry.resolved is None:
        return False
    entry.reported = None
    because = f"{entry.barrier_id} was resolved on {entry.resolved} and not reported back"
    draft.key.add("F-12", (unit.unit_id, entry.team.team_id), because, anchor=unit.unit_id)
    return True


DEFECT = Defect(rules=("F-12",), plant=plant, often={"district": 1}, aspect="barriers")
