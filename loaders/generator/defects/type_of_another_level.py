"""S-23: the leadership of a region, recorded with a district's type of team."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.state import Team
from loaders.generator.world import TYPES


def plant(site: Site) -> bool:
    """Add a team without people on record; it reports to the region's team, so that it is no island."""
    draft, region = site.draft, site.unit
    implementers, kind = draft.implementers(region), TYPES["district"][1]
    if not implementers.active or not draft.world.led("district"):
        return False
    team = Team(
        kind, region, draft.world.type_of("district", kind), (), collected=False, reports_to=[implementers],
        named=f"Leadership of {region.name}",
    )  # fmt: skip
    draft.teams[region.unit_id, kind] = team
    draft.key.add("S-23", team.unit_and_team(), f"{team.code} is a type of another level")
    return True


DEFECT = Defect(rules=("S-23",), plant=plant, often={"region": 1}, aspect="support", later=True)
