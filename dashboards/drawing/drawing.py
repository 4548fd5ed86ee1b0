"""The canvas that a layout draws on: nodes, edges, boxes behind them, and what can be selected.

One unit is one CSS px at scale 1, x to the right and y down from the top left. Nothing moves: there is no solver, no
random start and no gesture, so a unit keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from dashboards.drawing.fonts import cut, width_of
from dashboards.drawing.glyphs import RAIL, Mark, Step, Stroke, badge_of, nothing, numeral, person, stroke_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.card import Card
    from dashboards.drawing.inputs import LinkFacts

Anchor = Literal["s", "m", "e"]
Point = tuple[float, float]
_APART = 22


class Type(NamedTuple):
    """How text is set: size in px, weight, color role, and whether a line under it repeats what its color says."""

    size: float
    weight: int = 400
    role: str = "ink"
    underlined: bool = False


HEAD = Type(13, 600, "muted")
LABEL = Type(13, 600, "ink")
OWNER = "gap"


@dataclass(frozen=True, slots=True)
class Node:
    """Something at a point: a team, a badge, a number or the corner of a rail."""

    key: str
    x: float
    y: float
    mark: Mark
    target: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line between two nodes."""

    start: str
    end: str
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be selected, by mouse or keyboard.

    Args:
        key: Unique name.
        x: Center of the focus ring.
        y: Center of the focus ring.
        r: Radius of the mark; the ring is 5 px larger.
        parent: Key of the target to the left; empty for the first.
        says: Unit and sentence, two lines of plain text.
        card: What the panel shows while it is selected.
        gap: Buildings that its gap cuts off, so that gaps can be stepped through by size; 0 if it has none.
        area: Rectangle (left, top, right, bottom) in which a click selects it; None for the mark alone.
        fold: Name of the folded group that it opens; empty for a unit.
    """

    key: str
    x: float
    y: float
    r: float
    parent: str
    says: str
    card: Card | None = None
    gap: int = 0
    area: tuple[float, float, float, float] | None = None
    fold: str = ""


@dataclass
class Drawing:
    """A finished or growing picture.

    Args:
        name: Identifies the picture, so that a change of picture is noticed.
        width: Width in px at scale 1.
        height: Height in px at scale 1.
        label: The headline, as the drawing's name for screen readers.
        unit: Key of the picture's unit, where keyboard navigation begins.
    """

    name: str
    width: float
    height: float
    label: str = ""
    unit: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    back: list[Step] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)

    def text(self, at: Point, text: str, kind: Type, anchor: Anchor = "s", room: float = 0) -> float:
        """Write a line around a middle height, cut to its room.

        Args:
            at: Point.
            text: The text; if empty, nothing is written.
            kind: How it is set.
            anchor: Whether x is its start, middle or end.
            room: Width of its box; 0 for as wide as it is.

        Returns:
            Width of what was written in px.
        """
        if room:
            text = cut(text, room, kind.size, kind.weight)
        if not text:
            return 0
        x, y = at
        self.back.append(["t", round(x, 1), round(y, 1), text, kind.size, kind.weight, kind.role, anchor, round(room)])
        wide = width_of(text, kind.size, kind.weight)
        if kind.underlined:
            start = x - {"s": 0.0, "m": wide / 2, "e": wide}[anchor]
            line = f"M{start:.1f},{y + kind.size * 0.5:.1f}h{wide:.1f}"
            self.back.append(["p", line, "", kind.role, 1.5, []])
        return wide

    def box(
        self,
        corner: Point,
        size: Point,
        fill: str,
        stroke: str = "",
        *,
        dash: tuple[float, ...] = (),
        hatch: tuple[str, int, int] = ("", 1, 6),
        radius: float = 0,
    ) -> None:
        """Draw a box.

        Args:
            corner: Top left point.
            size: Width and height.
            fill: Color role; empty for none.
            stroke: Color role of the outline, inside the box; empty for none.
            dash: Dash lengths of the outline.
            hatch: Color role, slope (1 down to the right, -1 up to the right) and distance of hatching.
            radius: Radius of the corners.
        """
        (x, y), (w, h) = corner, size
        place = [round(x, 1), round(y, 1), round(w, 1), round(h, 1)]
        self.back.append(["b", *place, fill, stroke, 1.2 if stroke else 0, list(dash), *hatch, radius])

    def tick(self, x: float, top: float, bottom: float, stroke: Stroke = RAIL) -> None:
        """Draw a line that is not a link."""
        self.back.append(["p", f"M{x:g},{top:g}V{bottom:g}", "", stroke.role, stroke.width, list(stroke.dash)])

    def node(self, key: str, at: Point, mark: Mark, target: str = "", title: str = "") -> str:
        """Put a mark on a point; edges refer to its key.

        Keys are unit ids; every other key begins with a space, which no id does.
        """
        self.nodes[key] = Node(key, round(at[0], 1), round(at[1], 1), mark, target, title)
        return key

    def corner(self, x: float, y: float) -> str:
        """An invisible point that rails and links can end at."""
        key = f" {round(x)},{round(y, 1):g}"
        return key if key in self.nodes else self.node(key, (x, y), nothing())

    def edge(self, start: str, end: str, stroke: Stroke) -> None:
        """Draw a straight line between two nodes."""
        self.edges.append(Edge(start, end, stroke))

    def rail(self, *points: Point) -> None:
        """Draw a rail along points: structure without a state."""
        keys = [self.corner(*point) for point in points]
        for start, end in pairwise(keys):
            self.edge(start, end, RAIL)

    def link(
        self,
        ends: tuple[str, str],
        link: LinkFacts | None,
        badge_at: Point,
        numbers: Mapping[str, int],
        *,
        target: str = "",
        title: str = "",
        below: bool = False,
        thin: bool = False,
    ) -> None:
        """Draw a link with its badges, 22 px apart around a point, the number first.

        Args:
            ends: Keys of the nodes it runs between.
            link: Its facts; None draws a rail.
            badge_at: Position of its badge.
            numbers: Card number by link id.
            target: What a click on a badge selects.
            title: Tooltip of the badges.
            below: Whether the number is below the badges instead of next to them.
            thin: Whether it is a reports-to link.
        """
        self.edge(*ends, stroke_of(link, thin=thin))
        if link is None:
            return
        marks = [mark for mark in (badge_of(link), person() if link.single else None) if mark]
        place = numbers.get(link.link_id, 0)
        x, y = badge_at
        if place and below and marks:
            self.node(f" #{place}", (x, y + 24), numeral(place), target, title)
        elif place:
            marks.insert(0, numeral(place))
        for index, mark in enumerate(marks):
            key = f" #{place}" if mark.kind.startswith("number") else f" {index}:{link.link_id}"
            self.node(key, (x + (index - (len(marks) - 1) / 2) * _APART, y), mark, target, title)

    def target(self, target: Target) -> None:
        """Add something that can be selected."""
        self.targets[target.key] = target
