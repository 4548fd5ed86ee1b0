"""How numbers, dates and names are written: thousands commas, no blame, no jargon."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from dashboards.drawing.inputs import Counts, UnitRef
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded
from graph.wording import say_share

if TYPE_CHECKING:
    from datetime import date

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONGEST_NAME = 120
_LEADERS = {
    "state": "the State Management Team",
    "region": "the State Management Team",
    "district": "the superintendent",
    "school": "the principal",
}

# What a weak link is, added when a page first mentions one.
WEAK = "nothing in writing, or contact overdue"
RECORD = "If you are in contact, record it."


def number(value: int) -> str:
    """A count with thousands commas."""
    return f"{value:,}"


def small(value: int) -> str:
    """A count up to ten as a word."""
    return _SMALL[value] if 0 <= value <= 10 else number(value)


def opening(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def many(value: int, noun: str) -> str:
    """A count with its noun, in the profile's words: "1 building", "58 buildings"."""
    return f"{number(value)} {worded(noun if value == 1 else noun + 's')}"


def named(name: str, sentence: str) -> str:
    """A sentence about one unit alone, after its name: "Region 3 Cedar Valley: all 68 buildings are connected".

    Args:
        name: The unit's name; empty for the whole state, which needs none.
        sentence: The sentence, which begins with no name.
    """
    return f"{name}: {sentence[:1].lower()}{sentence[1:]}" if name else sentence


def verb(value: int, one: str, several: str) -> str:
    """The verb form for a count."""
    return one if value == 1 else several


def percent(part: int, whole: int) -> str:
    """A share as a percentage: only 0 is 0%, and only all is 100%.

    Args:
        part: Numerator.
        whole: Denominator; zero gives a dash.
    """
    return say_share(part / whole) if whole else "\N{EN DASH}"


def share(part: int, counts: Counts) -> str:
    """A unit's share of the buildings that have begun; a dash if none has, "?" if half of them is not known."""
    begun = counts.total - counts.starting
    if not begun:
        return "\N{EN DASH}"
    return "?" if counts.cant_tell * 2 >= begun else percent(part, begun)


def day(value: date, today: date | None) -> str:
    """A date, with its year only if it is not within a year of the as-of date."""
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    near = today is not None and abs((value - today).days) < 365
    return text if near else f"{text} {value.year}"


def month(value: date, today: date | None) -> str:
    """A month, with its year if needed."""
    text = _MONTHS[value.month - 1]
    near = today is not None and 0 <= (today - value).days < 330
    return text if near else f"{text} {value.year}"


def since(days: int) -> str:
    """How long ago, in days in session."""
    return "today" if days <= 0 else f"{many(days, 'day')} ago"


def clean(name: str) -> str:
    """A name without line breaks, control and direction characters, at most 120 characters long."""
    text = (
        name
        if name.isprintable()
        else "".join(
            " " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Zs"} else char
            for char in name[: _LONGEST_NAME * 4]
            if unicodedata.category(char) not in {"Cf", "Cs", "Co"}
        )
    )
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def plain(unit: UnitRef) -> str:
    """The unit's name, or its id if it has none."""
    return clean(unit.name) or clean(unit.unit_id)


def _numbered(unit: UnitRef) -> bool:
    """Whether to write the number before the name (it is not already in the name)."""
    return bool(unit.number) and not re.search(rf"\b0*{re.escape(unit.number)}\b", plain(unit))


def lane(unit: UnitRef) -> str:
    """A region's label at its lane: "3 Cedar Valley"."""
    return f"{clean(unit.number)} {plain(unit)}" if _numbered(unit) else plain(unit)


def short(unit: UnitRef) -> str:
    """A unit's name in a sentence: "Region 3", "Eastlake"."""
    if unit.level == "region" and unit.number:
        return f"{worded('Region')} {clean(unit.number)}"
    return plain(unit)


def full(unit: UnitRef) -> str:
    """A unit's name in a heading: "Region 3 Cedar Valley"."""
    if unit.level == "region" and _numbered(unit):
        return f"{worded('Region')} {clean(unit.number)} {plain(unit)}"
    return plain(unit)


def team(unit: UnitRef) -> str:
    """The implementation team of a unit, as an owner: "State team", "Region 3 team"."""
    return worded("State team") if unit.level == "state" else f"{short(unit)} team"


def the_team(unit: UnitRef) -> str:
    """The same inside a sentence: "the state team", "the Region 3 team"."""
    return worded("the state team") if unit.level == "state" else f"the {short(unit)} team"


def tier(unit: UnitRef) -> str:
    """The unit's tier in the profile's word; in education a school is a building."""
    return worded(LEVEL_WORDS[unit.level])


def leaders(unit: UnitRef) -> str:
    """Who leads the unit, as a role."""
    return worded(_LEADERS[unit.level])


@lru_cache(maxsize=16384)
def in_order(unit: UnitRef) -> tuple[tuple[int, int | str], ...]:
    """Sort key of siblings: number, then id, with digits by value; never a score, so that a unit keeps its place."""
    key: list[tuple[int, int | str]] = []
    for text in (unit.number or "\uffff", unit.unit_id):
        parts = filter(None, re.split(r"([0-9]+)", text[:200]))
        key.extend((0, int(part)) if part.isdigit() else (1, part.casefold()) for part in parts)
        key.append((-1, ""))
    return tuple(key)
