"""P-12: a linking role that has been vacant for longer than the profile allows."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.posts import Post

_LIAISON = Post(
    "liaison", "Liaison to the next team", "coordinator", "coordination", 0.2, "Liaison", linking=True, deputy="lead"
)  # fmt: skip


def plant(site: Site) -> bool:
    """Add a liaison's post that nobody has held for months; two others keep the link."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.more = (*team.more, _LIAISON)
    since = team.vacant["liaison"] = site.draft.days.in_session(site.dice.between(70, 200))
    site.draft.key.add("P-12", (*team.unit_and_team(), team.role_id("liaison")), f"vacant since {since}")
    return True


DEFECT = Defect(rules=("P-12",), plant=plant, often={"region": 1, "district": 1}, aspect="team")
