"""F-19: an improvement cycle that was carried out and never studied."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Stop the cycle of a team after it was carried out."""
    draft, team = site.draft, site.draft.implementers(site.unit)
    if not team.active:
        return False
    draft.practice.halfway.add(team.team_id)
    draft.key.add("F-19", team.unit_and_team(), "an improvement cycle was carried out and not studied")
    return True


DEFECT = Defect(rules=("F-19",), plant=plant, often={"district": 1, "school": 1}, aspect="records")
