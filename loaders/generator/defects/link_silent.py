"""F-05: a link that is agreed in writing, but without contact on record."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove all recent contact; a region's last contact is older than the profile's limit."""
    draft = site.draft
    link = draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.silence()
    if site.unit.level == "region":
        link.down = link.up = draft.days.in_session(site.dice.between(205, 225))
    draft.key.add("F-05", link.ids, "agreed in writing, but not in contact")
    return True


DEFECT = Defect(rules=("F-05",), plant=plant, often={"region": 1, "district": 1, "school": 2}, aspect="contact")
