"""F-20: a district whose buildings measured fidelity too long ago."""

from __future__ import annotations

from loaders.generator.extras.innovations import measures
from loaders.generator.planting import Defect, Site
from loaders.generator.structure import stage_of

_LATE = 2


def plant(site: Site) -> bool:
    """Let every building that measures it have last done so sixty days in session ago."""
    draft = site.draft
    late = [
        team
        for team in map(draft.implementers, site.unit.children)
        if team.active and measures(draft, team) and stage_of(draft, team) in ("initial", "full")
    ]
    if len(late) < _LATE or not draft.implementers(site.unit).active:
        return False
    for team in late:
        team.work.measured = 60
    ids = [one for team in late for one in team.unit_and_team()]
    draft.key.add("F-20", (site.unit.unit_id, *ids), "fidelity was last measured sixty days in session ago")
    site.take(site.unit.children, "work")
    return True


DEFECT = Defect(rules=("F-20",), plant=plant, often={"district": 1}, aspect="work")
