"""The line of every building, from the state's team to its own, and what each gap on the way costs.

A building with a link on the way that is starting has not begun: no gap takes anything from it yet, whether above or
below. Else the first known gap from the state down cuts it off. Else a link whose state is unknown leaves open whether
the building is connected; else it is connected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.derive.step import Row, Step, Work
from graph.derive.steps.link_state import read_judged
from graph.derive.steps.required_pairs import Formed, Pair, read_pairs, tier_above
from graph.derive.steps.scope import Unit, Units, read_units
from graph.model.derived_cypher import derived_columns
from graph.profile.profile import Profile

_UNTOLD = {"gap", "starting", "cant_tell"}


@dataclass(frozen=True)
class Way:
    """The path from the top tier down to a building.

    Attributes:
        building: Unit id.
        units: Ids of the units on the path, the building last.
        steps: The support link of each unit except the state, in the same order; None if there is none, because no tier
            is above the unit or the profile requires no such pair.
    """

    building: str
    units: tuple[str, ...]
    steps: tuple[str | None, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """Ids of the support links on the path, from the state down."""
        return tuple(step for step in self.steps if step is not None)


@dataclass(frozen=True)
class Line:
    """The line of one building.

    Attributes:
        state: connected, cut_off, starting or cant_tell.
        both_ways: Connected, and no link on the path is one-way.
        weak: Connected, and some link on the path is weak.
        engaged: Every unit on the path that has leaders is in active contact with them, and the path is complete.
        in_place: A formed team at both ends of every step.
        reaches: Level of the highest unit that the line reaches from the building before a gap, a starting team or an
            unknown link.
        breaks_at: The first gap from the state down, if the building has begun.
    """

    building: str
    state: str
    both_ways: bool
    weak: bool
    engaged: bool
    in_place: bool
    reaches: str
    breaks_at: str | None
    links: tuple[str, ...]


def ways_of(units: Units, pairs: Iterable[Pair], profile: Profile) -> list[Way]:
    """The path to every building in scope, by building id.

    One that is part of no state on record has no line to it: it is counted nowhere, and D-02 says so. Where no unit is
    a state, every building has the path that there is.
    """
    support = {pair.lower.unit: pair.link_id for pair in pairs if pair.group == "support"}
    above = {
        unit_id: tier_above(units, unit_id, profile) for unit_id, unit in units.items() if unit.level in profile.levels
    }
    top, bottom = profile.levels[0], profile.levels[-1]
    buildings = sorted(unit_id for unit_id, unit in units.items() if unit.scoped and unit.level == bottom)
    ways = [_way(building, units, support, above, top) for building in buildings]
    states = {unit_id for unit_id, unit in units.items() if unit.level == top}
    return [way for way in ways if not states or way.units[0] in states]


def _way(building: str, units: Units, support: Mapping[str, str], above: Mapping[str, Unit | None], top: str) -> Way:
    passed: list[str] = []
    steps: list[str | None] = []
    unit: Unit | None = units[building]
    while unit is not None and unit.level != top:
        passed.append(unit.unit_id)
        steps.append(support.get(unit.unit_id))
        unit = above[unit.unit_id]
    if unit is not None:
        passed.append(unit.unit_id)
    return Way(building, tuple(reversed(passed)), tuple(reversed(steps)))


@dataclass(frozen=True)
class Known:
    """What is known of all links when lines are drawn.

    Attributes:
        family: Family by link id.
        formed: Whether a link has an active team at both ends, by link id.
        leadership: Whether the leadership link of a unit is active, by unit id; a unit that needs none is not listed.
        level: Level by unit id.
    """

    family: Mapping[str, str]
    formed: Mapping[str, bool]
    leadership: Mapping[str, bool]
    level: Mapping[str, str | None]


def line_of(way: Way, known: Known) -> Line:
    """The line of a building along its path."""
    families = [known.family[step] if step else "cant_tell" for step in way.steps]
    begun = "starting" not in families
    breaks_at = next((link for link in way.links if begun and known.family[link] == "gap"), None)
    if not begun:
        state = "starting"
    elif breaks_at is not None:
        state = "cut_off"
    elif "cant_tell" in families:
        state = "cant_tell"
    else:
        state = "connected"
    connected = state == "connected"
    return Line(
        building=way.building,
        state=state,
        both_ways=connected and "one_way" not in families,
        weak=connected and "weak" in families,
        engaged=None not in way.steps and all(known.leadership.get(unit, True) for unit in way.units),
        in_place=all(step is not None and known.formed[step] for step in way.steps),
        reaches=_reaches(way, families, known),
        breaks_at=breaks_at,
        links=way.links,
    )


def _reaches(way: Way, families: list[str], known: Known) -> str:
    reached = way.building
    # Each unit's step with its parent, from the building up; if the path is incomplete the last step has none.
    for unit, family in zip(reversed(way.units[:-1]), reversed(families), strict=False):
        if family in _UNTOLD:
            break
        reached = unit
    return known.level[reached] or ""


def repaired_with(gap: Pair, pairs: Iterable[Pair]) -> frozenset[str]:
    """Links that one repair closes: the gap itself, and every pair that is missing only because of the same team."""
    formed = gap.missing
    return frozenset(
        {gap.link_id, *(pair.link_id for pair in pairs if formed and pair.missing and pair.missing <= formed)}
    )


def costs_of(
    lines: Iterable[Line], family: Mapping[str, str], pairs: Mapping[str, Pair]
) -> dict[str, tuple[int, int, int]]:
    """(cuts off, reconnects, connected) of every link: what depends on it, here and nowhere else.

    Cuts off: buildings for which the link is the first gap from the state down. Reconnects: those among them that have
    no gap after the repair and have begun, so it is never larger than "cuts off". Connected: buildings connected today
    whose line passes the link; they would lose it with the link.
    """
    wanting: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs.values():
        for end in pair.missing:
            wanting.setdefault(end, []).append(pair)
    cuts: Counter[str] = Counter()
    mends: Counter[str] = Counter()
    carries: Counter[str] = Counter()
    closed: dict[str, frozenset[str]] = {}
    for line in lines:
        if line.state == "connected":
            carries.update(line.links)
        first = line.breaks_at
        if first is None:
            continue
        if first not in closed:
            near = {pair.link_id: pair for end in pairs[first].missing for pair in wanting[end]}
            closed[first] = repaired_with(pairs[first], near.values())
        cuts[first] += 1
        mends[first] += not _is_lost(line.links, family, {link: pairs[link] for link in closed[first]})
    return {link_id: (cuts[link_id], mends[link_id], carries[link_id]) for link_id in pairs}


def _is_lost(links: Iterable[str], family: Mapping[str, str], repaired: Mapping[str, Pair]) -> bool:
    """Whether a line still has a gap, or has not begun, once some pairs are repaired."""
    for link in links:
        pair = repaired.get(link)
        if pair is None and family[link] == "gap":
            return True
        # A repaired pair of which the other team is still forming has not begun.
        if pair is not None and Formed.STARTING in (pair.upper.formed, pair.lower.formed):
            return True
    return False


def read_lines(work: Work) -> list[Line]:
    """Every building's line at the as-of date."""
    pairs, judged = work.keep(read_pairs), work.keep(read_judged)
    units = work.keep(read_units)[1]
    known = Known(
        family={link_id: found.family for link_id, found in judged.items()},
        formed={pair.link_id: pair.no_team is None for pair in pairs},
        leadership={
            pair.lower.unit: judged[pair.link_id].family == "holds" for pair in pairs if pair.group == "leadership"
        },
        level={unit_id: unit.level for unit_id, unit in units.items()},
    )
    return [line_of(way, known) for way in ways_of(units, pairs, work.profile)]


def compute(work: Work) -> int:
    """Write lines and what gaps cost if they changed; returns the number of lines."""
    lines = work.keep(read_lines)
    count = work.renew("Line", map(_row, lines))
    pairs = {pair.link_id: pair for pair in work.keep(read_pairs)}
    family = {link_id: found.family for link_id, found in work.keep(read_judged).items()}
    costs = costs_of(lines, family, pairs)
    work.update("Link", STEP.name, ((link_id, *cost) for link_id, cost in costs.items()))
    return count


def _row(line: Line) -> Row:
    values = (getattr(line, name) for name in derived_columns("Line"))
    passes = tuple((link_id, step + 1) for step, link_id in enumerate(line.links))
    return line.building, *values, (line.building,), passes, tuple(filter(None, [line.breaks_at]))


STEP = Step("lines", needs=("link_state",), version="4", compute=compute)
