"""Names for what has ended and for what has not begun: plain names mean what is true at the graph's date."""

from __future__ import annotations

_FORMER, _FORMERLY, _UPCOMING = "Former", "FORMERLY_", "UPCOMING_"


def former_label(label: str) -> str:
    """The label of nodes that no source states any more, such as `FormerTeam`."""
    return f"{_FORMER}{label}"


def former_type(kind: str) -> str:
    """The type of relationships that have ended, such as `FORMERLY_HOLDS`."""
    return f"{_FORMERLY}{kind}"


def upcoming_type(kind: str) -> str:
    """The type of relationships that have not begun, such as `UPCOMING_HOLDS`."""
    return f"{_UPCOMING}{kind}"


def plain_label(label: str) -> str:
    """The plain name of a label in any tense."""
    return label.removeprefix(_FORMER)


def plain_type(kind: str) -> str:
    """The plain name of a type in any tense."""
    return kind.removeprefix(_FORMERLY).removeprefix(_UPCOMING)
