"""From a picture to its drawing: chooses the layout for each kind of picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.inputs import BuildingPicture, DistrictPicture, StatePicture
from dashboards.drawing.layout_building import layout_building
from dashboards.drawing.layout_district import layout_district
from dashboards.drawing.layout_region import layout_region
from dashboards.drawing.layout_state import layout_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.drawing import Drawing
    from dashboards.drawing.inputs import Picture


def draw(picture: Picture, numbers: Mapping[str, int], *, only_gaps: bool = False) -> Drawing | None:
    """Draw any picture; None if nothing is loaded.

    Args:
        picture: Any of the four pictures.
        numbers: Card number by link id, from the panel.
        only_gaps: Whether units whose line holds are folded away.
    """
    if picture.facts.loaded == "nothing":
        return None
    if isinstance(picture, BuildingPicture):
        return layout_building(picture)
    if isinstance(picture, DistrictPicture):
        return layout_district(picture, numbers, only_gaps=only_gaps)
    if isinstance(picture, StatePicture) and any(row.unit.level == "region" for row in picture.rows):
        return layout_state(picture, numbers, only_gaps=only_gaps)
    return layout_region(picture, numbers, only_gaps=only_gaps)
