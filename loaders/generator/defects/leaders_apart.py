"""S-13: a district team on which nobody of the leadership team sits."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_MEMBERS = 2


def plant(site: Site) -> bool:
    """Remove the sponsor's post, which a member of the leadership team holds; the two teams stay in contact."""
    team = site.draft.implementers(site.unit)
    # Enough others, so that the core stays large enough; the finding itself is read off the draft at the end.
    if not team.active or team.leaders is None or team.members < _MEMBERS or team.vacant or team.hours:
        return False
    team.leaders = None
    return True


DEFECT = Defect(
    rules=("S-13",), plant=plant, often={"district": 1}, aspect="team", led=frozenset({"district"}), later=True
)
