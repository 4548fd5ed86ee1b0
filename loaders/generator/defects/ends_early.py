"""T-18: a team on which everyone who ensures implementation has an end on record."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let the assignments of the lead and the coaches end before full implementation."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    ends = site.draft.days.back(-site.dice.between(60, 150))
    team.work.stage, team.work.ends = "initial", {"lead": ends, "member": ends}
    site.draft.key.add("T-18", team.unit_and_team(), "all who ensure implementation end before it is full")
    return True


DEFECT = Defect(rules=("T-18",), plant=plant, often={"district": 1}, aspect="work")
