"""Transformation zones: the parts of the state in which the program is tried at every level first.

A zone begins at a district; the units above it belong to its slice, and those below are in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.planting import EVERYTHING
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft
from loaders.generator.structure import stage_of

MOST_BUILDINGS = 8
"""With more buildings, one link that goes one way would leave a zone's links as good as whole."""
_FEWEST_BUILDINGS = 3
_FURTHER_ZONES = 3
_STARTING = ("exploration", "installation")


def begin_zone(draft: Draft) -> None:
    """Mark a zone in a district that no defect has changed, if there is one."""
    district = next((unit for unit in suited(draft) if _untouched(draft, unit)), None)
    if district is not None:
        mark(draft, district)


def suited(draft: Draft) -> Iterator[Unit]:
    """Districts of a size for a zone, with a team in each building, that are in no zone yet."""
    for district in draft.skeleton.districts:
        fits = _FEWEST_BUILDINGS <= len(district.children) <= MOST_BUILDINGS and district.unit_id not in draft.zones
        if fits and all(draft.implementers(unit).active for unit in district.below()):
            yield district


def mark(draft: Draft, district: Unit) -> None:
    """Make a district a zone of its own."""
    draft.zones[district.unit_id] = f"Zone {len(draft.zones) + 1}"


def spreads_beside(draft: Draft, district: Unit) -> bool:
    """Whether more districts outside of any zone are starting than further zones could take away."""
    outside = [
        unit
        for unit in draft.skeleton.districts
        if unit is not district and unit.unit_id not in draft.zones and draft.implementers(unit).active
    ]
    return sum(stage_of(draft, draft.implementers(unit)) in _STARTING for unit in outside) > _FURTHER_ZONES


def _untouched(draft: Draft, district: Unit) -> bool:
    return not any((unit.unit_id, aspect) in draft.taken for unit in district.below() for aspect in EVERYTHING)
