"""D-02: a team under a name that may mean leading or implementing."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add a team of a type that the profile does not know to a building that has its own teams."""
    unit = site.unit
    kind, name = site.draft.world.odd_team
    team_id = f"{kind}-{unit.unit_id}"
    site.draft.odd_teams.append((team_id, f"{name}, {unit.name}", kind, unit.unit_id))
    because = f"{kind} is not a type of the profile: what is its function?"
    site.draft.key.add("D-02", (team_id, unit.unit_id), because)
    return True


DEFECT = Defect(rules=("D-02",), plant=plant, often={"school": 1}, aspect="team")
