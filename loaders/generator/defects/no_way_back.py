"""F-02: a protocol for messages going down, and none for an answer coming back."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove the upward protocol."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.agreed_up = None
    site.draft.key.add("F-02", link.ids, "a protocol down, none up")
    return True


DEFECT = Defect(rules=("F-02",), plant=plant, often={"district": 1, "school": 1}, aspect="contact")
