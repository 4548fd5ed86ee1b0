"""F-01 and F-05: two teams that must be linked, with nothing agreed and no contact on record."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Remove both protocols and all contact."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.silence()
    link.agreed_down = link.agreed_up = None
    because = "nothing agreed in writing and no contact"
    site.draft.key.add("F-01", link.ids, because)
    site.draft.key.add("F-05", link.ids, because)
    return True


DEFECT = Defect(
    rules=("F-01", "F-05"),
    plant=plant,
    often={"district": 1, "school": 2},
    aspect="contact",
    large=frozenset({"district"}),
)
