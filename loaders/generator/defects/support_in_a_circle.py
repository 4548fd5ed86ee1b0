"""S-11: a district team that is recorded as the support of the region team that supports it."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add the record of support from the district team to the region team."""
    draft, district = site.draft, site.unit
    if district.parent is None:
        return False
    team, region = draft.implementers(district), draft.implementers(district.parent)
    circled = any(one.unit in district.parent.children for one in region.supported_by)
    if circled or region not in team.supported_by or not (team.active and region.active):
        return False
    region.supported_by.append(team)
    draft.key.add("S-11", (*team.unit_and_team(), *region.unit_and_team()), "each is recorded to support the other")
    return True


DEFECT = Defect(rules=("S-11",), plant=plant, often={"district": 1}, aspect="links", later=True)
