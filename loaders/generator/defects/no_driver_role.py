"""T-24: a district team that names no role for some drivers."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave blank who is responsible for two of the eight drivers."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.work.undriven = frozenset({"coaching", "systems_intervention"})
    site.draft.key.add("T-24", team.unit_and_team(), "two drivers have no responsible role")
    return True


DEFECT = Defect(rules=("T-24",), plant=plant, often={"district": 1}, aspect="work")
