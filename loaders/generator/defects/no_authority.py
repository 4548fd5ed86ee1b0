"""T-10: a team on which nobody may decide."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Take the decisions from the team, and from the leader who sits on it; the key says so as a consequence."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.decides = False
    team.change_posts({post.key for post in team.usual}, authority=False)
    return True


DEFECT = Defect(rules=("T-10",), plant=plant, often={"district": 1}, aspect="work")
