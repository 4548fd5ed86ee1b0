"""D-02: a team under a name that may mean leading or implementing."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add a team called BLT to a building that has its own two teams."""
    unit = site.unit
    team_id = f"BLT-{unit.unit_id}"
    site.draft.odd_teams.append((team_id, f"Building leadership team, {unit.name}", "BLT", unit.unit_id))
    site.draft.key.add("D-02", (team_id, unit.unit_id), "BLT is no type of the profile: which function does it carry?")
    return True


DEFECT = Defect(rules=("D-02",), plant=plant, often={"school": 1}, aspect="team")
