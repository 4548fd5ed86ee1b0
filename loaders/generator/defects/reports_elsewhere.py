"""S-16 and S-17: a team that reports to the leaders of another unit; its own leaders then have no team (S-14)."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.state import Draft, Team

_BUILDINGS = 4


def plant(site: Site) -> bool:
    """Record that the team reports to a neighboring district's leaders, or a building's team to its district's."""
    draft, unit = site.draft, site.unit
    team = draft.implementers(unit)
    others = _others(draft, team)
    # With fewer buildings the district's leadership team might lose its last link to the other teams.
    if not team.active or others is None or (unit.level == "district" and len(unit.children) < _BUILDINGS):
        return False
    if team.reports_to != [draft.leaders(unit)]:
        return False
    team.reports_to[:] = [others]
    rule = "S-17" if unit.level == "school" else "S-16"
    draft.key.add(rule, (*team.unit_and_team(), others.team_id), f"it is recorded to report to {others.team_id}")
    return True


def _others(draft: Draft, team: Team) -> Team | None:
    above = team.unit.parent
    if above is None or not draft.world.led("district"):
        return None
    districts = [above] if team.unit.level == "school" else [unit for unit in above.children if unit is not team.unit]
    return next((draft.leaders(unit) for unit in districts if draft.leaders(unit).active), None)


DEFECT = Defect(
    rules=("S-14", "S-16", "S-17"),
    plant=plant,
    often={"district": 1, "school": 1},
    aspect="links",
    led=frozenset({"district", "school"}),
    later=True,
)
