"""F-14: a change in force on which nobody asked for feedback."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Leave out the feedback on a change of the district's leaders."""
    draft, team = site.draft, site.draft.heads(site.unit)
    if not team.active:
        return False
    draft.practice.unasked.add(team.team_id)
    draft.key.add("F-14", team.unit_and_team(), "there is no feedback on a change in force")
    return True


DEFECT = Defect(rules=("F-14",), plant=plant, often={"district": 1}, aspect="records")
