"""T-05: a district where the time on teams adds up to more than the job allows for someone."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Give the leader who also sits on the implementation team 0.8 on one and 0.6 on the other."""
    team = site.draft.implementers(site.unit)
    leaders = team.leaders
    if not team.active or leaders is None:
        return False
    team.hours["sponsor"], leaders.hours["deputy"] = 0.6, 0.8
    site.draft.key.add("T-05", (site.unit.unit_id,), "someone has 0.8 and 0.6 on two teams, employed for 1.0")
    return True


DEFECT = Defect(rules=("T-05",), plant=plant, often={"district": 1}, aspect="team", led=frozenset({"district"}))
