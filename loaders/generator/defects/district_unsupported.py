"""S-03: a district team that no region team is recorded to support."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the record of support; the district team still reports to its region's team."""
    district, region = site.unit, site.unit.parent
    team = site.draft.implementers(district)
    if region is None or not team.active:
        return False
    team.reports_to.extend(team.supported_by)
    team.supported_by.clear()
    site.draft.key.add("S-03", (*team.unit_and_team(), region.unit_id), "no team is recorded as its support")
    return True


DEFECT = Defect(rules=("S-03",), plant=plant, often={"district": 1}, aspect="links")
