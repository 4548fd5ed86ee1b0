"""P-15: a district team most of whose skills have one holder each."""

from __future__ import annotations

from loaders.generator.extras.skills import SKILLS
from loaders.generator.planting import Defect, Site

_CORE = 5


def plant(site: Site) -> bool:
    """Give three of four skills one holder, on a team with a core of five: smaller cores have their own rule."""
    team = site.draft.implementers(site.unit)
    core = sum(bool(post.core) for post, _, _ in team.holders())
    if not team.active or core < _CORE:
        return False
    team.work.holders = dict.fromkeys(SKILLS[:3], 1)
    for rule in ("P-15", "P-06"):
        site.draft.key.add(rule, team.unit_and_team(), "three of its four skills have one holder each")
    return True


DEFECT = Defect(rules=("P-15",), plant=plant, often={"district": 2}, aspect="team")
