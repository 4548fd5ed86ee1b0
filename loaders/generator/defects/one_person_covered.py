"""P-01: a link that hangs on one person, for whom somebody stands in; reported as information, not as a risk."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Let only the lower team's lead be in contact with the team above; a deputy and responsible roles are named."""
    link = site.draft.support[site.unit.unit_id]
    if not (link.upper.active and link.lower.active):
        return False
    link.ties = (("lead", "lead"), ("second", "lead"))
    link.checked = False
    site.draft.key.add("P-01", link.ids, f"only {link.lower.role_id('lead')} links the two teams, with a deputy")
    return True


DEFECT = Defect(rules=("P-01",), plant=plant, often={"district": 2}, aspect="contact")
