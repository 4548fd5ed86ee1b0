"""What a profile must satisfy as a whole, beyond the shape of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.model.vocabulary import FAMILIES, LEVELS, LINK_STATES, TEAM_KINDS
from graph.profile.fields import Declared, RequiredPair, TeamType
from graph.suggest import did_you_mean

# Without these nothing can be derived; queries that need others report it themselves.
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


class Problem(NamedTuple):
    """Something that is wrong with a profile as a whole.

    Attributes:
        at: Names and positions that lead to the field, as in ("team_types", 0, "level").
        field: The field for the user, with the entry's name: `team_types.SMT`.
        what: What is wrong.
        fix: What to do about it.
        about: Names in the problem; if one of them comes from an entry that can't be read, the problem is not certain.
    """

    at: tuple[str | int, ...]
    field: str
    what: str
    fix: str
    about: tuple[str, ...] = ()


def plain(name: str) -> str:
    """A name without case, punctuation and spacing, for comparison."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def check(profile: Declared) -> None:
    """Check a profile as a whole.

    Raises:
        ValueError: The first problem: `field: what is wrong`, with the fix on a second line.
    """
    for problem in problems(profile):
        raise ValueError(f"{problem.field}: {problem.what}\n{problem.fix}")


def problems(profile: Declared) -> Iterator[Problem]:
    """Everything that is wrong with a profile whose fields have the right shape.

    Args:
        profile: The readable parts; lists may lack entries that can't be read.
    """
    yield from _tiers(profile)
    yield from _teams(profile)
    yield from _teams_of_tiers(profile)
    yield from _pairs(profile)
    yield from _families(profile)
    yield from _numbers(profile)


def _tiers(profile: Declared) -> Iterator[Problem]:
    for index, tier in enumerate(profile.tiers):
        at, level = ("tiers", index, "level"), tier.level
        if level not in LEVELS:
            what = f"unknown level {level!r}{did_you_mean(level, LEVELS)}"
            yield Problem(at, "tiers", what, f"Use one of: {', '.join(LEVELS)}.")
        if level in profile.levels[:index]:
            yield Problem(at, "tiers", f"the level {level!r} appears twice", "Keep one tier for each level.")


def _teams(profile: Declared) -> Iterator[Problem]:
    """Unknown levels and kinds, and ambiguous names of team types."""
    owner: dict[str, str] = {}
    for index, entry in enumerate(profile.team_types):
        at, field = ("team_types", index), f"team_types.{entry.type}"
        if entry.level not in profile.levels:
            what = f"unknown level {entry.level!r}{did_you_mean(entry.level, profile.levels)}"
            fix = f"Use the level of a tier: {', '.join(profile.levels)}."
            yield Problem((*at, "level"), field, what, fix, (entry.level,))
        if entry.kind not in TEAM_KINDS:
            what = f"unknown kind {entry.kind!r}{did_you_mean(entry.kind, TEAM_KINDS)}"
            yield Problem((*at, "kind"), field, what, f"Use one of: {', '.join(TEAM_KINDS)}.")
        if entry.type in [other.type for other in profile.team_types[:index]]:
            yield Problem((*at, "type"), field, f"the type {entry.type!r} appears twice", "Declare each type once.")
            continue
        yield from _names(entry, index, owner)


def _names(entry: TeamType, index: int, owner: dict[str, str]) -> Iterator[Problem]:
    """Names of a team type that are empty or belong to another type."""
    at, field = ("team_types", index), f"team_types.{entry.type}"
    named = [("type", entry.type), ("name", entry.name), *(("aliases", alias) for alias in entry.aliases)]
    for part, name in named:
        key = plain(name)
        if not key:
            yield Problem((*at, part), field, f"the name {name!r} has no letter or digit", "Write a name.")
        elif owner.setdefault(key, entry.type) != entry.type:
            what = f"the name {name!r} already belongs to the type {owner[key]}"
            yield Problem((*at, part), field, what, "Give each name to one type.")


def _teams_of_tiers(profile: Declared) -> Iterator[Problem]:
    types = {entry.type: entry for entry in profile.team_types}
    for index, tier in enumerate(profile.tiers):
        for kind, name in (("implementation", tier.implementation), ("leadership", tier.leadership)):
            if name is None:
                continue
            found, what, fix = types.get(name), "", ""
            if found is None:
                what = f"unknown team type {name!r}{did_you_mean(name, types)}"
                fix = "Declare it in team_types, or correct the name."
            elif found.level != tier.level:
                what = f"{name} is a team of the level {found.level}"
                fix = f"Name a team type of the level {tier.level}."
            elif found.kind != kind:
                what = f"{name} is of the kind {found.kind}"
                fix = f"Name a team type of the kind {kind}."
            if what:
                yield Problem(("tiers", index, kind), f"tiers.{tier.level}.{kind}", what, fix, (name,))


def _pairs(profile: Declared) -> Iterator[Problem]:
    """Pairs between unknown types, the wrong way round, or required twice."""
    types = {entry.type: entry for entry in profile.team_types}
    kinds: set[str] = set()
    between: set[tuple[str, str, str]] = set()
    for index, pair in enumerate(profile.pairs):
        at, field = ("pairs", index), f"pairs.{pair.kind}"
        if pair.kind in kinds:
            yield Problem((*at, "kind"), field, f"the kind {pair.kind!r} appears twice", "Declare each kind once.")
        kinds.add(pair.kind)
        unknown = [(part, name) for part, name in (("upper", pair.upper), ("lower", pair.lower)) if name not in types]
        for part, name in unknown:
            what = f"unknown team type {name!r}{did_you_mean(name, types)}"
            fix = "Declare it in team_types, or correct the name."
            yield Problem((*at, part), f"{field}.{part}", what, fix, (name,))
        upper, lower = types.get(pair.upper), types.get(pair.lower)
        if upper is None or lower is None or not {upper.level, lower.level} <= set(profile.levels):
            continue
        yield from _direction(profile, pair, index, (upper.level, lower.level))
        sign = (pair.group, upper.level, lower.level)
        if sign in between:
            what = f"another {pair.group} pair already connects the levels {upper.level} and {lower.level}"
            yield Problem(at, field, what, "Keep one pair between two levels.")
        between.add(sign)


def _direction(profile: Declared, pair: RequiredPair, index: int, ends: tuple[str, str]) -> Iterator[Problem]:
    upper, lower = map(profile.levels.index, ends)
    field = f"pairs.{pair.kind}"
    if pair.group == "support" and upper >= lower:
        what = f"a support pair must run down, and {ends[0]} is not above {ends[1]}"
        yield Problem(("pairs", index, "upper"), field, what, "Name the team of the higher level as upper.")
    if pair.group == "leadership" and upper != lower:
        what = f"a leadership pair must stay within one level, and its ends are at {ends[0]} and {ends[1]}"
        yield Problem(("pairs", index, "upper"), field, what, "Name two teams of one level.")


def _families(profile: Declared) -> Iterator[Problem]:
    for known in LINK_STATES:
        if known not in profile.families:
            fix = f"Add {known} with one of: {', '.join(FAMILIES)}."
            yield Problem(("families",), "families", f"the state {known} is missing", fix)
    for state, family in profile.families.items():
        at, field = ("families", state), f"families.{state}"
        if state not in LINK_STATES:
            what = f"unknown state {state!r}{did_you_mean(state, LINK_STATES)}"
            yield Problem(at, "families", what, f"Use only: {', '.join(LINK_STATES)}.")
        if family not in FAMILIES:
            what = f"unknown family {family!r}{did_you_mean(family, FAMILIES)}"
            yield Problem(at, field, what, f"Use one of: {', '.join(FAMILIES)}.")


def _numbers(profile: Declared) -> Iterator[Problem]:
    for name in sorted(NEEDED - profile.thresholds.keys()):
        what = f"the threshold {name} is missing"
        yield Problem(("thresholds",), "thresholds", what, "Add it with value, source and help.", (name,))
    for name, entry in profile.thresholds.items():
        at, field = ("thresholds", name, "value"), f"thresholds.{name}"
        if entry.value > _MOST:
            yield Problem(at, field, f"{entry.value:g} is too large", f"Write a number up to {_MOST:,}.")
        if name.endswith("_share") and entry.value > 1:
            yield Problem(at, field, f"{entry.value:g} must be between 0 and 1", "Write a share, such as 0.8.")
        if name.endswith("_days") and entry.value != int(entry.value):
            yield Problem(at, field, f"{entry.value:g} must be a whole number of days", "Write it without decimals.")
    for index, pause in enumerate(profile.breaks):
        for part, day in (("from", pause.from_), ("to", pause.to)):
            if int(day[3:]) > _LONGEST[int(day[:2])]:
                what = f"{day} is not a day of the year"
                yield Problem(("breaks", index, part), f"breaks.{pause.name}", what, "Write month-day, such as 06-15.")
