"""S-18: a state team that is recorded to support district teams beside its regions, more than one team can."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record support of districts until the limit is passed; the finding itself is read off the draft at the end."""
    draft = site.draft
    state = draft.implementers(site.unit)
    already = sum(state in team.supported_by for team in draft.all_teams() if team.active)
    wanted = int(draft.world.profile.threshold("support_max")) + 1 - already
    teams = [draft.implementers(unit) for unit in draft.skeleton.districts]
    free = [team for team in teams if team.active and site.free([team.unit], "links")]
    if not state.active or wanted > len(free):
        return False
    for team in free[: max(wanted, 0)]:
        team.supported_by.append(state)
    return True


DEFECT = Defect(rules=("S-18",), plant=plant, often={"state": 1}, aspect="support", later=True)
