"""A region, or a state without regions: one row per district with its teams, its buildings and their shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.ancestors import way_down
from dashboards.drawing.bars import Bars, bar, heads, loud, scale_of, shares
from dashboards.drawing.drawing import HEAD, OWNER, Drawing, Type
from dashboards.drawing.folding import Fold
from dashboards.drawing.glyphs import numeral
from dashboards.drawing.headline import headline
from dashboards.drawing.phrasing import number, plain
from dashboards.drawing.rows import Columns, Rows, folded_row, settle, stripes, teams, trunk
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.inputs import Picture, Row
    from dashboards.drawing.link_sentences import RowStatus

COLUMNS = Columns(214, 257, 304, 10, 336, 366, 8, 228)
_X_NAME, _AXIS, _UNTIL = 386, 716, 815
_NAME, _SENTENCE, _NAME_ALONE = 232, 240, 250


def layout_region(picture: Picture, numbers: Mapping[str, int], *, only_gaps: bool = False) -> Drawing:
    """Draw a region, or a state whose districts have no regional tier above them.

    Args:
        picture: The unit with its districts (and schools directly under it) as rows.
        numbers: Card number by link id.
        only_gaps: Whether districts whose line holds are folded away.
    """
    rows = settle(picture, numbers, COLUMNS, (440, 26, 55), only_gaps=only_gaps)
    drawing = Drawing(
        f"{picture.unit.level} {picture.unit.unit_id}", 900, rows.bottom, headline(picture), picture.unit.unit_id
    )
    stripes(drawing, rows)
    has_lines = picture.facts.loaded == "all"
    _heads(drawing, rows, has_lines=has_lines)
    if picture.facts.loaded != "units":
        trunk(
            drawing, rows, way_down(drawing, picture, {"state": 46, "region": 158}, rows.middle, numbers, rows.owners)
        )
    single = [(index, item.counts) for index, item in enumerate(rows.items) if not isinstance(item, Fold)]
    counts = [each for _, each in single]
    ranks = {single[rank][0] for rank in loud(counts)}
    tall, size = (20, 15) if rows.height >= 36 else (13, 14)
    bars = Bars(_AXIS, tall, scale_of(counts, 60, 60, _UNTIL - _AXIS, size), size, _UNTIL, loud(counts))
    for index, item in enumerate(rows.items):
        if isinstance(item, Fold):
            _fold(drawing, rows, index, item)
            continue
        _name(drawing, rows, index, item, teams(drawing, rows, index, item))
        if has_lines:
            bar(drawing, bars, rows.y(index), item.counts, bold=index in ranks)
            strong = Type(14, 700)
            columns: dict[float, tuple[int, Type]] = {
                850: (item.counts.connected, strong),
                896: (item.counts.both_ways, strong),
            }
            shares(drawing, rows.y(index), item.counts, columns)
    return drawing


def _heads(drawing: Drawing, rows: Rows, *, has_lines: bool) -> None:
    """The column heads in two lines."""
    kinds = {row.unit.level for row in rows.picture.rows}
    text = {frozenset({"district"}): "District teams", frozenset({"school"}): "Building teams"}
    drawing.text((335, 9), worded(text.get(frozenset(kinds), "Teams")), HEAD, "m")
    drawing.text((272, 27), "implementation", Type(13, 400, "muted"), "m")
    drawing.text((380, 27), "leadership", Type(13, 400, "muted"), "m")
    if has_lines:
        heads(drawing, _AXIS, 9, 27)
        for x, top, bottom in ((850, "reaches", "state"), (896, "both", "ways")):
            drawing.text((x, 9), top, HEAD, "e")
            drawing.text((x, 27), worded(bottom), HEAD, "e")


def _name(drawing: Drawing, rows: Rows, index: int, row: Row, status: RowStatus) -> None:
    """A district's name, with what the records show below it."""
    y, red = rows.y(index), row.unit.unit_id in rows.owners
    role = OWNER if red else "ink"
    inside = _inside(rows, row)
    room = 24 * len(inside)
    if rows.height >= 40:
        kind = Type(15, 700, role, red)
        wide = drawing.text((_X_NAME, y - 9), plain(row.unit), kind, "s", _NAME - room)
        tone = "muted" if status.tone == "muted" else "ink"
        drawing.text((_X_NAME, y + 9), status.text, Type(13, 400, tone), "s", _SENTENCE)
        y -= 9
    else:
        wide = drawing.text(
            (_X_NAME, y), plain(row.unit), Type(14, 700 if red else 600, role, red), "s", _NAME_ALONE - room
        )
    for shift, value in enumerate(inside):
        drawing.node(f" #{value}", (_X_NAME + wide + 14 + 22 * shift, y), numeral(value), row.unit.unit_id)


def _inside(rows: Rows, row: Row) -> list[int]:
    """Numbers of gaps below the row, whose links are not drawn here."""
    repairs = rows.picture.repairs
    links = [*repairs.gaps, *repairs.singles, *repairs.weak]
    inside = {link.link_id for link in links if link.upper.unit_id == row.unit.unit_id and not link.leadership}
    return sorted(rows.numbers[link_id] for link_id in inside if link_id in rows.numbers)


def _fold(drawing: Drawing, rows: Rows, index: int, group: Fold) -> None:
    """A folded row: its label and its counts, without a bar, because the scale is for single rows."""
    y, counts = rows.y(index), group.counts
    noun = "building" if all(row.unit.level == "school" for row in group.rows) else "district"
    label = folded_row(drawing, rows, index, group, noun)
    drawing.text((_X_NAME, y), label, Type(14, 600, "muted"), "s", _NAME_ALONE)
    if rows.picture.facts.loaded == "all":
        cut = number(counts.cut_off)
        drawing.text((_AXIS - 6, y), cut, Type(14, 400, "muted"), "e")
        drawing.text((_AXIS + 6, y), number(counts.connected), Type(14, 400, "muted"))
