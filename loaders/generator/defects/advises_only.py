"""T-07: a district team that works as an advisory group so far."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """It has no decisions of its own, does not work between meetings, and meets three times a year."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.decides = team.work.between = False
    team.work.every = 120
    site.draft.key.add("T-07", team.unit_and_team(), "no decisions of its own, no work between meetings")
    return True


DEFECT = Defect(rules=("T-07",), plant=plant, often={"district": 1}, aspect="work")
