"""T-15: a required role that nobody holds."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.state import Team


def plant(site: Site) -> bool:
    """Leave the data lead of a district team, or the principal's post, vacant for longer than the profile allows."""
    draft, unit = site.draft, site.unit
    team, key = _post(site)
    if not team.active or team.vacant:
        return False
    if unit.level == "school":
        # The principal also sat on the implementation team and spoke for the leaders: others take that over.
        implementers = draft.implementers(unit)
        implementers.members = max(implementers.members, 3)
        draft.leading[unit.unit_id].ties = (("deputy", "second"), ("member", "second"))
    else:
        team.members = max(team.members, 2)
    since = team.vacant[key] = draft.days.in_session(site.dice.between(70, 200))
    draft.key.add("T-15", (*team.unit_and_team(), team.role_id(key)), f"vacant since {since}")
    return True


def _post(site: Site) -> tuple[Team, str]:
    if site.unit.level == "school":
        return site.draft.leaders(site.unit), "head"
    return site.draft.implementers(site.unit), "data"


DEFECT = Defect(
    rules=("T-15",), plant=plant, often={"district": 1, "school": 1}, aspect="team", led=frozenset({"school"})
)
