"""T-25: a building in full implementation whose team is given no time."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Write zero for everyone's time on the team, in full implementation."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.timed, team.work.stage = False, "full"
    for rule in ("T-25", "T-03"):
        site.draft.key.add(rule, team.unit_and_team(), "in full implementation its members' time is recorded as zero")
    return True


DEFECT = Defect(
    rules=(
        "T-25",
        "T-03",
    ),
    plant=plant,
    often={"school": 1},
    aspect="work",
)
