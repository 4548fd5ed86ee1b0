"""The place of a picture: the ids below the state, as in the page's address (see shell/address.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Picture


def place(picture: Picture) -> list[str]:
    """The ids of the unit that a picture is about."""
    return [step.unit.unit_id for step in picture.path[1:]]
