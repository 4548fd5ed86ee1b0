"""F-27: a unit whose agreements with the units below were not checked for more than a year."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Date the last check of all its agreements back; what is expected is known once all is planted."""
    draft, unit = site.draft, site.unit
    links = [draft.support[below.unit_id] for below in unit.children]
    if not any(link.upper.active and link.lower.active and link.agreed_down and link.agreed_up for link in links):
        return False
    draft.practice.unchecked.add(unit.unit_id)
    return True


DEFECT = Defect(rules=("F-27",), plant=plant, often={"region": 1, "district": 1}, aspect="records")
