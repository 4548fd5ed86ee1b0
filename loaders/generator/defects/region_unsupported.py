"""S-04: a region team that the state team is not recorded to support."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the record of support; the region team still reports to the state team."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.supported_by.clear()
    site.draft.key.add("S-04", team.unit_and_team(), "no team is recorded as its support")
    return True


DEFECT = Defect(rules=("S-04",), plant=plant, often={"region": 1}, aspect="links")
