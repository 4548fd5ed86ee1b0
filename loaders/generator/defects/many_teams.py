"""T-06: somebody who sits on more implementation teams than one person can carry."""

from __future__ import annotations

from loaders.generator.planting import EVERYTHING, Defect, Site

_TEAMS = 3


def plant(site: Site) -> bool:
    """Give the district's data lead a seat on the teams of three buildings."""
    draft, team = site.draft, site.draft.implementers(site.unit)
    free = [unit for unit in site.unit.children if site.free([unit], *EVERYTHING)]
    buildings = [draft.implementers(unit) for unit in free if draft.implementers(unit).active][:_TEAMS]
    if not team.active or len(buildings) < _TEAMS:
        return False
    draft.seats += [(team, "data", other, "member") for other in buildings]
    site.take([other.unit for other in buildings], "work")
    draft.key.add("T-06", (site.unit.unit_id,), f"the data lead sits on {_TEAMS} further teams")
    return True


DEFECT = Defect(rules=("T-06",), plant=plant, often={"district": 1}, aspect="work")
