"""T-04: a district team with less than one full-time position in all."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Set a tenth to a fifth of everyone's time aside."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.hours.update(lead=0.2, second=0.2, member=0.1, data=0.1)
    site.draft.key.add("T-04", team.unit_and_team(), "its members have less than one full-time position in all")
    return True


DEFECT = Defect(rules=("T-04",), plant=plant, often={"district": 1}, aspect="work")
