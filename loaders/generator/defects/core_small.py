"""T-01: an implementation team whose core is smaller than the guidance."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Put too few people on the team: fewer than five, in a few teams fewer than three."""
    team = site.draft.implementers(site.unit)
    if not team.active or not site.draft.led(team):
        return False
    # A building team keeps its two linking posts; without the principal and the teachers it is down to them.
    core = sum(post.core is True for post, _, _ in team.holders()) - team.members
    if site.unit.level == "school" and team.leaders is not None and site.dice.chance(0.3):
        core, team.leaders = core - 1, None
    team.members = 0 if core < 3 else 4 - core
    site.draft.key.add("T-01", team.unit_and_team(), f"its core has {core + team.members} members")
    return True


DEFECT = Defect(rules=("T-01",), plant=plant, often={"district": 1, "school": 2}, aspect="team")
