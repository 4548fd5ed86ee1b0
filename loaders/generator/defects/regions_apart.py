"""N-01: no region is in contact with another."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_REGIONS = 2


def plant(site: Site) -> bool:
    """Omit the regional directors' contact with each other; staff outside of teams would still have some."""
    draft = site.draft
    if draft.options.staff or sum(draft.implementers(unit).active for unit in draft.skeleton.regions) < _REGIONS:
        return False
    draft.regions_apart = True
    draft.key.add("N-01", (draft.skeleton.state.unit_id,), "no regional team is in contact with another")
    return True


DEFECT = Defect(rules=("N-01",), plant=plant, often={"state": 1}, aspect="contact")
