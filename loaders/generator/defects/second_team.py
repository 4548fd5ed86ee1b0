"""S-20 and S-10: a second team of a district with the members of the first, which also supports one building."""

from __future__ import annotations

from dataclasses import replace

from loaders.generator.planting import Defect, Site
from loaders.generator.state import Team

_NUMBER = "2"
_TIME = 0.05


def plant(site: Site) -> bool:
    """Add a team whose every post is held by someone on the first."""
    draft, district = site.draft, site.unit
    first, building = draft.implementers(district), next(iter(district.children), None)
    if not first.active or district.parent is None or building is None or first.vacant or first.also:
        return False
    below = draft.implementers(building)
    if below.supported_by != [first] or not below.active:
        return False
    posts = tuple(replace(post, shared=post.key, repeats=False, fte=_TIME) for post in first.posts)
    second = Team(
        first.type, district, first.code, posts, leaders=first, number=_NUMBER, supported_by=list(first.supported_by),
        reports_to=list(first.reports_to), named=f"{_name(site)}, second team",
    )  # fmt: skip
    draft.teams[district.unit_id, f"{first.type}{_NUMBER}"] = second
    below.supported_by.append(second)
    draft.key.add("S-20", (*first.unit_and_team(), second.team_id), "its members are on the first team")
    draft.key.add("T-04", second.unit_and_team(), "its members have next to no time for it")
    ids = (first.team_id, second.team_id, *below.unit_and_team())
    draft.key.add("S-10", ids, "two teams of one type are recorded as its support")
    return True


def _name(site: Site) -> str:
    unit = site.unit
    return site.draft.world.team_name(unit.level, site.draft.implementers(unit).type, unit.name)


DEFECT = Defect(
    rules=("S-20", "S-10"), plant=plant, often={"district": 1}, aspect="team", whole=True, later=True
)  # fmt: skip
