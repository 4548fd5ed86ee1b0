"""F-03: practice reports up, but nothing says when it is answered."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import Defect, Site
from loaders.generator.state import AGREED


def plant(site: Site) -> bool:
    """Leave the time and form of the answer out of the protocol of the way up."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.agreed_up = replace(AGREED, response=False)
    site.draft.key.add("F-03", link.ids, "the protocol up names no time for an answer")
    return True


DEFECT = Defect(rules=("F-03",), plant=plant, often={"district": 1, "school": 1}, aspect="contact")
