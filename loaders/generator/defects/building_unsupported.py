"""S-01: a building team that no district team is recorded to support."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the record of support; the two teams still talk."""
    building, district = site.unit, site.unit.parent
    team = site.draft.implementers(building)
    if district is None or not team.active:
        return False
    team.supported_by.clear()
    site.draft.key.add("S-01", (*team.unit_and_team(), district.unit_id), "no team is recorded as its support")
    return True


DEFECT = Defect(rules=("S-01",), plant=plant, often={"school": 1}, aspect="links")
