"""Names like one that does not exist, for the end of a message."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE = 0.6
"""Share of equal letters from which a name counts as a slip of the pen."""
_ALIKE = 0.05
"""Names that are this much less like the one given than the best are left out."""
_MOST = 3
_SHORTEST = 3


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: `; did you mean 'severity'?`, or nothing where no name is near.

    Args:
        name: What was written.
        known: What could have been meant; case does not matter.
    """
    found = [repr(other) for other in _near(name, known)]
    if not found:
        return ""
    return f"; did you mean {' or '.join([', '.join(found[:-1]), found[-1]] if found[1:] else found)}?"


def ended(sentence: str) -> str:
    """A sentence with its full stop; one that ends in a question has its mark already."""
    bare = sentence.rstrip(".")
    return bare if bare.endswith("?") else f"{bare}."


def _near(name: str, known: Iterable[str]) -> list[str]:
    """At most three names: those that hold the given one, or else those most like it, the nearest first."""
    wanted, names = name.casefold(), list(dict.fromkeys(known))
    holding = [other for other in names if len(wanted) >= _SHORTEST and wanted in other.casefold()]
    if holding:
        return holding[:_MOST]
    like = [(SequenceMatcher(None, wanted, other.casefold()).ratio(), other) for other in names if wanted]
    best = max(like, default=(0.0, ""))[0]
    near = [(share, other) for share, other in like if share >= max(_LIKE, best - _ALIKE)]
    return [other for _, other in sorted(near, key=lambda each: -each[0])[:_MOST]]
