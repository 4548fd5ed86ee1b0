"""N-11: a second team of a district for another innovation, with nobody in common and no contact."""

from __future__ import annotations

from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site
from loaders.generator.state import Team

_NUMBER = "3"
_MEMBERS = 2


def plant(site: Site) -> bool:
    """Add a team with people of its own; nobody of the leadership team sits on it (S-13)."""
    draft, district = site.draft, site.unit
    first = draft.implementers(district)
    if not first.active or district.parent is None or first.also:
        return False
    others = [one for one, _, _ in draft.world.innovations if one != innovation_of(draft, district)]
    posts = tuple(post for post in first.usual if not post.shared and post.key != "head")
    team = Team(
        first.type, district, first.code, posts, members=_MEMBERS, number=_NUMBER, innovations=(others[0],),
        supported_by=list(first.supported_by), reports_to=list(first.reports_to),
        named=f"{draft.world.team_name(district.level, first.type, district.name)}, team for a second innovation",
    )  # fmt: skip
    draft.teams[district.unit_id, f"{first.type}{_NUMBER}"] = team
    draft.key.add("N-11", (*first.unit_and_team(), team.team_id), "two innovations, two teams, and nobody in contact")
    if draft.leaders(district).active:
        draft.key.add("S-13", team.unit_and_team(), "nobody sits on it and on the leadership team")
    return True


DEFECT = Defect(rules=("N-11",), plant=plant, often={"district": 1}, aspect="team", whole=True, later=True)
