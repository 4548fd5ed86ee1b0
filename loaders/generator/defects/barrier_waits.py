"""F-09: a barrier that waits with the team that can decide, long after an answer was due."""

from __future__ import annotations

from loaders.generator.barrier_log import plant_at_district
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let a barrier of a building stay with the district's leaders."""
    draft, unit = site.draft, site.unit
    entry = plant_at_district(draft, unit, draft.days.in_session(site.dice.between(70, 140)), "time")
    if entry is None:
        return False
    last = entry.way[-1]
    last.answered = entry.resolved = entry.reported = None
    draft.key.add("F-09", last.team.unit_and_team(), f"{entry.barrier_id} waits for an answer since {last.received}")
    return True


DEFECT = Defect(rules=("F-09",), plant=plant, often={"district": 2}, aspect="barriers")
