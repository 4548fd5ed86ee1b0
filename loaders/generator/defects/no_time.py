"""T-03: an implementation team whose members are given no time."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.structure import stage_of


def plant(site: Site) -> bool:
    """Write zero for everyone's time on the team."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.timed = False
    because = "its members' time is recorded as zero"
    site.draft.key.add("T-03", team.unit_and_team(), because)
    if team.type == "BIT" and stage_of(site.draft, team) == "full":
        site.draft.key.add("T-25", team.unit_and_team(), f"{because}, in full implementation")
    return True


DEFECT = Defect(rules=("T-03",), plant=plant, often={"district": 1, "school": 1}, aspect="team")
