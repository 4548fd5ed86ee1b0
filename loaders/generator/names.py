"""Names of places, schools and people, combined from word lists, so that they refer to nothing real."""

from __future__ import annotations

from loaders.generator import words
from loaders.generator.seeded_random import Dice


def towns(count: int, seed: int) -> list[str]:
    """Distinct town names, in alphabetical order.

    Args:
        count: How many.
        seed: The state's seed.
    """
    # The number of pairs is small, so all are generated and shuffled; if more are needed, compass points are added.
    pairs = [
        first + last
        for first in words.TOWN_BEGINNINGS
        for last in words.TOWN_ENDINGS
        if first[-1].lower() != last[0] and first.lower() != last
    ]
    Dice(seed, "towns").shuffle(pairs)
    prefixes = ("", "North ", "South ", "East ", "West ", "Upper ", "Lower ", "Old ", "New ")
    rounds = -(-count // len(pairs))
    found = [
        (prefixes[turn] if turn < len(prefixes) else f"Mount {turn} ") + pair
        for turn in range(rounds)
        for pair in pairs
    ]
    return sorted(found[:count])


def regions(count: int) -> list[str]:
    """Region names in the order of their numbers."""
    known = words.REGIONS
    return [known[i] if i < len(known) else f"{known[i % len(known)]} {i // len(known) + 1}" for i in range(count)]


def schools(count: int, dice: Dice) -> list[str]:
    """Names of a district's schools, unique in the district.

    Args:
        count: How many.
        dice: The district's dice.
    """
    found: dict[str, None] = {}
    while len(found) < count:
        name = dice.pick(words.SCHOOL_WORDS)
        # If a large district runs out of plain names, two-part names keep the search short.
        if dice.chance(0.25 if len(found) < 40 else 0.8):
            name = f"{name} {dice.pick(words.SCHOOL_SECONDS)}"
        if len(found) >= 2_000:
            name = f"{name} {len(found) + 1}"
        found.setdefault(f"{name} {dice.pick(words.SCHOOL_KINDS)}")
    return list(found)


def person(dice: Dice) -> str:
    """An invented person's name."""
    first = dice.pick(words.FIRST_NAMES)
    return f"{first} {dice.pick(words.SURNAME_BEGINNINGS)}{dice.pick(words.SURNAME_ENDINGS)}"
