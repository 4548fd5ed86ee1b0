"""T-20: a building team that no program is on record for."""

from __future__ import annotations

from loaders.generator.planting import EVERYTHING, Defect, Site

_TEAMS = 3


def plant(site: Site) -> bool:
    """Leave one of a district's building teams out of the sheet of programs."""
    draft = site.draft
    teams = [team for team in map(draft.implementers, site.unit.children) if team.active]
    free = [team for team in teams if site.free([team.unit], *EVERYTHING)]
    if len(teams) < _TEAMS or not free:
        return False
    team = free[0]
    team.work.uses = False
    site.take([team.unit], "work")
    draft.key.add("T-20", (site.unit.unit_id, *team.unit_and_team()), "no program is on record for one of its teams")
    return True


DEFECT = Defect(rules=("T-20",), plant=plant, often={"district": 1}, aspect="work")
