"""Patterns of a mapping: as Python's, but one that explodes on a text is stopped and named.

`(a|a)+$` takes a second for thirty letters and a year for sixty. A mapping is a user's file, so that no pattern in it
may hold up a load for good.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from time import perf_counter

import regex

Found = regex.Match[str]
_ONE_TEXT = 1.0  # seconds on one text
_SLOW = 0.01  # seconds from which a text counts as slow
_ALL_TEXTS = 10.0  # seconds on slow texts together

_spent: defaultdict[str, float] = defaultdict(float)


class SlowPattern(Exception):  # noqa: N818 - the loader says it in the mapping's name
    """A pattern that takes too long; its text is the pattern."""


def check(pattern: str) -> None:
    """Compile a pattern.

    Raises:
        ValueError: It is not one.
    """
    try:
        _compiled(pattern)
    except regex.error as error:
        raise ValueError(f"{pattern!r} is not a valid pattern: {error}") from None


def search(pattern: str, text: str) -> Found | None:
    """The first match in a text.

    Raises:
        SlowPattern: The pattern explodes on it.
    """
    began = perf_counter()
    try:
        found = _compiled(pattern).search(text, timeout=_ONE_TEXT)
    except TimeoutError:
        raise SlowPattern(pattern) from None
    _count(pattern, perf_counter() - began)
    return found


def replace(pattern: str, by: str, text: str) -> str:
    """A text with all matches replaced.

    Raises:
        SlowPattern: The pattern explodes on it.
    """
    began = perf_counter()
    try:
        changed = _compiled(pattern).sub(by, text, timeout=_ONE_TEXT)
    except TimeoutError:
        raise SlowPattern(pattern) from None
    _count(pattern, perf_counter() - began)
    return changed


def split(pattern: str, text: str) -> list[str]:
    """The parts of a text between matches, without blank ones.

    Raises:
        SlowPattern: The pattern explodes on it.
    """
    try:
        parts = _compiled(pattern).split(text, timeout=_ONE_TEXT)
    except TimeoutError:
        raise SlowPattern(pattern) from None
    return [part.strip() for part in parts if part and part.strip()]


def groups(pattern: str) -> int:
    """How many groups a pattern has."""
    return int(_compiled(pattern).groups)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def _count(pattern: str, seconds: float) -> None:
    """Stop a pattern that is slow on many texts."""
    if seconds > _SLOW:
        _spent[pattern] += seconds
        if _spent[pattern] > _ALL_TEXTS:
            del _spent[pattern]
            raise SlowPattern(pattern)
