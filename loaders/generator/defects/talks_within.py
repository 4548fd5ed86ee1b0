"""N-07: a leader without contact outside their own team."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_CONTACTS = 5


def plant(site: Site) -> bool:
    """Omit the regional director's contact with superintendents, in a team large enough to be reported."""
    team = site.draft.implementers(site.unit)
    others = sum(post.key != "director" for post, _, _ in team.holders())
    if not team.active or others < _CONTACTS or not site.free([site.unit], "team"):
        return False
    team.within = True
    # Someone more or less on the team would change how far its contacts repeat one another.
    site.take([site.unit], "team")
    site.draft.key.add("N-07", (team.role_id("director"),), "in contact with the own team alone")
    return True


DEFECT = Defect(rules=("N-07",), plant=plant, often={"region": 1}, aspect="contact")
