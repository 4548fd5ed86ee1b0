"""T-03: an implementation team whose members are given no time."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Write zero for everyone's time on the team."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.timed = False
    site.draft.key.add("T-03", team.unit_and_team(), "its members' time is recorded as zero")
    return True


DEFECT = Defect(rules=("T-03",), plant=plant, often={"district": 1, "school": 1}, aspect="team")
