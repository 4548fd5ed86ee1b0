"""T-08: a team that has not met for longer than its rhythm."""

from __future__ import annotations

from loaders.generator.planting import EVERYTHING, Defect, Site


def plant(site: Site) -> bool:
    """Let its last meeting be sixty days in session ago."""
    team = site.draft.implementers(site.unit)
    if not team.active or not site.free([site.unit], *EVERYTHING):
        return False
    if not team.collected:
        return False
    team.work.met = 60
    site.draft.key.add("T-08", team.unit_and_team(), "it last met sixty days in session ago, and meets every month")
    return True


DEFECT = Defect(rules=("T-08",), plant=plant, often={"district": 1, "school": 1}, aspect="work")
