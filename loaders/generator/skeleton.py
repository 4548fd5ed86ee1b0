"""The units of the state: their hierarchy, and how many buildings each district has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.generator import names
from loaders.generator.seeded_random import Dice

if TYPE_CHECKING:
    from loaders.generator.options import Options
    from loaders.generator.world import World


@dataclass(slots=True, eq=False)
class Unit:
    """A unit in scope.

    Attributes:
        unit_id: Id as in the sheets.
        name: Name as in the sheets.
        level: state, region, district or school.
        parent: The unit it is part of; None for the state.
        children: The units in scope that are part of it.
        others: How many buildings out of scope a district has besides.
    """

    unit_id: str
    name: str
    level: str
    parent: Unit | None
    children: list[Unit] = field(default_factory=list)
    others: int = 0

    def below(self) -> Iterator[Unit]:
        """The unit itself and all units below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.below()


@dataclass(frozen=True)
class Skeleton:
    """All units of the state.

    Attributes:
        state: The state; everything in scope is below it.
        offices: (unit_id, name) of the state's offices.
    """

    state: Unit
    offices: tuple[tuple[str, str], ...]

    @property
    def regions(self) -> list[Unit]:
        """Regions in the order of their numbers."""
        return self.state.children

    @property
    def districts(self) -> list[Unit]:
        """Districts in the order of their ids."""
        return [district for region in self.regions for district in region.children]

    @property
    def buildings(self) -> list[Unit]:
        """Buildings in scope in the order of their ids."""
        return [building for district in self.districts for building in district.children]


def _join(parent: Unit, unit_id: str, name: str, level: str) -> Unit:
    unit = Unit(unit_id, name, level, parent)
    parent.children.append(unit)
    return unit


def build(options: Options, world: World) -> Skeleton:
    """Lay out the units: regions of 6 to 9 districts, districts from one building to a town's worth of them.

    Args:
        options: The run's options.
        world: The names of things.
    """
    seed, districts = options.seed, options.districts
    state = Unit("STATE", world.state, "state", None)
    count = options.region_count
    per_region = Dice(seed, "districts of regions").parts(districts, count, 0.12, min(districts // count, 3))
    # Some regions are denser than others, and in each a few towns have most of the buildings.
    dense = Dice(seed, "buildings of regions").parts(options.building_count - districts, count, 0.5, 0)
    sizes = [
        size
        for index in range(count)
        for size in Dice(seed, f"buildings of region {index}").parts(
            dense[index] + per_region[index], per_region[index], 1.4
        )
    ]
    others = Dice(seed, "other buildings").parts(options.other_count, districts, 1.0, 0)
    towns = names.towns(districts, seed)
    # Each region has towns from the whole alphabet, in alphabetical order.
    Dice(seed, "towns of regions").shuffle(towns)
    width, wide, number, at = len(str(districts)), len(str(options.building_count)), 0, 0
    for index, (name, size) in enumerate(zip(names.regions(count), per_region, strict=True), 1):
        region = _join(state, f"R{index:0{len(str(count))}}", world.region(index, name), "region")
        for town in sorted(towns[at : at + size]):
            district = _join(region, f"D{at + 1:0{width}}", world.district(town), "district")
            district.others = others[at]
            for school in world.buildings(district.name, sizes[at], Dice(seed, f"schools of {district.unit_id}")):
                number += 1
                _join(district, f"B{number:0{wide}}", school, "school")
            at += 1
    return Skeleton(state, tuple((f"O{i}", name) for i, name in enumerate(world.offices, 1)))
