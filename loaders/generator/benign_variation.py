"""What makes a state look lived in without anything being wrong: teams that are forming, leaders who are far away.

None of it may lead to a finding of a planted rule; a rule that fires here has mistaken the unusual for the defective.
"""

from __future__ import annotations

from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft


def shade(draft: Draft) -> list[Unit]:
    """Put in what is unusual but right.

    Returns:
        Units that are to be left as they are.
    """
    unusual = [*_forming(draft), *_combined(draft)]
    _distant_leaders(draft)
    _vacant(draft)
    _acting(draft)
    return unusual


def _some(draft: Draft, name: str, units: list[Unit], count: int) -> list[Unit]:
    """A few of the units, in an order of chance; never so many that nothing usual is left."""
    chosen = list(units)
    draft.dice(name).shuffle(chosen)
    return chosen[: min(count, len(units) // 3)]


def _forming(draft: Draft) -> list[Unit]:
    """One district in thirty is starting: its teams are planned for a date that lies ahead."""
    districts = draft.skeleton.districts
    small = [unit for unit in districts if 3 <= len(unit.children) <= 7]
    chosen = _some(draft, "forming districts", small, max(1, len(districts) // 30))
    changed: list[Unit] = []
    for district in chosen:
        planned = draft.days.back(-draft.dice(f"forming {district.unit_id}").between(40, 110))
        for unit in district.below():
            team = draft.implementers(unit)
            team.status, team.planned = "forming", planned
            changed.append(unit)
        # Until the district's own team is there, the region's team is in touch with the superintendent's.
        if district.parent:
            draft.leaders(district).supported_by.append(draft.implementers(district.parent))
    return changed


def _combined(draft: Draft) -> list[Unit]:
    """In a district with one building in scope one team is both the district's and the building's."""
    changed: list[Unit] = []
    for district in draft.skeleton.districts:
        team = draft.implementers(district)
        if len(district.children) == 1 and team.active:
            team.also = draft.implementers(district.children[0]).code
            draft.implementers(district.children[0]).status = None
            changed += district.below()
    return changed


def _distant_leaders(draft: Draft) -> None:
    """In one building in eight the principal neither sits on the team nor is in contact with it."""
    buildings = [unit for unit in draft.skeleton.buildings if draft.implementers(unit).active]
    chosen = _some(draft, "distant leaders", buildings, len(buildings) // 8)
    for building in chosen:
        team, link = draft.implementers(building), draft.leading[building.unit_id]
        team.leaders, team.members = None, max(team.members, 3)
        link.silence()


def _vacant(draft: Draft) -> None:
    """A dean's post here and there is vacant: neither required nor linking."""
    for building in _some(draft, "vacant posts", draft.skeleton.buildings, len(draft.skeleton.buildings) // 25):
        leaders = draft.leaders(building)
        leaders.vacant["member"] = draft.days.back(draft.dice(f"vacant {building.unit_id}").between(10, 250))


def _acting(draft: Draft) -> None:
    """A few principals and superintendents are acting: the post is held."""
    places = [*draft.skeleton.buildings, *draft.skeleton.districts]
    for unit in _some(draft, "acting leaders", places, len(places) // 20):
        draft.leaders(unit).acting = frozenset({"head"})
