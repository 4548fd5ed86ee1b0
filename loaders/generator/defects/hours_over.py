"""T-05: a person whose time on teams adds up to more than they are employed for."""

from __future__ import annotations

from loaders.generator.people import person_id
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Give the leader who also sits on the implementation team 0.8 on one and 0.6 on the other."""
    team = site.draft.implementers(site.unit)
    leaders = team.leaders
    if not team.active or leaders is None:
        return False
    team.hours["sponsor"], leaders.hours["deputy"] = 0.6, 0.8

    def ids() -> tuple[str, ...]:
        return person_id(leaders.person("deputy")), *team.unit_and_team(), leaders.team_id

    site.draft.key.later("T-05", ids, "0.8 and 0.6 on two teams, employed for 1.0")
    return True


DEFECT = Defect(rules=("T-05",), plant=plant, often={"district": 1}, aspect="team", led=frozenset({"district"}))
