"""Which units are in scope, and how many buildings are below each.

A unit's own `in_scope` wins; a blank inherits the nearest value above it; the ancestors of a unit in scope are in scope
as well, so that the line can be followed up. If no unit is marked as in scope, all are. A unit that is closed, or not
open yet, never is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graph.derive.step import Step, Work


@dataclass(frozen=True)
class Unit:
    """A unit as the sheets give it, and what deriving adds.

    Attributes:
        parent: Id of the unit it is part of.
        scope_from: The date from which it counts, its own or else that of the nearest ancestor with one.
        scoped: In scope and open at the as-of date.
        buildings: Units of the lowest tier at or below it that are scoped.
    """

    unit_id: str
    level: str | None
    parent: str | None = None
    in_scope: bool | None = None
    scope_from: date | None = None
    opened: date | None = None
    closed: date | None = None
    staff_fte: float | None = None
    scoped: bool | None = None
    buildings: int | None = None

    def is_open(self, as_of: date) -> bool:
        """Whether the unit exists on that day."""
        return not ((self.closed and self.closed <= as_of) or (self.opened and self.opened > as_of))


Units = dict[str, Unit]


def above(units: Mapping[str, Unit], unit_id: str) -> Iterable[Unit]:
    """The ancestors of a unit, nearest first; stops at a cycle in the sheet."""
    seen = {unit_id}
    over = units.get(units[unit_id].parent or "")
    while over is not None and over.unit_id not in seen:
        seen.add(over.unit_id)
        yield over
        over = units.get(over.parent or "")


def scope_of(units: Units, as_of: date, building_level: str) -> Units:
    """Units with `scoped`, `buildings` and the `scope_from` that applies to them."""
    scope_given = any(unit.in_scope for unit in units.values())
    scoped = {}
    for unit_id, unit in units.items():
        in_scope = next((each.in_scope for each in _upwards(units, unit) if each.in_scope is not None), not scope_given)
        scoped[unit_id] = unit.is_open(as_of) and in_scope
    for unit_id in [unit_id for unit_id, inside in scoped.items() if inside]:
        for over in above(units, unit_id):
            scoped[over.unit_id] = over.is_open(as_of)
    buildings = dict.fromkeys(units, 0)
    for unit_id, unit in units.items():
        if unit.level == building_level and scoped[unit_id]:
            for at_or_over in _upwards(units, unit):
                buildings[at_or_over.unit_id] += 1
    return {
        unit_id: replace(
            unit,
            scoped=scoped[unit_id],
            buildings=buildings[unit_id],
            scope_from=next((each.scope_from for each in _upwards(units, unit) if each.scope_from), None),
        )
        for unit_id, unit in units.items()
    }


def _upwards(units: Units, unit: Unit) -> tuple[Unit, ...]:
    """A unit and those above it."""
    return (unit, *above(units, unit.unit_id))


def read_units(work: Work) -> tuple[Units, Units]:
    """Units as the sheets give them, and as they are after deriving the scope."""
    stored = {row[0]: Unit(*row) for row in work.found("scope/read")}
    return stored, scope_of(stored, work.as_of, work.profile.levels[-1])


def compute(work: Work) -> int:
    """Write `scoped` and `buildings` of every unit if they changed; returns the number of units."""
    derived = work.keep(read_units)[1]
    work.update("Unit", STEP.name, ((unit.unit_id, unit.scoped, unit.buildings) for unit in derived.values()))
    return len(derived)


STEP = Step("scope", needs=(), version="1", compute=compute)
