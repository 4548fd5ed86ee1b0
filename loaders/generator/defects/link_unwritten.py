"""F-01: two teams in regular contact that have agreed on nothing in writing."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove both protocols; the contact stays."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.agreed_down = link.agreed_up = None
    site.draft.key.add("F-01", link.ids, "in contact, but nothing agreed in writing")
    return True


DEFECT = Defect(rules=("F-01",), plant=plant, often={"district": 3, "school": 2}, aspect="contact")
