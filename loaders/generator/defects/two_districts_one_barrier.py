"""F-16: a barrier with the leaders of two districts, which report to nobody in common."""

from __future__ import annotations

from datetime import timedelta

from graph.profile.words import worded
from loaders.generator.barrier_log import plant_at_district
from loaders.generator.planting import Defect, Site
from loaders.generator.practice import Step

_DAYS = 20


def plant(site: Site) -> bool:
    """Let the leaders of a neighboring district receive what the district's own leaders have still."""
    draft, unit = site.draft, site.unit
    beside = [other for other in (unit.parent.children if unit.parent else ()) if other is not unit]
    beside = [other for other in beside if draft.leaders(other).active and site.free([other], "barriers")]
    if not beside or not draft.leaders(unit).active:
        return False
    entry = plant_at_district(draft, unit, draft.days.back(_DAYS), "staffing")
    if entry is None:
        return False
    last, other = entry.way[-1], draft.leaders(beside[0])
    last.answered = entry.resolved = entry.reported = None
    entry.way.append(Step(other, last.received + timedelta(days=1)))
    site.take(beside[:1], "barriers")
    ids = (*last.team.unit_and_team(), *other.unit_and_team())
    draft.key.add("F-16", ids, f"{entry.barrier_id}: {worded('it is with the leaders of two districts')}")
    return True


DEFECT = Defect(rules=("F-16",), plant=plant, often={"district": 1}, aspect="barriers", led=frozenset({"district"}))
