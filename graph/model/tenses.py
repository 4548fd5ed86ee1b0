"""Names for what has ended, has not begun or is said once more: a plain name means, once, what is true now."""

from __future__ import annotations

_FORMER, _FORMERLY, _UPCOMING, _ALSO = "Former", "FORMERLY_", "UPCOMING_", "ALSO_"


def former_label(label: str) -> str:
    """The label of nodes that no source states any more, such as `FormerTeam`."""
    return f"{_FORMER}{label}"


def former_type(kind: str) -> str:
    """The type of relationships that have ended, such as `FORMERLY_HOLDS`."""
    return f"{_FORMERLY}{kind}"


def upcoming_type(kind: str) -> str:
    """The type of relationships that have not begun, such as `UPCOMING_HOLDS`."""
    return f"{_UPCOMING}{kind}"


def also_type(kind: str) -> str:
    """The type of relationships that another source states too, whose word counts, such as `ALSO_HOLDS`."""
    return f"{_ALSO}{kind}"


def plain_label(label: str) -> str:
    """The plain name of a label in any tense."""
    return label.removeprefix(_FORMER)


def plain_type(kind: str) -> str:
    """The plain name of a type in any tense."""
    return kind.removeprefix(_FORMERLY).removeprefix(_UPCOMING).removeprefix(_ALSO)
