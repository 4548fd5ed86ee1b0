"""P-02: one role in a region team is the only link to several districts, and has no deputy."""

from __future__ import annotations

from dataclasses import replace

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site
from loaders.generator.posts import Post
from loaders.generator.state import AGREED

_DISTRICTS = 2
_SPOF_BUILDINGS = 5
_ROVING = Post(
    "roving", "Roving region specialist", "coach", "ensure_implementation", 0.8, "Region specialist", linking=True
)


def plant(site: Site) -> bool:
    """Let only a new post of the region team be in contact with two of its larger districts."""
    draft, team = site.draft, site.draft.implementers(site.unit)
    districts = [
        unit
        for unit in site.unit.children
        if len(unit.children) >= _SPOF_BUILDINGS and draft.implementers(unit).active and site.free([unit], "contact")
    ][:_DISTRICTS]
    if not team.active or len(districts) < _DISTRICTS:
        return False
    team.more = (*team.more, replace(_ROVING, title=worded(_ROVING.title), job=worded(_ROVING.job)))
    role = team.role_id(_ROVING.key)
    because = f"{role} alone links {len(districts)} districts to their region; no deputy"
    ids = {role}
    for district in districts:
        link = draft.support[district.unit_id]
        link.ties = ((_ROVING.key, "lead"), (_ROVING.key, "second"))
        link.agreed_down = link.agreed_up = replace(AGREED, responsible=False)
        link.checked = False
        ids.update(link.ids)
        draft.key.add("P-01", link.ids, because)
        draft.key.add("F-04", (site.unit.unit_id, district.unit_id), because, anchor=site.unit.unit_id)
    draft.key.add("P-02", ids, because)
    draft.key.add("P-07", (*team.unit_and_team(), role), because)
    site.take(districts, "contact")
    return True


DEFECT = Defect(rules=("P-02",), plant=plant, often={"region": 1}, aspect="team")
