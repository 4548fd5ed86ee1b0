"""P-01: a link that hangs on one person without a stand-in."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import Defect, Site
from loaders.generator.state import AGREED

_SPOF_BUILDINGS = 5


def plant(site: Site) -> bool:
    """Let only the lower team's lead be in contact with the team above, without a deputy or a responsible role."""
    link = site.draft.support[site.unit.unit_id]
    buildings = sum(unit.level == "school" for unit in site.unit.below())
    if not (link.upper.active and link.lower.active) or buildings < _SPOF_BUILDINGS:
        return False
    link.ties = (("lead", "lead"), ("second", "lead"))
    link.agreed_down = link.agreed_up = replace(AGREED, responsible=False)
    link.checked = False
    link.lower.unbacked |= {"lead"}
    role = link.lower.role_id("lead")
    site.draft.key.add("P-01", link.ids, f"only {role} links the two teams; no deputy")
    upper = link.upper.unit.unit_id
    site.draft.key.add("F-04", (upper, site.unit.unit_id), "nobody is named as responsible for the link", anchor=upper)
    site.draft.key.add(
        "P-07", (*link.lower.unit_and_team(), role), "it is the only link to the team above, without deputy"
    )
    return True


DEFECT = Defect(rules=("P-01",), plant=plant, often={"region": 1, "district": 2}, aspect="contact")
