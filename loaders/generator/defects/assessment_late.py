"""A-01: a district whose capacity assessment is due again."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Move the last assessment back, beyond what the profile allows."""
    if not site.draft.implementers(site.unit).active:
        return False
    site.draft.assessed[site.unit.unit_id] = "late"
    site.draft.key.add("A-01", (site.unit.unit_id,), "its last capacity assessment is too long ago")
    return True


DEFECT = Defect(rules=("A-01",), plant=plant, often={"district": 1}, aspect="assessed", later=True)
