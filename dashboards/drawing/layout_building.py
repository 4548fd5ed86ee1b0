"""One building: its whole line from the state office, link by link, and the place where it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboards.drawing.ancestors import leaders_key
from dashboards.drawing.card import Card
from dashboards.drawing.cards import link_card
from dashboards.drawing.drawing import HEAD, OWNER, Drawing, Target, Type
from dashboards.drawing.fonts import wrap
from dashboards.drawing.glyphs import Stroke, badge_of, stroke_of, team
from dashboards.drawing.headline import first_gap, headline
from dashboards.drawing.link_sentences import facts_of, owner, reports_to, sentence
from dashboards.drawing.link_sentences import leader_team as leader_team_name
from dashboards.drawing.phrasing import clean, full, opening, plain, short
from dashboards.drawing.team_looks import leader_team, own_team, top_team
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.drawing.glyphs import Look
    from dashboards.drawing.inputs import LinkFacts, Picture, Step

HEIGHT = 372
_FIRST, _APART, _AFTER = 112, 300, 220
_LEADERS_Y, _TEAMS_Y, _PANEL = 100, 232, 188
_TIERS = {"state": "State", "region": "Region", "district": "District", "school": "Building"}


@dataclass(frozen=True, slots=True)
class _Column:
    """One step with its position.

    Args:
        step: The step.
        x: Middle of its column.
        look: Look of its implementation team.
        cut_off: Whether the line is broken above it.
        breaks_right: Whether the panel of the break is to its right.
        breaks_left: Whether it is to its left.
        owner: Whether its team owns the gap.
    """

    step: Step
    x: float
    look: Look
    cut_off: bool
    breaks_right: bool
    breaks_left: bool
    owner: bool


def layout_building(picture: Picture) -> Drawing:
    """Draw the line of one building; missing tiers are left out without a gap.

    Args:
        picture: The building; its path is the line.
    """
    width = _FIRST + _APART * (len(picture.path) - 1) + _AFTER
    drawing = Drawing(f"building {picture.unit.unit_id}", width, HEIGHT, headline(picture), picture.unit.unit_id)
    gap = first_gap(picture)
    columns = _columns(picture, gap)
    if gap is not None:
        _panel(drawing, next(column.x for column in columns if column.breaks_right) + _APART / 2, gap)
    for place, column in enumerate(columns):
        drawing.text((column.x, 12), worded(_TIERS[column.step.unit.level]), HEAD, "m")
        if picture.facts.loaded != "units":
            _team(drawing, picture, columns, place)
            _leaders(drawing, picture, column)
        _name(drawing, column)
    return drawing


def _columns(picture: Picture, gap: LinkFacts | None) -> list[_Column]:
    columns: list[_Column] = []
    broken = False
    for place, step in enumerate(picture.path):
        broken = broken or (step.link is not None and step.link.family == "gap")
        after = picture.path[place + 1].link if place + 1 < len(picture.path) else None
        look = own_team(step.link, step.leaders, cut_off=broken) if place else top_team(step.leaders, [after])
        right = gap is not None and after is gap
        owns = gap is not None and owner(gap).unit_id == step.unit.unit_id
        left = gap is not None and step.link is gap
        columns.append(_Column(step, _FIRST + _APART * place, look, broken, right, left, owns))
    return columns


def _panel(drawing: Drawing, x: float, gap: LinkFacts) -> None:
    """The panel at the first gap."""
    drawing.box((x - _PANEL / 2, 34), (_PANEL, 322), "gapf", radius=12)
    drawing.text((x, 53), "The line breaks here", Type(17, 700, "gap"), "m")
    drawing.tick(x, 72, 208 if gap.no_team is None else 222, Stroke("gap", 1.8, (2, 5)))


def _team(drawing: Drawing, picture: Picture, columns: list[_Column], place: int) -> None:
    """A team on the line, with the link to the team before it and the link's facts."""
    column, facts = columns[place], picture.facts
    step, key = column.step, column.step.unit.unit_id
    text = sentence(step.link, facts.as_of) if step.link else "It owes support to the teams below it."
    says = f"{full(step.unit)}\n{text}"
    drawing.node(key, (column.x, _TEAMS_Y), team("circle", 22, column.look), key, says)
    parent = columns[place - 1].step.unit.unit_id if place else ""
    at = tuple(each.step.unit.unit_id for each in columns[1 : place + 1])
    card = link_card(step.link, facts) if step.link else Card(worded("State implementation team"), text)
    gap = max(step.link.cuts_off, 1) if step.link and step.link.family == "gap" else 0
    here = place == len(columns) - 1
    drawing.target(Target(key, column.x, _TEAMS_Y, 22, parent, says, card if here else replace(card, at=at), gap))
    if not place:
        return
    middle, first = column.x - _APART / 2, columns[place - 1].breaks_right
    stroke = stroke_of(step.link)
    drawing.edge(parent, key, stroke._replace(width=stroke.width + 1))
    if step.link is None:
        return
    mark = badge_of(step.link, 17 if first else 11)
    if mark:
        drawing.node(f" 0:{step.link.link_id}", (middle, _TEAMS_Y), mark, key, says)
    for row, line in enumerate(facts_of(step.link, facts.as_of)):
        kind = Type(14, 700, "gap" if first else "ink") if row == 0 else Type(13.5)
        drawing.text((middle, 268 + 18 * row), opening(line) if row == 0 else line, kind, "m", 176 if first else 150)


def _name(drawing: Drawing, column: _Column) -> None:
    """The team's name under its circle, with its unit's name below."""
    unit, bold = column.step.unit, Type(14, 700, OWNER if column.owner else "ink", column.owner)
    lines = {
        "state": (worded("State"), "Implementation Team"),
        "region": (f"{short(unit)} team" if unit.number else worded("Region team"), plain(unit)),
        "district": (worded("District team"), plain(unit)),
        "school": (worded("Building team"), plain(unit)),
    }[unit.level]
    # There is less room next to the panel of the break.
    room = 110 if column.breaks_right or column.breaks_left else 146
    drawing.text((column.x, 270), lines[0], bold, "m", room)
    if unit.level != "state":
        drawing.text((column.x, 288), lines[1], Type(13.5, 400, "muted"), "m", room)
        return
    for row, line in enumerate(wrap(lines[1], room, 2, 14, 700)):
        drawing.text((column.x, 288 + 18 * row), line, bold, "m")


def _leaders(drawing: Drawing, picture: Picture, column: _Column) -> None:
    """The leadership team above a team, and the link between them."""
    step, x = column.step, column.x
    if step.leaders is None:
        if step.unit.level == "region":
            for row, line in enumerate(wrap(worded("Works for the State Management Team"), 128, 3, 13)):
                drawing.text((x, 150 + 16 * row), line, Type(13, 400, "muted"), "m")
        return
    key, name = leaders_key(step.unit.unit_id), leader_team_name(step.unit)
    says = f"{name}\n{sentence(step.leaders, picture.facts.as_of)}"
    look = leader_team(step.leaders, cut_off=column.cut_off)
    drawing.node(key, (x, _LEADERS_Y), team("square", 19, look), key, says)
    card = link_card(step.leaders, picture.facts)
    drawing.target(Target(key, x, _LEADERS_Y, 19, step.unit.unit_id, says, card))
    drawing.edge(key, step.unit.unit_id, stroke_of(step.leaders))
    mark, middle = badge_of(step.leaders, 11), (_LEADERS_Y + _TEAMS_Y) / 2 - 2
    if mark:
        drawing.node(f" 0:{step.leaders.link_id}", (x, middle), mark, key, says)
    role, text = clean(step.leader_role), reports_to(step.leaders)
    if not column.breaks_right:
        drawing.text((x + 29, 89), name, Type(14, 700), "s", 240)
        drawing.text((x + 29, 107), role, Type(13.5, 400, "muted"), "s", 240)
        drawing.text((x + (18 if mark else 12), middle), text, Type(13), "s", 240)
        return
    # Next to the panel of the break, the names are above, moved to the free side.
    drawing.text((x - 24, 51 if role else 67), name, Type(14, 700), "m", 156)
    drawing.text((x - 24, 68), role, Type(13, 400, "muted"), "m", 156)
    lines = wrap(text, 88, 3, 13)
    for row, line in enumerate(lines):
        drawing.text((x - (18 if mark else 12), middle + 16 * (row - (len(lines) - 1) / 2)), line, Type(13), "e", 88)
