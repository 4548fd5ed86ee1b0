"""T-23: a district team that explores what its buildings have put into practice."""

from __future__ import annotations

from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site
from loaders.generator.structure import INNOVATIONS, stage_of

_AHEAD = 2


def plant(site: Site) -> bool:
    """Put the district back to exploration; enough of its buildings are further."""
    draft, team = site.draft, site.draft.implementers(site.unit)
    below = [draft.implementers(unit) for unit in site.unit.children]
    ahead = sum(other.active and stage_of(draft, other) in ("initial", "full") for other in below)
    region = site.unit.parent
    # Among regions that are each at their own stage, one district at another would hide that.
    apart = region is None or draft.skeleton.regions.index(region) % INNOVATIONS == draft.apart
    if not team.active or ahead < _AHEAD or apart:
        return False
    team.work.stage = "exploration"
    ids = (*team.unit_and_team(), innovation_of(draft, site.unit))
    draft.key.add("T-23", ids, f"it explores what {ahead} teams that it supports have put into practice")
    return True


DEFECT = Defect(rules=("T-23",), plant=plant, often={"district": 1}, aspect="work")
