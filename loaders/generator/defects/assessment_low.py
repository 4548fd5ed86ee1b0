"""A-02 and A-03: a district below the suggested line, and a region that came out lower than before."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Give the last assessment fewer points."""
    unit = site.unit
    if not site.draft.implementers(unit).active:
        return False
    if unit.level == "region":
        site.draft.assessed[unit.unit_id] = "lower"
        site.draft.key.add("A-03", (unit.unit_id,), "its last assessment came out lower than the one before")
    else:
        site.draft.assessed[unit.unit_id] = "low"
        site.draft.key.add("A-02", (unit.unit_id,), "its last capacity assessment came out below the line")
    return True


DEFECT = Defect(
    rules=("A-02", "A-03"), plant=plant, often={"region": 1, "district": 1}, aspect="assessed", later=True
)  # fmt: skip
