"""S-26: a building that works on another innovation than the others of its district."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site

_OTHERS = 2


def plant(site: Site) -> bool:
    """Give the building's team an innovation of its own; two others or more keep the district's."""
    draft, building = site.draft, site.unit
    team, district = draft.implementers(building), building.parent
    if district is None or not team.active or not site.free([district], "innovations"):
        return False
    if sum(draft.implementers(unit).active for unit in district.children if unit is not building) < _OTHERS:
        return False
    used = innovation_of(draft, building)
    other = next(one for one, _, _ in draft.world.innovations if one != used)
    team.innovations = (other,)
    ids = (*team.unit_and_team(), district.unit_id, other)
    draft.key.add("S-26", ids, f"{worded('the other buildings of its district use')} {used}")
    site.take([district], "innovations")
    return True


DEFECT = Defect(rules=("S-26",), plant=plant, often={"school": 1}, aspect="innovations", later=True)
