"""The state overview: one lane per region, its districts as beads or, if there are too many, as a strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.drawing.address import place
from dashboards.drawing.ancestors import owners_of, state_pair
from dashboards.drawing.bars import Bars, bar, heads, loud, scale_of, shares
from dashboards.drawing.card import Card
from dashboards.drawing.cards import row_card
from dashboards.drawing.district_strip import strip
from dashboards.drawing.drawing import HEAD, OWNER, Drawing, Target, Type
from dashboards.drawing.folding import HIDDEN, Fold, add_up, group_of
from dashboards.drawing.fonts import width_of
from dashboards.drawing.glyphs import folded, numeral, stroke_of, team
from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import Counts, Row
from dashboards.drawing.link_sentences import sentence
from dashboards.drawing.phrasing import full, in_order, lane, many, number
from dashboards.drawing.rows import FOLDED
from dashboards.drawing.team_looks import bead, own_team
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.inputs import LinkFacts, Picture

TOP = 36
WIDTH = 900
_FEWEST = 124
_SIZE = 136
"""Room for how many districts and buildings a lane has, before its first bead."""
_UNTIL = 772
_X_TEAM, _X_TRUNK, _X_LINK, _X_BEADS, _BEAD_STEP = 180, 96, 134, 344, 22


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: a region, a folded group, or (without a unit) whatever is directly under the state.

    Args:
        row: The region; None for the other two kinds.
        beads: Districts in id order, and schools directly under the region.
        counts: Buildings.
        fold: The folded group.
    """

    row: Row | None
    beads: tuple[Row, ...]
    counts: Counts
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """What all lanes share.

    Args:
        height: Height of a lane.
        beads: Whether districts are drawn one by one.
        bars: How bars are drawn.
        most: Most districts in one lane, which sets the width of strips.
        numbers: Card number by link id.
        owners: Units that own a numbered gap.
        has_lines: Whether any contact is known, so that there is something to count.
    """

    height: int
    beads: bool
    bars: Bars
    most: int
    numbers: Mapping[str, int]
    owners: frozenset[str]
    has_lines: bool

    def middle(self, index: int) -> float:
        """Middle height of a lane."""
        return TOP + self.height * (index + 0.5)

    def line(self, index: int) -> float:
        """Height of a lane's line to the state."""
        return self.middle(index) - (8 if self.beads else 0)


def lanes_of(picture: Picture, *, only_gaps: bool = False) -> list[Lane]:
    """The lanes in the order of region numbers.

    Args:
        picture: The state.
        only_gaps: Whether regions whose line holds, and those not begun, are folded into one lane each.
    """
    regions = sorted((row for row in picture.rows if row.unit.level == "region"), key=lambda row: in_order(row.unit))
    direct = sorted((row for row in picture.rows if row.unit.level != "region"), key=lambda row: in_order(row.unit))
    hidden = {
        group: found
        for group in HIDDEN
        if only_gaps and (found := tuple(row for row in regions if group_of(row) == group))
    }
    lanes = [
        Lane(row, tuple(sorted(row.children, key=lambda child: in_order(child.unit))), row.counts)
        for row in regions
        if group_of(row) not in hidden
    ]
    if direct:
        lanes.append(Lane(None, tuple(direct), add_up(tuple(direct))))
    return [*lanes, *(Lane(None, (), add_up(rows), Fold(group, rows)) for group, rows in hidden.items())]


def form_of(lanes: list[Lane]) -> tuple[int, bool]:
    """Height of a lane, and whether districts are drawn one by one (the same for all lanes, so that they compare).

    Args:
        lanes: All lanes.
    """
    height = min(max(440 // max(len(lanes), 1), 22), 55)
    return height, height >= 40 and max((len(each.beads) for each in lanes), default=0) <= 10


def layout_state(picture: Picture, numbers: Mapping[str, int], *, only_gaps: bool = False) -> Drawing:
    """Draw the state overview.

    Args:
        picture: The state with its regions; one without any region is drawn by the region layout.
        numbers: Card number by link id.
        only_gaps: Whether regions whose line holds are folded away.
    """
    lanes = lanes_of(picture, only_gaps=only_gaps)
    count = max(len(lanes), 1)
    grid = _grid(picture, lanes, numbers)
    height = grid.height
    middle = max(TOP + count * height / 2, _FEWEST)
    drawing = Drawing(
        "state", WIDTH, max(TOP + count * height + 6, middle + 34 + 54), headline(picture), picture.unit.unit_id
    )
    for index in range(0, len(lanes), 2):
        drawing.box((110, TOP + index * height), (790, height), "panel", radius=6 if grid.beads else 4)
    _heads(drawing, grid, lanes)
    if picture.facts.loaded == "units":
        _names_only(drawing, grid, lanes)
        return drawing
    top = state_pair(drawing, picture, (46, middle - 46, 15), (46, middle + 34, 16), grid.owners)
    lines = [grid.line(index) for index in range(len(lanes))]
    stops = sorted({*lines, middle + 34})
    drawing.edge(top, drawing.corner(_X_TRUNK, middle + 34), stroke_of(None))
    drawing.rail((_X_TRUNK, stops[0]), (_X_TRUNK, stops[-1]))
    for index, each in enumerate(lanes):
        _lane(drawing, picture, grid, index, each)
    return drawing


def _grid(picture: Picture, lanes: list[Lane], numbers: Mapping[str, int]) -> Grid:
    """Compute what all lanes share."""
    height, beads = form_of(lanes)
    most = max((len(each.beads) for each in lanes), default=0)
    counts = [each.counts for each in lanes if each.fold is None]
    axis, tall, right, size = (640, 20, 60, 15) if beads else (610, 13, 90, 13.5)
    left = 60.0
    if beads:
        # The longest bar with its count still ends before the last bead of the fullest lane.
        count = width_of(number(max((each.cut_off for each in counts), default=0)), size, 700)
        left = min(left, axis - count - _X_BEADS - (most - 1) * _BEAD_STEP - 20)
    scale = scale_of(counts, left, right, _UNTIL - axis, size)
    bars = Bars(axis, tall, scale, size, _UNTIL, loud(counts))
    has_lines = picture.facts.loaded == "all"
    return Grid(height, beads, bars, most, numbers, owners_of(picture, numbers), has_lines)


def _heads(drawing: Drawing, grid: Grid, lanes: list[Lane]) -> None:
    """The heads of the columns."""
    drawing.text((_X_TEAM, 16), worded("Region team"), HEAD, "m")
    drawing.text((46, 16), worded("State"), HEAD, "m")
    if any(each.beads for each in lanes):
        text = "Districts (bigger circle: more buildings)" if grid.beads else "Districts, by their line to the region"
        drawing.text((336 if grid.beads else 330, 16), worded(text), HEAD)
    if grid.has_lines:
        heads(drawing, grid.bars.axis, 7, 25)
        drawing.text((850, 7), "Share that reaches", HEAD, "e")
        for x, text in ((801, "region"), (849, "state"), (896, "ways")):
            drawing.text((x, 25), worded(text), HEAD, "e")
        drawing.text((896, 7), "both", HEAD, "e")


def _names_only(drawing: Drawing, grid: Grid, lanes: list[Lane]) -> None:
    """Units without teams: named, no shapes."""
    for index, each in enumerate(lanes):
        _names(drawing, grid, index, each)


def _names(drawing: Drawing, grid: Grid, index: int, each: Lane) -> None:
    """A lane's name, with its numbers of districts and buildings below it."""
    name, own = "", each.row
    if own is not None:
        name = lane(own.unit)
    elif each.fold is not None:
        name = each.fold.says("region")
    else:
        name = worded("Without a region")
    red = own is not None and own.unit.unit_id in grid.owners
    role = OWNER if red else "ink"
    y = grid.middle(index)
    if grid.beads:
        weight = 700 if each.fold is None else 600
        drawing.text((194, y - 20), name, Type(15, weight, role, red), "s", 136 if each.fold is None else 330)
        drawing.text((194, y + 8), _size(each), Type(13, 400, "muted"), "s", _SIZE)
    else:
        drawing.text((193, y), name, Type(14, 700 if red else 600, role, red), "s", 126 if each.fold is None else 330)


def _size(each: Lane) -> str:
    districts = sum(child.unit.level == "district" for child in each.beads)
    buildings = many(each.counts.total, "building")
    both = f"{many(districts, 'district')} \N{MIDDLE DOT} {buildings}" if districts else buildings
    # Districts are drawn beside it, so that their number may go where words are long.
    return both if width_of(both, 13, 400) <= _SIZE else buildings


def _lane(drawing: Drawing, picture: Picture, grid: Grid, index: int, each: Lane) -> None:
    """Draw one lane."""
    y, line = grid.middle(index), grid.line(index)
    _names(drawing, grid, index, each)
    if each.fold is not None:
        _folded(drawing, picture, grid, index, each.fold)
        return
    broken = each.row is not None and each.row.link is not None and each.row.link.family == "gap"
    start = _region(drawing, picture, grid, index, each.row) if each.row else drawing.corner(_X_TRUNK, line)
    parent = each.row.unit.unit_id if each.row else picture.unit.unit_id
    if grid.beads:
        _beads(drawing, picture, grid, each, (start, parent, line), broken=broken)
    else:
        strip(drawing, each.beads, (330, y), 190 / max(grid.most, 1), broken=broken)
        _strip_numbers(drawing, picture, grid, each, y)
    if grid.has_lines:
        bar(drawing, grid.bars, y, each.counts, bold=index in grid.bars.loud)
        size = 15 if grid.beads else 13.5
        quiet, strong = Type(size, 400, "muted"), Type(size, 700)
        counts = each.counts
        columns: dict[float, tuple[int, Type]] = {
            801: (counts.reaches_region, quiet),
            849: (counts.connected, strong),
            896: (counts.both_ways, strong),
        }
        shares(drawing, y, counts, columns)


def _region(drawing: Drawing, picture: Picture, grid: Grid, index: int, row: Row) -> str:
    """The region's team with its link to the state; returns its key."""
    line, r = grid.line(index), 9 if grid.beads else 7.5
    key, link, facts = row.unit.unit_id, row.link, picture.facts
    broken = link is not None and link.family == "gap"
    says = f"{full(row.unit)}\n{sentence(link, facts.as_of) if link else ''}"
    drawing.node(key, (_X_TEAM, line), team("circle", r, own_team(link, None, cut_off=broken)), key, says)
    ends = (drawing.corner(_X_TRUNK, line), key)
    drawing.link(ends, link, (_X_LINK, line), grid.numbers, target=key, title=says)
    top = TOP + index * grid.height
    number_of = grid.numbers.get(link.link_id, 0) if link else 0
    card = row_card(row, facts, (*place(picture), key), number_of)
    gap = link.cuts_off if link and broken else 0
    area = (110.0, top, 900.0, top + grid.height)
    drawing.target(Target(key, _X_TEAM, line, r, picture.unit.unit_id, says, card, gap, area))
    return key


def _beads(
    drawing: Drawing, picture: Picture, grid: Grid, each: Lane, start: tuple[str, str, float], *, broken: bool
) -> None:
    """The districts of a lane, hanging from its rail."""
    key, parent, line = start
    if not each.beads:
        return
    last = drawing.corner(_X_BEADS + (len(each.beads) - 1) * _BEAD_STEP, line)
    drawing.edge(key, last, stroke_of(None))
    for j, child in enumerate(each.beads):
        x, y, unit_id = _X_BEADS + j * _BEAD_STEP, line + 20, child.unit.unit_id
        r = round(5 + min(5, 1.1 * child.counts.total**0.5), 1)
        look = bead(child, cut_off=broken)
        says = f"{lane(child.unit)}\n{sentence(child.link, picture.facts.as_of) if child.link else ''}"
        drawing.node(unit_id, (x, y), team("circle", r, look), unit_id, says)
        stroke = stroke_of(child.link, thin=True) if look != "cut_off" else stroke_of(None)
        drawing.edge(drawing.corner(x, line), unit_id, stroke)
        at = (*place(picture), *((parent,) if each.row else ()), unit_id)
        here = sorted({grid.numbers[link_id] for link_id in _gaps_in(child, picture) if link_id in grid.numbers})
        card = row_card(child, picture.facts, at, here[0] if here else 0)
        gap = child.link.cuts_off if child.link and child.link.family == "gap" else 0
        drawing.target(Target(unit_id, x, y, r, parent, says, card, gap))
        for shift, value in enumerate(here):
            drawing.node(f" #{value}", (x + shift * 20, line - 12), numeral(value), unit_id, says)


def _gaps_in(row: Row, picture: Picture) -> list[str]:
    """Links whose card number is shown at a district: its own, and those of its buildings."""
    inside = [link.link_id for link in _listed(picture) if link.upper.unit_id == row.unit.unit_id]
    return [row.link.link_id, *inside] if row.link else inside


def _listed(picture: Picture) -> list[LinkFacts]:
    repairs = picture.repairs
    return [*repairs.gaps, *repairs.singles, *repairs.weak]


def _strip_numbers(drawing: Drawing, picture: Picture, grid: Grid, each: Lane, y: float) -> None:
    """Show the numbers of gaps inside a region at the end of its strip."""
    ids = [link_id for child in each.beads for link_id in _gaps_in(child, picture)]
    x = 330 + len(each.beads) * 190 / max(grid.most, 1) + 13
    for value in sorted({grid.numbers[link_id] for link_id in ids if link_id in grid.numbers}):
        drawing.node(f" #{value}", (x, y), numeral(value), each.row.unit.unit_id if each.row else "")
        x += 20


def _folded(drawing: Drawing, picture: Picture, grid: Grid, index: int, fold: Fold) -> None:
    """A folded lane: the shape three times, with counts but no bar."""
    line, y = grid.line(index), grid.middle(index)
    says = f"{fold.says('region')}\n{fold.size()}"
    drawing.node(fold.key, (_X_TEAM, line), folded("circle", 7, FOLDED[fold.group]), fold.key, says)
    drawing.edge(drawing.corner(_X_TRUNK, line), fold.key, stroke_of(None))
    card = Card(fold.says("region"), fold.size())
    top = TOP + index * grid.height
    area = (110.0, top, 900.0, top + grid.height)
    drawing.target(Target(fold.key, _X_TEAM, line, 12, picture.unit.unit_id, says, card, 0, area, fold.key))
    drawing.text((grid.bars.axis + 6, y), number(fold.counts.connected), Type(grid.bars.size, 400, "muted"))
