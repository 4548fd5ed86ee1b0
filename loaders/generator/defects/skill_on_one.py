"""P-06: a team with a skill that one member alone holds."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_CORE = 5


def plant(site: Site) -> bool:
    """Count one holder of one skill, on a team with a core of five: smaller cores have their own rule."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    if sum(bool(post.core) for post, _, _ in team.holders()) < _CORE:
        return False
    team.work.holders["systems_change"] = 1
    site.draft.key.add("P-06", team.unit_and_team(), "one of its four skills has one holder")
    return True


DEFECT = Defect(rules=("P-06",), plant=plant, often={"district": 1}, aspect="work")
