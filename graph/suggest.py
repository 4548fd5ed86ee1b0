"""Suggestions for a name that does not exist, for the end of a message."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE = 0.6
"""Similarity ratio from which a name counts as a typo."""
_ALIKE = 0.05
"""Names whose ratio is this much below the best one are left out."""
_MOST = 3
_SHORTEST = 3


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: `; did you mean 'severity'?`, or nothing if no name is close.

    Args:
        name: What was written.
        known: The valid names; case does not matter.
    """
    found = [repr(other) for other in _near(name, known)]
    if not found:
        return ""
    return f"; did you mean {' or '.join([', '.join(found[:-1]), found[-1]] if found[1:] else found)}?"


def ended(sentence: str) -> str:
    """A sentence with its period; a question already has its mark."""
    bare = sentence.rstrip(".")
    return bare if bare.endswith("?") else f"{bare}."


def _near(name: str, known: Iterable[str]) -> list[str]:
    """At most three names: those that contain the given one, or else the most similar ones, the closest first."""
    wanted, names = name.casefold(), list(dict.fromkeys(known))
    holding = [other for other in names if len(wanted) >= _SHORTEST and wanted in other.casefold()]
    if holding:
        return holding[:_MOST]
    like = [(SequenceMatcher(None, wanted, other.casefold()).ratio(), other) for other in names if wanted]
    best = max(like, default=(0.0, ""))[0]
    near = [(share, other) for share, other in like if share >= max(_LIKE, best - _ALIKE)]
    return [other for _, other in sorted(near, key=lambda each: -each[0])[:_MOST]]
