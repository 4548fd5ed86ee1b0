"""F-03: practice reports up, but no answer is agreed."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import Defect, Site
from loaders.generator.state import AGREED


def plant(site: Site) -> bool:
    """Omit the time and form of the answer from the upward protocol."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.agreed_up = replace(AGREED, response=False)
    site.draft.key.add("F-03", link.ids, "the protocol up names no deadline for an answer")
    return True


DEFECT = Defect(rules=("F-03",), plant=plant, often={"district": 1, "school": 1}, aspect="contact")
