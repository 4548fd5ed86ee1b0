"""T-17: a team without a role for one of its functions."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Make the data lead responsible for coordination alone."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.change_posts({"data"}, function="coordination")
    site.draft.key.add("T-17", team.unit_and_team(), "no role creates hospitable environments")
    return True


DEFECT = Defect(rules=("T-17",), plant=plant, often={"district": 1}, aspect="work")
