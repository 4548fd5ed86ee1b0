"""S-24: a team without a target outcome, and a team with that of another level."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site
from loaders.generator.posts import TARGETS


def plant(site: Site) -> bool:
    """Omit a building team's target outcome; give a district team the region's."""
    draft, unit = site.draft, site.unit
    team = draft.implementers(unit)
    if not team.active or unit.parent is None or team.also:
        return False
    team.aim = "" if unit.level == "school" else TARGETS["RIT"]
    why = "its target outcome is " + (
        "not on record" if unit.level == "school" else worded("the one of its region's team")
    )
    draft.key.add("S-24", (*team.unit_and_team(), unit.parent.unit_id), why, anchor=unit.parent.unit_id)
    return True


DEFECT = Defect(rules=("S-24",), plant=plant, often={"district": 1, "school": 1}, aspect="support", later=True)
