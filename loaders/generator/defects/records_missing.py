"""D-05: a district whose mail and meetings were not collected, so that nothing is known about the links inside it."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_MOST_BUILDINGS = 8


def plant(site: Site) -> bool:
    """Omit everything that the district's teams sent; what the region's team sent to it is on record."""
    draft, district = site.draft, site.unit
    if not draft.implementers(district).active or len(district.children) > _MOST_BUILDINGS:
        return False
    because = f"contact records of {district.name} were not received"
    for unit in district.below():
        for team in (draft.implementers(unit), draft.heads(unit)):
            team.collected = False
            draft.key.add("D-05", team.unit_and_team(), because)
        draft.leading[unit.unit_id].silence()
        if unit is not district:
            draft.support[unit.unit_id].silence()
    return True


DEFECT = Defect(rules=("D-05",), plant=plant, often={"district": 1}, aspect="contact", whole=True)
