"""P-16: a building team whose link to its district is in nobody's role."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import EVERYTHING, Defect, Site
from loaders.generator.state import AGREED


def plant(site: Site) -> bool:
    """Record no role as linking, and name none in the agreement that the team sends by."""
    team = site.draft.implementers(site.unit)
    if not team.active or not site.free([site.unit], *EVERYTHING):
        return False
    link = site.draft.support[site.unit.unit_id]
    if not link.upper.active:
        return False
    team.change_posts({"lead", "second"}, linking=False)
    link.agreed_up = replace(AGREED, responsible=False)
    upper = link.upper.unit.unit_id
    site.draft.key.add("F-04", (upper, site.unit.unit_id), "nobody is named as responsible for the link", anchor=upper)
    site.draft.key.add("P-16", team.unit_and_team(), "neither a role nor an agreement of the team carries its link")
    return True


DEFECT = Defect(rules=("P-16",), plant=plant, often={"school": 1}, aspect="work")
