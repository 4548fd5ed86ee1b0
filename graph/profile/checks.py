"""What a profile must satisfy as a whole, beyond the shape of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model.vocabulary import FAMILIES, LEVELS, LINK_STATES, TEAM_KINDS
from graph.profile.fields import Declared

# Without these nothing can be derived; a query that needs another one says so itself.
NEEDED = frozenset(
    {
        "rhythm_days",
        "window_days",
        "stale_factor",
        "paper_factor",
        "coverage_share",
        "collected_share",
        "meeting_max",
        "spof_buildings",
        "small_staff",
        "small_buildings",
    }
)
_MOST = 1_000_000_000
_LONGEST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def plain(name: str) -> str:
    """A name without regard to case, punctuation and spacing."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def check(profile: Declared) -> None:
    """Check a profile as a whole.

    Raises:
        ValueError: `field: what is wrong; what to do`.
    """
    _check_tiers(profile)
    _check_teams(profile)
    _check_roles_of_tiers(profile)
    _check_pairs(profile)
    _check_families(profile.families)
    _check_numbers(profile)


def _check_tiers(profile: Declared) -> None:
    if len(set(profile.levels)) != len(profile.levels):
        raise ValueError("tiers: a level stands twice; keep one tier a level")
    for level in profile.levels:
        if level not in LEVELS:
            raise ValueError(f"tiers: {level} is no level of a unit; use one of {', '.join(LEVELS)}")


def _check_teams(profile: Declared) -> None:
    """Refuse unknown levels and kinds, and a name that would mean two team types."""
    owner: dict[str, str] = {}
    for entry in profile.team_types:
        if entry.level not in profile.levels:
            raise ValueError(
                f"team_types.{entry.type}: {entry.level} is no tier; use one of {', '.join(profile.levels)}"
            )
        if entry.kind not in TEAM_KINDS:
            raise ValueError(f"team_types.{entry.type}: {entry.kind} is no kind; use one of {', '.join(TEAM_KINDS)}")
        for name in (entry.type, entry.name, *entry.aliases):
            key = plain(name)
            if not key or owner.setdefault(key, entry.type) != entry.type:
                raise ValueError(f"team_types.{entry.type}: the name {name!r} is empty or taken; give it to one type")
    if len({entry.type for entry in profile.team_types}) != len(profile.team_types):
        raise ValueError("team_types: a type stands twice; declare each once")


def _check_roles_of_tiers(profile: Declared) -> None:
    types = {entry.type: entry for entry in profile.team_types}
    for tier in profile.tiers:
        for kind, name in (("implementation", tier.implementation), ("leadership", tier.leadership)):
            if name is None:
                continue
            found = types.get(name)
            if found is None or found.level != tier.level or found.kind != kind:
                raise ValueError(
                    f"tiers.{tier.level}: {name} is no {kind} team of this level; declare it in team_types"
                )


def _check_pairs(profile: Declared) -> None:
    """Refuse pairs between unknown types, the wrong way round, or required twice."""
    types = {entry.type: entry for entry in profile.team_types}
    seen: set[tuple[str, ...]] = set()
    for pair in profile.pairs:
        for name in (pair.upper, pair.lower):
            if name not in types:
                raise ValueError(f"pairs.{pair.kind}: {name} is no team type; declare it in team_types")
        upper, lower = (profile.levels.index(types[name].level) for name in (pair.upper, pair.lower))
        if (pair.group == "support" and upper >= lower) or (pair.group == "leadership" and upper != lower):
            raise ValueError(
                f"pairs.{pair.kind}: its ends stand on the wrong levels; support runs down, leadership within"
            )
        for sign in ((pair.kind,), (pair.group, types[pair.upper].level, types[pair.lower].level)):
            if sign in seen:
                raise ValueError(f"pairs.{pair.kind}: required twice; keep one pair between two levels")
            seen.add(sign)


def _check_families(families: Mapping[str, str]) -> None:
    for known in LINK_STATES:
        if known not in families:
            raise ValueError(f"families: {known} is missing; give it one of {', '.join(FAMILIES)}")
    for state, family in families.items():
        if state not in LINK_STATES:
            raise ValueError(f"families: {state} is no state of a link; use {', '.join(LINK_STATES)}")
        if family not in FAMILIES:
            raise ValueError(f"families.{state}: {family} is no family; use one of {', '.join(FAMILIES)}")


def _check_numbers(profile: Declared) -> None:
    missing = sorted(NEEDED - profile.thresholds.keys())
    if missing:
        raise ValueError(f"thresholds: {missing[0]} is missing; add it with value, source and help")
    for name, entry in profile.thresholds.items():
        if entry.value > _MOST:
            raise ValueError(f"thresholds.{name}: {entry.value:g} is larger than any count; write a smaller number")
        if name.endswith("_share") and entry.value > 1:
            raise ValueError(f"thresholds.{name}: {entry.value:g} is no share; write a number from 0 to 1, such as 0.8")
        if name.endswith("_days") and entry.value != int(entry.value):
            raise ValueError(f"thresholds.{name}: {entry.value:g} is no count of days; write a whole number")
    for pause in profile.breaks:
        for day in (pause.from_, pause.to):
            if int(day[3:]) > _LONGEST[int(day[:2])]:
                raise ValueError(f"breaks.{pause.name}: {day} is no day of the year; write month-day, such as 06-15")
