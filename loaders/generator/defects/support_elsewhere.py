"""S-08: a building team that another district's team is recorded to support."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record a neighboring district's team as the support, instead of the own district's."""
    draft, building = site.draft, site.unit
    district = building.parent
    if district is None or district.parent is None:
        return False
    team, own = draft.implementers(building), draft.implementers(district)
    others = [draft.implementers(unit) for unit in district.parent.children if unit is not district]
    other = next((one for one in others if one.active), None)
    if other is None or team.supported_by != [own] or not (team.active and own.active):
        return False
    team.supported_by[:] = [other]
    ids = (*other.unit_and_team(), *team.unit_and_team(), district.unit_id)
    because = f"{other.team_id} is recorded as support of {team.team_id}"
    draft.key.add("S-08", ids, because, anchor=f"{other.team_id} {district.unit_id}")
    return True


DEFECT = Defect(rules=("S-08",), plant=plant, often={"school": 1}, aspect="links", later=True)
