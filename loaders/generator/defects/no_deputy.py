"""P-07: a linking role without a deputy."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Omit the deputy of the second linking post; two people still hold the link."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.unbacked |= {"second"}
    site.draft.key.add("P-07", (*team.unit_and_team(), team.role_id("second")), "no deputy is named")
    return True


DEFECT = Defect(rules=("P-07",), plant=plant, often={"district": 1, "school": 1}, aspect="team")
