"""N-07: a leader without contact outside their own team."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_CONTACTS = 5
_LEADERS = 6


def plant(site: Site) -> bool:
    """Omit the regional director's contact with superintendents, among enough directors that nobody is singled out."""
    team = site.draft.implementers(site.unit)
    others = sum(post.key != "director" for post, _, _ in team.holders())
    draft = site.draft
    directors = sum(draft.implementers(region).active for region in draft.skeleton.regions)
    if not team.active or others < _CONTACTS or directors < _LEADERS or not site.free([site.unit], "team"):
        return False
    team.within = True
    # Someone more or less on the team would change how far its contacts repeat one another.
    site.take([site.unit], "team")
    draft.key.add("N-07", (draft.skeleton.state.unit_id,), "a regional director is in contact with the own team alone")
    return True


DEFECT = Defect(rules=("N-07",), plant=plant, often={"region": 1}, aspect="contact")
