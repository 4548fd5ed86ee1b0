"""S-22: the two teams of a building that are joined to each other and to nobody else."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit who supports the building's team and whom its leaders report to."""
    draft, building = site.draft, site.unit
    district = building.parent
    team, leaders = draft.implementers(building), draft.leaders(building)
    if district is None or not (team.active and leaders.active):
        return False
    team.supported_by.clear()
    leaders.reports_to.clear()
    because = f"nothing joins the teams of {building.name} to those of the state"
    draft.key.add("S-22", (building.unit_id, team.team_id, leaders.team_id), because)
    draft.key.add("S-01", (*team.unit_and_team(), district.unit_id), because)
    return True


DEFECT = Defect(rules=("S-22",), plant=plant, often={"school": 1}, aspect="links", led=frozenset({"school"}))
