"""T-11: a team on which nobody holds a skill."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Count nobody for one of the skills."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.holders["improvement_cycles"] = 0
    site.draft.key.add("T-11", team.unit_and_team(), "nobody on it holds one of the four skills")
    return True


DEFECT = Defect(rules=("T-11",), plant=plant, often={"district": 1}, aspect="work")
