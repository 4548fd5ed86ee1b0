"""F-08: a link on which only one side is heard."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove one direction of contact, mostly upward."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.checked = False
    if site.unit.level == "school" and site.dice.chance(0.5):
        link.down, silent = None, link.upper
    else:
        link.up, silent = None, link.lower
    site.draft.key.add("F-08", link.ids, f"nothing on record from {silent.team_id}")
    return True


DEFECT = Defect(rules=("F-08",), plant=plant, often={"region": 1, "district": 2, "school": 2}, aspect="contact")
