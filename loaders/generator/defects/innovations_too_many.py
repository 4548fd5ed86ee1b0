"""N-12: a building that runs all innovations of the state, with time for two; its neighbors run one (S-26)."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let the building's team work on all three innovations."""
    draft, building = site.draft, site.unit
    team, district = draft.implementers(building), building.parent
    if district is None or not team.active or team.hours or not site.free([district], "innovations"):
        return False
    own, every = innovation_of(draft, building), tuple(one for one, _, _ in draft.world.innovations)
    team.innovations = (own, *(one for one in every if one != own))
    draft.key.add("N-12", (*team.unit_and_team(), *every), f"it runs {len(every)} innovations, with time for two")
    if any(draft.implementers(unit).active for unit in district.children if unit is not building):
        ids = (*team.unit_and_team(), district.unit_id, *team.innovations[1:])
        draft.key.add("S-26", ids, worded("no other building of its district uses two of them"))
    site.take([district], "innovations")
    return True


DEFECT = Defect(rules=("N-12",), plant=plant, often={"school": 1}, aspect="team", later=True)
