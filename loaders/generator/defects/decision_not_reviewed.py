"""F-13: a decision that was never reviewed."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave out the review of an old decision of the district's leaders."""
    draft, team = site.draft, site.draft.heads(site.unit)
    if not team.active:
        return False
    draft.practice.unreviewed.add(team.team_id)
    draft.key.add("F-13", team.unit_and_team(), "a decision older than a year was not reviewed")
    return True


DEFECT = Defect(rules=("F-13",), plant=plant, often={"district": 1}, aspect="records")
