"""F-10: a barrier that stays below the level that can decide."""

from __future__ import annotations

from loaders.generator.barrier_log import plant_entry, way_up
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let a barrier stay with the team that raised it, or with the district's team."""
    draft, unit = site.draft, site.unit
    at_building = unit.level == "school"
    level, most = ("district", 1) if at_building else ("region", 2)
    asked = next(one for one in draft.world.barriers if one.level == level)
    homes = [home for home in ([unit] if at_building else unit.children) if way_up(draft, home, level)]
    if not homes or unit.parent is None:
        return False
    raised = draft.days.in_session(site.dice.between(60, 140))
    theme = f"{asked.theme}, {homes[0].name}"
    entry = plant_entry(draft, homes[0], raised, (theme, asked.category, level), most=most)
    if entry is None:
        return False
    last = entry.way[-1]
    last.answered = entry.resolved = entry.reported = None
    upper = unit.parent.unit_id
    needed = draft.world.profile.level_name(level)
    because = f"{entry.barrier_id} needs the level {needed} and stays with {last.team.team_id}"
    draft.key.add("F-10", (upper, last.team.team_id), because, anchor=upper)
    return True


DEFECT = Defect(rules=("F-10",), plant=plant, often={"district": 1, "school": 1}, aspect="barriers")
