"""Choose where each defect goes, so that no two interfere and the answer key stays exact.

A defect is one module in `loaders/generator/defects` with a constant `DEFECT`; it is discovered automatically.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.model.vocabulary import LineLevel
from graph.profile.profile import Profile
from loaders.generator.options import DEMO_BUILDINGS, DEMO_DISTRICTS
from loaders.generator.seeded_random import Dice
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft

Aspect = Literal["links", "contact", "team", "work", "innovations", "assessed", "support", "barriers", "records"]

_REFERENCE: Mapping[LineLevel, int] = {"state": 1, "region": 8, "district": DEMO_DISTRICTS, "school": DEMO_BUILDINGS}
_NEEDS: Mapping[str, str] = {
    "S-12": "leadership_teams",
    "S-13": "leadership_teams",
    "S-14": "leadership_teams",
    "S-16": "district_leaders",
    "S-17": "building_leaders",
    "S-22": "state_leaders",
    "S-24": "outcome_teams",
}
"""By rule: what the profile must have, as `graph.profile.places` names it; other rules need what every line has."""
_ALSO: Mapping[Aspect, tuple[Aspect, ...]] = {"work": ("team",)}
"""Aspects that have to be unchanged as well for a defect of another aspect."""
LINE: tuple[Aspect, ...] = ("links", "contact", "team")
"""What a later defect that changes every unit below needs unchanged: there is hardly a branch left in which all is."""
EVERYTHING: tuple[Aspect, ...] = ("links", "contact", "team", "work", "barriers", "records")


@dataclass(frozen=True)
class Site:
    """One place where a defect may be planted.

    Attributes:
        draft: The state.
        unit: The unit.
        dice: Dice for this defect at this unit.
        taken: What other defects have already changed, as (unit id, aspect).
    """

    draft: Draft
    unit: Unit
    dice: Dice
    taken: set[tuple[str, str]]

    def free(self, units: Iterable[Unit], *aspects: Aspect) -> bool:
        """Whether no defect has changed these aspects of the units."""
        return not any((unit.unit_id, aspect) in self.taken for unit in units for aspect in aspects)

    def take(self, units: Iterable[Unit], *aspects: Aspect) -> None:
        """Reserve these aspects, so that later defects don't change them."""
        self.taken.update((unit.unit_id, aspect) for unit in units for aspect in aspects)


@dataclass(frozen=True)
class Defect:
    """One way in which a state falls short.

    Attributes:
        rules: The rules it is planted for; consequences under other rules are added to the key too.
        plant: Changes the draft at a site and adds the expected findings to the key; False if the site is not
            suitable, and then nothing is changed.
        often: How many for each level of unit in a state of 8 regions, 60 districts and 400 buildings.
        aspect: What it changes; only one defect changes an aspect of a unit. What changes how a team works comes last,
            and only where nothing else changes the team.
        whole: It changes every unit below too.
        large: At these levels the units with most buildings come first.
        led: At these levels it needs a leadership team besides the implementation team.
        later: It is planted after all others, whose places stay what they would be without it.
    """

    rules: tuple[str, ...]
    plant: Callable[[Site], bool]
    often: Mapping[LineLevel, float]
    aspect: Aspect
    whole: bool = False
    large: frozenset[LineLevel] = field(default_factory=frozenset)
    led: frozenset[LineLevel] = field(default_factory=frozenset)
    later: bool = False

    def fits(self, place: LineLevel, draft: Draft) -> bool:
        """Whether the profile has the teams it needs, and one of its rules can be answered."""
        return (place not in self.led or draft.world.led(place)) and bool(set(self.rules) - draft.key.unanswered)

    def count(self, place: LineLevel, draft: Draft) -> int:
        """How many to plant at a level: in proportion to the state's size, at least one."""
        options = draft.options
        size = {
            "state": 1,
            "region": options.region_count,
            "district": options.districts,
            "school": options.building_count,
        }[place]
        if options.defects == 0 or options.without & set(self.rules) or not self.fits(place, draft):
            return 0
        return max(1, round(self.often[place] * options.defects * size / _REFERENCE[place]))


def unanswered(profile: Profile) -> frozenset[str]:
    """Rules that can't be answered under a profile."""
    return frozenset(rule for rule, name in _NEEDS.items() if name not in profile.places)


def defects() -> dict[str, Defect]:
    """Every defect by name, those that change whole branches first."""
    from loaders.generator import defects as package

    found: dict[str, Defect] = {
        entry.name: importlib.import_module(f"{package.__name__}.{entry.name}").DEFECT
        for entry in pkgutil.iter_modules(package.__path__)
    }
    return dict(sorted(found.items(), key=lambda item: (not item[1].whole, item[0])))


def plant_all(draft: Draft, shaded: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    """Plant every defect in proportion to the state's size.

    Args:
        draft: The state.
        shaded: Units with benign variation: no defect goes there.

    Returns:
        Names of defects for which no place was found, with their rules.
    """
    taken = draft.taken
    taken.update((unit.unit_id, aspect) for unit in shaded for aspect in EVERYTHING)
    unplanted: dict[str, tuple[str, ...]] = {}
    # Places from the top down: few regions, many buildings.
    turns = [(name, defect, place) for name, defect in defects().items() for place in defect.often]
    turns.sort(
        key=lambda turn: (
            turn[1].later,
            not turn[1].whole,
            turn[1].aspect == "work",
            list(_REFERENCE).index(turn[2]),
        )
    )
    planted: dict[str, int] = {}
    for name, defect, place in turns:
        wanted = defect.count(place, draft)
        if wanted:
            planted[name] = planted.get(name, 0) + _plant(draft, name, defect, place, wanted, taken)
    for name, count in planted.items():
        if not count:
            unplanted[name] = defects()[name].rules
    return unplanted


def _plant(draft: Draft, name: str, defect: Defect, place: LineLevel, wanted: int, taken: set[tuple[str, str]]) -> int:
    planted = 0
    for unit in _candidates(draft, name, defect, place, wanted):
        if planted == wanted:
            break
        site = Site(draft, unit, draft.dice(f"{name} at {unit.unit_id} {planted}"), taken)
        changed = list(unit.below()) if defect.whole else [unit]
        aspects: tuple[Aspect, ...] = (defect.aspect,)
        if defect.whole:
            aspects = LINE if defect.later else EVERYTHING
        if place != "state" and not site.free(changed, *aspects, *_ALSO.get(defect.aspect, ())):
            continue
        if defect.plant(site):
            site.take(changed, *aspects)
            planted += 1
    return planted


def _candidates(draft: Draft, name: str, defect: Defect, place: LineLevel, wanted: int) -> list[Unit]:
    skeleton = draft.skeleton
    if place == "state":
        return [skeleton.state] * wanted
    units = list({"region": skeleton.regions, "district": skeleton.districts, "school": skeleton.buildings}[place])
    draft.dice(f"places of {name}, {place}").shuffle(units)
    if place in defect.large:
        units.sort(key=lambda unit: -sum(below.level == "school" for below in unit.below()))
    return units
