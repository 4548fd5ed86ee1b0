"""S-02: a district whose buildings have teams but which has none itself."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove the district's implementation team; its building teams stay, without support."""
    draft, district = site.draft, site.unit
    region = district.parent
    if region is None or not district.children:
        return False
    draft.implementers(district).status = None
    because = f"{district.name} has no {worded('district implementation team')}"
    buildings = [draft.implementers(building) for building in district.children]
    draft.key.add("S-02", (district.unit_id, *(one for team in buildings for one in team.unit_and_team())), because)
    draft.key.add("S-07", (region.unit_id, district.unit_id), because, anchor=region.unit_id)
    for building in buildings:
        building.supported_by.clear()
        draft.key.add("S-01", (*building.unit_and_team(), district.unit_id), f"{because} that could support it")
    teams = [draft.leaders(district), *buildings, *(draft.leaders(unit) for unit in district.children)]
    island = [one for member in teams for one in member.unit_and_team()]
    draft.key.add("S-22", island, f"{because}: nothing joins its other teams to the state")
    return True


DEFECT = Defect(
    rules=("S-02", "S-07"), plant=plant, often={"district": 2}, aspect="team", whole=True, large=frozenset({"district"})
)
