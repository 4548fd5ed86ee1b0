"""F-23: a district team that writes to everybody in its buildings' teams, and hears from few."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_BUILDINGS = 4
_PEOPLE = 20
_RATIO = 3


def plant(site: Site) -> bool:
    """Let the lead of the district's team write to all members of its building teams; in each only the lead answers."""
    draft, district = site.draft, site.unit.parent
    if district is None or not site.free([district, *district.children], "contact"):
        return False
    team = draft.implementers(district)
    links = [draft.support[unit.unit_id] for unit in district.children]
    links = [link for link in links if link.lower.active and link.down and link.up]
    people = sum(len(list(link.lower.holders())) for link in links)
    if not team.active or not team.collected or len(links) < _BUILDINGS or people <= max(_PEOPLE, _RATIO * len(links)):
        return False
    for link in links:
        link.ties = (("lead", "lead"), ("second", "lead"))
    draft.practice.sending.add(team.team_id)
    site.take(district.below(), "contact")
    draft.key.add("F-23", team.unit_and_team(), f"its lead writes to {people} people, and {len(links)} write back")
    return True


DEFECT = Defect(rules=("F-23",), plant=plant, often={"school": 1}, aspect="contact")
