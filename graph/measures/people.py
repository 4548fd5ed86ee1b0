"""Select people and groups: everyone, or the people of a unit, by level or by team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_records
from graph.derive.step import Work
from graph.derive.steps.levels import TEAM, read_levels
from graph.derive.steps.scope import Units, above, read_units
from graph.errors import UsageError
from graph.network.core.groups import NOWHERE, Groups
from graph.suggest import did_you_mean, ended

EVERYONE = "everyone"


@dataclass(frozen=True)
class Chosen:
    """People and their groups.

    Attributes:
        people: Their numbers among everyone on record, ascending, [people].
        everyone: How many people have not left, in the unit or not.
        groups: Their groups; one group if no level was chosen.
        above: By group, the number of its parent; for complementary suppression.
        known: Whether each one's contacts are known, [people].
        cut: Groups left out because only some of their people are in the unit.
    """

    people: NDArray[np.int64]
    everyone: int
    groups: Groups
    above: NDArray[np.int64]
    known: NDArray[np.bool_]
    cut: int = 0


def choose(work: Work, by: str, of: str) -> Chosen:
    """The people of a unit and those below it, or everyone, by group.

    Args:
        work: What is loaded.
        by: A level as the sheets or the profile name it, or `team`; empty for one group.
        of: Id of a unit; empty for everyone.

    Raises:
        UsageError: There is no such level or unit, or none of the groups is within the unit.
    """
    records, units = work.keep(read_records), work.keep(read_units)[1]
    inside = records.here & _of_unit(units, records.units, of)
    people = np.flatnonzero(inside)
    known = work.keep(read_levels).covered[people]
    everyone = int(records.here.sum())
    if not by:
        one = Groups.of(EVERYONE, np.zeros(len(people), np.int32), 1, [of or EVERYONE])
        return Chosen(people, everyone, one, np.zeros(1, np.int64), known)
    whole, over = _groups(work, units, level_of(work, units, by))
    groups, places = _within(whole, inside)
    if of and not groups.count:
        raise UsageError(
            f"No {work.profile.level_name(whole.level)} lies within unit {of}.",
            "Choose a level below it, or leave out the unit.",
        )
    cut = int((np.bincount(whole.codes[inside & (whole.codes >= 0)], minlength=whole.count) > 0).sum()) - groups.count
    return Chosen(people, everyone, groups, over[places], known, cut)


def _of_unit(units: Units, own: NDArray[np.object_], of: str) -> NDArray[np.bool_]:
    """The people of a unit or of one below it; everyone if none is given."""
    if not of:
        return np.ones(len(own), dtype=np.bool_)
    if of not in units:
        raise UsageError(ended(f"There is no unit {of!r}{did_you_mean(of, units)}"), "Name a unit by its id.")
    below = {unit_id for unit_id in units if unit_id == of or any(over.unit_id == of for over in above(units, unit_id))}
    return np.array([unit_id in below for unit_id in own.tolist()], dtype=np.bool_)


def level_of(work: Work, units: Units, by: str) -> str:
    """The level for a name, which may be the display name, such as building for school.

    Raises:
        UsageError: There is none; names those near to it.
    """
    names = {level: level for level in (*work.profile.levels, *(unit.level for unit in units.values()), TEAM) if level}
    words: Mapping[str, str] = {tier.one: tier.level for tier in work.profile.tiers}
    wanted = by.strip().lower()
    level = names.get(wanted) or words.get(wanted)
    if level is None:
        raise UsageError(
            ended(f"There is no level {by!r}{did_you_mean(wanted, [*names, *words])}"),
            f"Use one of {', '.join(sorted(names))}.",
        )
    return level


def _groups(work: Work, units: Units, level: str) -> tuple[Groups, NDArray[np.int64]]:
    """Groups of a level, and by group the number of its parent."""
    found = work.keep(read_levels)
    if level == TEAM:
        return found.teams, np.zeros(found.teams.count, np.int64)
    if level in found.units:
        return found.units[level], found.part_of[level]
    # The top unit is not compared with anything, so the steps leave it out.
    records = work.keep(read_records)
    top = {unit_id: _at(units, unit_id, level) for unit_id in units}
    labels = [top.get(unit) if here else None for unit, here in zip(records.units.tolist(), records.here, strict=True)]
    groups = Groups.named(level, labels)
    return groups, np.zeros(groups.count, np.int64)


def _at(units: Units, unit_id: str, level: str) -> str | None:
    at_or_over = (units[unit_id], *above(units, unit_id))
    return next((unit.unit_id for unit in at_or_over if unit.level == level), None)


def _within(whole: Groups, inside: NDArray[np.bool_]) -> tuple[Groups, NDArray[np.int64]]:
    """The groups that are entirely inside, and their previous numbers.

    A group that is only partly inside would reveal the others by comparison with the whole group.
    """
    sizes = np.bincount(whole.codes[inside & (whole.codes >= 0)], minlength=whole.count)
    kept = np.flatnonzero((sizes > 0) & (sizes == whole.people))
    number = np.full(whole.count + 1, NOWHERE, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    ids = [whole.ids[place] for place in kept.tolist()]
    return Groups.of(whole.level, number[whole.codes][inside], len(kept), ids), kept
