"""A district: one row per building with both its teams and what the records show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboards.drawing.ancestors import way_down
from dashboards.drawing.drawing import HEAD, Drawing, Type
from dashboards.drawing.folding import Fold
from dashboards.drawing.headline import headline
from dashboards.drawing.link_sentences import owner
from dashboards.drawing.phrasing import plain
from dashboards.drawing.rows import Columns, folded_row, settle, stripes, teams, trunk
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.inputs import Picture

COLUMNS = Columns(300, 341, 386, 9, 415, 444, 7.5, 314)
_X_NAME, _NAME, _X_STATUS, _STATUS_WIDTH = 464, 182, 654, 244
_WAY = {"state": 46, "region": 146, "district": 242}


def layout_district(picture: Picture, numbers: Mapping[str, int], *, only_gaps: bool = False) -> Drawing:
    """Draw a district.

    Args:
        picture: The district with its buildings as rows.
        numbers: Card number by link id.
        only_gaps: Whether buildings whose line holds are folded away.
    """
    rows = settle(picture, numbers, COLUMNS, (442, 24, 44), only_gaps=only_gaps)
    # In a district every gap shows its owner, numbered or not.
    gaps = [row.link for row in picture.rows if row.link is not None and row.link.family == "gap"]
    rows = replace(rows, owners=rows.owners | {owner(gap).unit_id for gap in gaps})
    drawing = Drawing(f"district {picture.unit.unit_id}", 900, rows.bottom, headline(picture), picture.unit.unit_id)
    stripes(drawing, rows)
    drawing.text((414, 9), worded("Building teams"), HEAD, "m")
    drawing.text((354, 27), "implementation", Type(13, 400, "muted"), "m")
    drawing.text((458, 27), "leadership", Type(13, 400, "muted"), "m")
    if picture.facts.loaded != "units":
        drawing.text((_X_STATUS, 27), "What the records show", HEAD)
        trunk(drawing, rows, way_down(drawing, picture, _WAY, rows.middle, numbers, rows.owners))
    for index, item in enumerate(rows.items):
        y = rows.y(index)
        if isinstance(item, Fold):
            label = folded_row(drawing, rows, index, item, "building")
            drawing.text((_X_NAME, y), label, Type(14, 600, "muted"), "s", 430)
            continue
        status = teams(drawing, rows, index, item)
        bold = status.tone == "bold"
        drawing.text((_X_NAME, y), plain(item.unit), Type(14, 700 if bold else 400), "s", _NAME)
        role = "muted" if status.tone == "muted" else "ink"
        if picture.facts.loaded != "units":
            drawing.text((_X_STATUS, y), status.text, Type(13.5, 700 if bold else 400, role), "s", _STATUS_WIDTH)
    return drawing
