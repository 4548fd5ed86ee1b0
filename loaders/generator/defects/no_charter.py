"""T-13: an implementation team without a charter."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the date of the charter."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.chartered = False
    site.draft.key.add("T-13", team.unit_and_team(), "no charter is on record")
    return True


DEFECT = Defect(rules=("T-13",), plant=plant, often={"district": 1, "school": 1}, aspect="team")
