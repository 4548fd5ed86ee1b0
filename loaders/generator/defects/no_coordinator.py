"""T-09: a team without a lead or coordinator."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record the lead and the coordinator as other roles."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.change_posts({"lead"}, code="other", title="Implementation specialist", job="Implementation specialist")
    team.change_posts({"second"}, code="other", title="Support specialist", job="Support specialist")
    site.draft.key.add("T-09", team.unit_and_team(), "no role on it leads or coordinates")
    return True


DEFECT = Defect(rules=("T-09",), plant=plant, often={"district": 1}, aspect="work")
