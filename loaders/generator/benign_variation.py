"""Realistic variation that is not a defect: teams that are forming, leaders who are not on the team.

None of it may lead to a finding of a planted rule: a rule that fires here mistakes the unusual for a defect. The one
exception are leaders out of contact with their building's team, who are many in real states: the answer key lists them.
"""

from __future__ import annotations

from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft

_SILENCE = "F-05"


def shade(draft: Draft) -> list[Unit]:
    """Add what is unusual but correct.

    Returns:
        Units that defects must leave alone.
    """
    unusual = [*_forming(draft), *_combined(draft)]
    _distant_leaders(draft)
    _vacant(draft)
    _acting(draft)
    return unusual


def _some(draft: Draft, name: str, units: list[Unit], count: int) -> list[Unit]:
    """A few of the units, in random order; never so many that no usual ones are left."""
    chosen = list(units)
    draft.dice(name).shuffle(chosen)
    return chosen[: min(count, len(units) // 3)]


def _forming(draft: Draft) -> list[Unit]:
    """One district in thirty is starting: its teams are planned for a future date."""
    districts = draft.skeleton.districts
    small = [unit for unit in districts if 3 <= len(unit.children) <= 7 and draft.implementers(unit).active]
    chosen = _some(draft, "forming districts", small, max(1, len(districts) // 30))
    changed: list[Unit] = []
    for district in chosen:
        planned = draft.days.back(-draft.dice(f"forming {district.unit_id}").between(40, 110))
        for unit in district.below():
            team = draft.implementers(unit)
            team.status, team.planned = "forming", planned
            changed.append(unit)
        # Until the district has its own team, the region's team is in touch with the superintendent's.
        if district.parent:
            draft.leaders(district).supported_by.append(draft.implementers(district.parent))
    return changed


def _combined(draft: Draft) -> list[Unit]:
    """In a district with one building in scope, one team is both the district's and the building's."""
    changed: list[Unit] = []
    for district in draft.skeleton.districts:
        team = draft.implementers(district)
        if len(district.children) == 1 and team.active:
            team.also = draft.implementers(district.children[0]).code
            draft.implementers(district.children[0]).status = None
            changed += district.below()
    return changed


def _distant_leaders(draft: Draft) -> None:
    """In one building in eight, the principal neither sits on the team nor is in contact with it.

    In a healthy state they are.
    """
    if not draft.options.defects or _SILENCE in draft.options.without:
        return
    buildings = [unit for unit in draft.skeleton.buildings if draft.implementers(unit).active]
    chosen = _some(draft, "distant leaders", buildings, len(buildings) // 8)
    for building in chosen:
        team, link = draft.implementers(building), draft.leading[building.unit_id]
        team.leaders, team.members = None, max(team.members, 3)
        link.silence()


def expect_silent_leaders(draft: Draft) -> None:
    """Expect a finding for each team that is out of contact with its own leaders, where records would show contact."""
    for link in draft.leading.values():
        known = link.upper.collected or link.lower.collected
        if link.down is None and link.up is None and link.upper.active and link.lower.active and known:
            draft.key.add(_SILENCE, link.ids, "the leader and the team are not in contact")


def _vacant(draft: Draft) -> None:
    """A few deans' posts are vacant: they are neither required nor linking."""
    for building in _some(draft, "vacant posts", draft.skeleton.buildings, len(draft.skeleton.buildings) // 25):
        leaders = draft.leaders(building)
        leaders.vacant["member"] = draft.days.back(draft.dice(f"vacant {building.unit_id}").between(10, 250))


def _acting(draft: Draft) -> None:
    """A few principals and superintendents are acting: the post is filled."""
    places = [*draft.skeleton.buildings, *draft.skeleton.districts]
    for unit in _some(draft, "acting leaders", places, len(places) // 20):
        draft.leaders(unit).acting = frozenset({"head"})
