"""F-18: a second leader of a region, who sits on no team."""

from __future__ import annotations

from loaders.generator.people import seatless_role
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add a leader's role in the region that is on no team, and who holds it."""
    draft, region = site.draft, site.unit
    if not draft.implementers(region).active or region.parent is None:
        return False
    draft.practice.seatless.append(region.unit_id)
    ids = (region.parent.unit_id, region.unit_id, seatless_role(region.unit_id))
    draft.key.add("F-18", ids, "a leader of the region sits on no team", anchor=region.parent.unit_id)
    return True


DEFECT = Defect(rules=("F-18",), plant=plant, often={"region": 1}, aspect="records")
