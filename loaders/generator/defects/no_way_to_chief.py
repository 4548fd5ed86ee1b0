"""S-15: a region team with no recorded way to the state's leadership."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit that the region team reports to the state team; the state team still supports it."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.reports_to.clear()
    for rule in ("S-15", "S-12"):
        site.draft.key.add(rule, team.unit_and_team(), "it is not recorded to report to anyone")
    return True


DEFECT = Defect(rules=("S-15",), plant=plant, often={"region": 1}, aspect="links")
