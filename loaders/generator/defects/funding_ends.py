"""S-25: an implementation team that is paid for until a day within the year."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Write the end of the team's funding, to come for a region and past for a district."""
    team = site.draft.implementers(site.unit)
    if not team.active or team.also:
        return False
    days = site.dice.between(30, 200)
    team.paid_until = site.draft.days.back(-days if site.unit.level == "region" else days)
    site.draft.key.add("S-25", team.unit_and_team(), f"its funding ends on {team.paid_until}")
    return True


DEFECT = Defect(rules=("S-25",), plant=plant, often={"region": 1, "district": 1}, aspect="support", later=True)
