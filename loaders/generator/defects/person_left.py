"""D-01: someone whom the staff records say has left is still listed on a team."""

from __future__ import annotations

from loaders.generator.people import person_id
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record that a teacher on the team has left; a team of six stays large enough without them."""
    team = site.draft.implementers(site.unit)
    if not team.active or not site.draft.led(team):
        return False
    team.members = max(team.members, 3)
    index = team.members - 1
    team.left["member", index] = site.draft.days.back(site.dice.between(30, 200))

    def ids() -> tuple[str, ...]:
        return person_id(team.person("member", index)), team.role_id("member"), *team.unit_and_team()

    site.draft.key.later("D-01", ids, "left, but still on the team's list")
    return True


DEFECT = Defect(rules=("D-01",), plant=plant, often={"school": 1}, aspect="team")
