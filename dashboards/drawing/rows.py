"""Rows of units with their teams, for the region and district pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.drawing.address import place
from dashboards.drawing.ancestors import broken_above, leaders_key, owners_of
from dashboards.drawing.card import Card
from dashboards.drawing.cards import link_card, row_card
from dashboards.drawing.drawing import Drawing, Target
from dashboards.drawing.folding import Fold, Group, fold
from dashboards.drawing.glyphs import folded, stroke_of, team
from dashboards.drawing.link_sentences import RowStatus, row_status, sentence
from dashboards.drawing.phrasing import plain
from dashboards.drawing.team_looks import leader_team, own_team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.glyphs import Look
    from dashboards.drawing.inputs import Picture, Row

TOP = 42
FOLDED: dict[Group, Look] = {
    "broken": "broken",
    "weak": "weak",
    "cant_tell": "cant_tell",
    "starting": "starting",
    "holds": "formed",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the parts of a row.

    Args:
        trunk: x of the trunk that all rows hang on.
        badge: x of the badge of the link to the team above.
        circle: x of the implementation team.
        circle_r: Its radius.
        leader_badge: x of the badge of the link to the leaders.
        square: x of the leadership team.
        square_r: Half its side.
        stripe: x at which the stripes of odd rows begin.
    """

    trunk: float
    badge: float
    circle: float
    circle_r: float
    leader_badge: float
    square: float
    square_r: float
    stripe: float


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a picture with their positions.

    Args:
        picture: The picture.
        items: Rows and folded rows, top down.
        height: Height of a row.
        numbers: Card number by link id.
        owners: Units that own a numbered gap.
        broken: Whether everything is cut off by a gap higher up.
        columns: Positions of the parts of a row.
    """

    picture: Picture
    items: list[Row | Fold]
    height: int
    numbers: Mapping[str, int]
    owners: frozenset[str]
    broken: bool
    columns: Columns

    @property
    def middle(self) -> float:
        """Middle height of all rows, where the path down is drawn; low enough for the leaders above it."""
        return max(TOP + len(self.items) * self.height / 2, TOP + 112)

    @property
    def bottom(self) -> float:
        """Height of the drawing."""
        return max(TOP + len(self.items) * self.height + 6, self.middle + 62)

    def y(self, index: int) -> float:
        """Middle height of a row."""
        return TOP + self.height * (index + 0.5)


def settle(
    picture: Picture,
    numbers: Mapping[str, int],
    columns: Columns,
    heights: tuple[int, int, int],
    *,
    only_gaps: bool,
) -> Rows:
    """Fold the rows and compute their height.

    Args:
        picture: The picture.
        numbers: Card number by link id.
        columns: Positions of the parts of a row.
        heights: Height of all rows together, least and most height of one.
        only_gaps: Whether rows whose line holds are folded away.
    """
    broken = broken_above(picture)
    items = fold(picture.rows, only_gaps=only_gaps, broken_above=broken)
    together, least, most = heights
    height = min(max(together // max(len(items), 1), least), most)
    return Rows(picture, items, height, numbers, owners_of(picture, numbers), broken, columns)


def stripes(drawing: Drawing, rows: Rows) -> None:
    """Stripe every other row, so that rows are easy to follow."""
    for index in range(0, len(rows.items), 2):
        top = TOP + index * rows.height
        drawing.box((rows.columns.stripe, top), (900 - rows.columns.stripe, rows.height), "panel", radius=6)


def trunk(drawing: Drawing, rows: Rows, key: str) -> None:
    """The rail from the last step of the path to all rows."""
    if not rows.items:
        return
    x, ys = rows.columns.trunk, [rows.y(0), rows.y(len(rows.items) - 1), rows.middle]
    drawing.edge(key, drawing.corner(x, rows.middle), stroke_of(None))
    drawing.rail((x, min(ys)), (x, max(ys)))


def teams(drawing: Drawing, rows: Rows, index: int, row: Row) -> RowStatus:
    """Draw a row's link and teams with their targets; returns what the records show."""
    columns, y, facts = rows.columns, rows.y(index), rows.picture.facts
    link, key = row.link if facts.loaded != "units" else None, row.unit.unit_id
    status = row_status(row, facts.as_of)
    cut_off = rows.broken or (link is not None and link.family == "gap")
    says = f"{plain(row.unit)}\n{status.text}"
    number = rows.numbers.get(link.link_id, 0) if link else 0
    top = TOP + index * rows.height
    area = (columns.stripe, top, 900.0, top + rows.height)
    card = row_card(row, facts, (*place(rows.picture), key), number)
    gap = max(link.cuts_off, 1) if link and link.family == "gap" else 0
    drawing.target(Target(key, columns.circle, y, columns.circle_r, rows.picture.unit.unit_id, says, card, gap, area))
    if link is None:
        return status
    look = own_team(link, row.leaders, cut_off=cut_off)
    drawing.node(key, (columns.circle, y), team("circle", columns.circle_r, look), key, says)
    drawing.link(
        (drawing.corner(columns.trunk, y), key), link, (columns.badge, y), rows.numbers, target=key, title=says
    )
    if row.leaders is not None:
        above, label = leaders_key(key), f"{plain(row.unit)}: leaders\n{sentence(row.leaders, facts.as_of)}"
        square = team("square", columns.square_r, leader_team(row.leaders, cut_off=cut_off))
        drawing.node(above, (columns.square, y), square, above, label)
        drawing.target(Target(above, columns.square, y, columns.square_r, key, label, link_card(row.leaders, facts)))
        ends, at = (key, above), (columns.leader_badge, y)
        drawing.link(ends, row.leaders, at, {}, target=above, title=label, thin=True)
    return status


def folded_row(drawing: Drawing, rows: Rows, index: int, group: Fold, noun: str) -> str:
    """Draw a folded row's shape and target; returns its label."""
    columns, y, label = rows.columns, rows.y(index), group.says(noun)
    mark = folded("circle", columns.circle_r - 2, FOLDED[group.group])
    says = f"{label}\n{group.size()}"
    drawing.node(group.key, (columns.circle, y), mark, group.key, says)
    drawing.edge(drawing.corner(columns.trunk, y), group.key, stroke_of(None))
    top = TOP + index * rows.height
    area = (columns.stripe, top, 900.0, top + rows.height)
    card = Card(label, f"{group.size()}.")
    at, parent = (columns.circle, y, columns.circle_r + 3), rows.picture.unit.unit_id
    drawing.target(Target(group.key, *at, parent, says, card, 0, area, group.key))
    return label
