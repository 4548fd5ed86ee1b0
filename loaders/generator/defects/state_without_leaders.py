"""S-05: a state without an active state management team."""

from __future__ import annotations

from graph.profile.words import worded
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove the state management team: the state team reports to nobody, and no region reaches the chief."""
    draft, state = site.draft, site.unit
    team = draft.implementers(state)
    draft.leaders(state).status = None
    team.leaders = None
    team.reports_to.clear()
    because = worded("the state has no active state management team")
    draft.key.add("S-05", (state.unit_id,), because)
    draft.key.add("S-12", team.unit_and_team(), f"{because} to report to")
    for region in draft.skeleton.regions:
        for rule in ("S-15", "S-12"):
            draft.key.add(rule, draft.implementers(region).unit_and_team(), f"{because} to reach")

    def cut_off() -> tuple[str, ...]:
        return tuple(one for member in draft.joined_to(team) for one in member.unit_and_team())

    draft.key.later("S-22", cut_off, f"{because} that the teams could be joined to")
    return True


DEFECT = Defect(rules=("S-05",), plant=plant, often={"state": 1}, aspect="team", led=frozenset({"state"}))
