"""T-16: a team with a role of which only the title is on record."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave blank what kind of role the data lead's is, and what it is responsible for."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    if "data" in team.vacant:
        return False
    team.change_posts({"data"}, code="", function="", title="Assistant II", job="Assistant II")
    site.draft.key.add("T-16", team.unit_and_team(), "of one of its roles only the title is on record")
    return True


DEFECT = Defect(rules=("T-16",), plant=plant, often={"district": 1}, aspect="work")
