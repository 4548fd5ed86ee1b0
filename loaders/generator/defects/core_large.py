"""T-02: a district team whose core is larger than a working core."""

from __future__ import annotations

from loaders.generator.planting import EVERYTHING, Defect, Site


def plant(site: Site) -> bool:
    """Put eight coaches on the team, all of them in its core."""
    team = site.draft.implementers(site.unit)
    if not team.active or not site.free([site.unit], *EVERYTHING):
        return False
    team.members = 8
    site.draft.key.add("T-02", team.unit_and_team(), "its core has more than ten members")
    return True


DEFECT = Defect(rules=("T-02",), plant=plant, often={"district": 1}, aspect="work")
