"""T-22: a building team that has been in installation for long."""

from __future__ import annotations

from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let it be in installation for five hundred days."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.stage, team.work.staged = "installation", 500
    ids = (*team.unit_and_team(), innovation_of(site.draft, site.unit))
    site.draft.key.add("T-22", ids, "in installation for five hundred days")
    return True


DEFECT = Defect(rules=("T-22",), plant=plant, often={"school": 1}, aspect="work")
