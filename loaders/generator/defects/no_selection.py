"""T-12: a team of which it is not on record how its members were chosen."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the day on which the choice was written down."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.selected = False
    site.draft.key.add("T-12", team.unit_and_team(), "how its members were chosen is not on record")
    return True


DEFECT = Defect(rules=("T-12",), plant=plant, often={"district": 1}, aspect="work")
