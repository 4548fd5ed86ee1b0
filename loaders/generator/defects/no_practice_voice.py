"""T-19: a building team without the perspective of practice, families or the community."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Put specialists on the team in place of those who teach."""
    team = site.draft.implementers(site.unit)
    if not team.active:
        return False
    team.change_posts({"member"}, code="other", title="Support specialist", job="Support specialist")
    site.draft.key.add("T-19", team.unit_and_team(), "no practitioner, family or community member is on it")
    return True


DEFECT = Defect(rules=("T-19",), plant=plant, often={"school": 1}, aspect="work")
