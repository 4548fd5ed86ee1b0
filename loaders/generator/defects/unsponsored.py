"""S-12: an implementation team that reports to no leadership team."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the record of reporting; the support from above stays."""
    team = site.draft.implementers(site.unit)
    # With fewer buildings the district's leadership team might lose its last link to the other teams.
    if not team.active or (site.unit.level == "district" and len(site.unit.children) < 4):
        return False
    team.reports_to.clear()
    site.draft.key.add("S-12", team.unit_and_team(), "it is not recorded to report to its leadership team")
    return True


DEFECT = Defect(rules=("S-12",), plant=plant, often={"district": 1, "school": 1}, aspect="links")
