"""F-11 and F-09: the state's team keeps the barriers of one category, so that many stay at its level."""

from __future__ import annotations

from loaders.generator.barrier_log import entries
from loaders.generator.planting import Defect, Site

_CATEGORY = "data"
_FEWEST = 4


def plant(site: Site) -> bool:
    """Let nothing of one category leave the state's team, if enough of it reaches the team."""
    draft = site.draft
    top = draft.implementers(site.unit)
    reached = [entry for entry in entries(draft) if entry.kind == "barrier" and any(s.team is top for s in entry.way)]
    draft.practice.kept = _CATEGORY
    kept = [entry for entry in entries(draft) if entry.way and entry.way[-1].team is top and entry.way[-1].waiting]
    if len(kept) < _FEWEST or 3 * len(kept) < len(reached):
        draft.practice.kept = ""
        return False
    return True


DEFECT = Defect(rules=("F-11",), plant=plant, often={"state": 1}, aspect="barriers")
