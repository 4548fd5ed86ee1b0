"""The place in the pictures as it stands in the address: the ids from below the state down, `R3/D17`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.drawing.inputs import Picture

_LONGEST = 2000


def write_at(ids: Sequence[str]) -> str:
    """The address of a place.

    Args:
        ids: Unit ids below the state, top down; none for the state itself.
    """
    return "/".join(quote(unit_id, safe=" ,.-_:()") for unit_id in ids)


def read_at(text: str) -> list[str]:
    """The ids of an address as it came back; an id that no unit has is the page's to report.

    Args:
        text: What stands after `at=`.
    """
    return [unquote(part) for part in text[:_LONGEST].split("/") if part]


def place(picture: Picture) -> list[str]:
    """The ids of the unit that a picture is about."""
    return [step.unit.unit_id for step in picture.path[1:]]
