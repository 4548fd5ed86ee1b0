"""D-02: a unit that is part of no other unit."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Add a school without a district and without a scope."""
    unit_id = f"X{len(site.draft.odd_units) + 1}"
    site.draft.odd_units.append((unit_id, "Hillside Annex", "school"))
    site.draft.key.add("D-02", (unit_id,), "no unit it is part of is given")
    return True


DEFECT = Defect(rules=("D-02",), plant=plant, often={"state": 1}, aspect="links")
