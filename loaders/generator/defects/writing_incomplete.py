"""F-04: an agreement that leaves open in what form messages are sent."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import Defect, Site
from loaders.generator.state import AGREED


def plant(site: Site) -> bool:
    """Leave the form out of what is agreed in writing."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.agreed_up = replace(AGREED, form=False)
    upper = link.upper.unit.unit_id
    site.draft.key.add("F-04", (upper, site.unit.unit_id), "the agreement names no form", anchor=upper)
    return True


DEFECT = Defect(rules=("F-04",), plant=plant, often={"district": 1, "school": 1}, aspect="contact")
