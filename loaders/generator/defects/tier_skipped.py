"""S-09: a building team that is supported from the region directly, past its district."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record the region team as the support, instead of the district team."""
    draft, building = site.draft, site.unit
    district = building.parent
    if district is None or district.parent is None or len(district.children) < 2:
        return False
    team, region = draft.implementers(building), draft.implementers(district.parent)
    if not (team.active and region.active and draft.implementers(district).active):
        return False
    team.supported_by[:] = [region]
    because = f"{building.name} is supported by {worded('the region team, past its district')}"
    draft.key.add("S-09", (*team.unit_and_team(), district.unit_id, *region.unit_and_team()), because)
    draft.key.add("S-01", (*team.unit_and_team(), district.unit_id), because)
    return True


DEFECT = Defect(rules=("S-09",), plant=plant, often={"school": 1}, aspect="links")
