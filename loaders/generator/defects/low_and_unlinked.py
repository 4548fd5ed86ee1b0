"""A-05: a district team that rates its own working low and does not hear from its region."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_PEOPLE = 5


def plant(site: Site) -> bool:
    """Remove what comes down from the region, and give the team's survey few points."""
    draft, district = site.draft, site.unit
    link = draft.support[district.unit_id]
    team = link.lower
    if not (link.upper.active and team.active) or sum(1 for _ in team.holders()) < _PEOPLE or team.also:
        return False
    link.checked, link.down = False, None
    draft.assessed[team.team_id] = "low"
    draft.key.add("F-08", link.ids, f"nothing on record from {link.upper.team_id}")
    draft.key.add("A-05", team.unit_and_team(), "a low survey, and contact goes one way only")
    return True


DEFECT = Defect(rules=("A-05",), plant=plant, often={"district": 1}, aspect="contact", later=True)
