"""The path down to the picture's unit: state pair, region, district, each in its own column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboards.drawing.card import Card
from dashboards.drawing.cards import link_card
from dashboards.drawing.drawing import LABEL, OWNER, Drawing, Target, Type
from dashboards.drawing.fonts import width_of, wrap
from dashboards.drawing.glyphs import team
from dashboards.drawing.headline import first_gap
from dashboards.drawing.link_sentences import owner, sentence
from dashboards.drawing.phrasing import clean, full, plain, short
from dashboards.drawing.team_looks import leader_team, own_team, top_team
from graph.profile.words import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.drawing.inputs import Picture, Step

_LEADERS = {"district": "Superintendent", "school": "Principal", "region": "Leadership team"}


def leaders_key(unit_id: str) -> str:
    """Key of a unit's leadership team."""
    return f" L:{unit_id}"


def state_pair(
    drawing: Drawing,
    picture: Picture,
    square: tuple[float, float, float],
    circle: tuple[float, float, float],
    owners: frozenset[str],
) -> str:
    """Draw the State Management Team over the state implementation team, with their names outside.

    Args:
        drawing: The drawing.
        picture: Its path begins with the state.
        square: x, y and half side of the leadership team.
        circle: x, y and radius of the implementation team.
        owners: Units that own a numbered gap.

    Returns:
        Key of the implementation team.
    """
    step, today = picture.path[0], picture.facts.as_of
    unit, (x, y, r), (sx, sy, sr) = step.unit, circle, square
    below = [each.link for each in picture.path[1:2]] or [row.link for row in picture.rows]
    says = f"{worded('State implementation team')}\n{_formed(top_team(step.leaders, below))}"
    key = drawing.node(unit.unit_id, (x, y), team("circle", r, top_team(step.leaders, below)), unit.unit_id, says)
    up = () if len(picture.path) > 1 else None
    card = Card(worded("State implementation team"), "It owes support to the teams below it.", at=up)
    drawing.target(Target(key, x, y, r, "", says, card))
    name = Type(13, 700, OWNER, underlined=True) if unit.unit_id in owners else LABEL
    drawing.text((x, y + r + 13), "Implementation", name, "m")
    drawing.text((x, y + r + 28), "team", name, "m")
    if step.leaders is None:
        return key
    above = leaders_key(unit.unit_id)
    says = f"{worded('State Management Team')}\n{sentence(step.leaders, today)}"
    drawing.node(above, (sx, sy), team("square", sr, leader_team(step.leaders, cut_off=False)), above, says)
    drawing.target(Target(above, sx, sy, sr, key, says, link_card(step.leaders, picture.facts)))
    drawing.text((sx, sy - sr - 27), "Leadership", LABEL, "m")
    drawing.text((sx, sy - sr - 12), "team", LABEL, "m")
    middle = (sx, (sy + sr + y - r) / 2)
    drawing.link((above, key), step.leaders, middle, {}, target=above, title=says)
    return key


def _formed(look: str) -> str:
    return {"missing": "Not formed yet", "starting": "The team is forming"}.get(look, "Formed")


def way_down(
    drawing: Drawing,
    picture: Picture,
    columns: Mapping[str, float],
    y: float,
    numbers: Mapping[str, int],
    owners: frozenset[str],
) -> str:
    """Draw the state pair and every step below it on one line.

    Args:
        drawing: The drawing.
        picture: The picture; a tier without a step is left out.
        columns: x by tier.
        y: The middle of the rows.
        numbers: Card number by link id.
        owners: Units that own a numbered gap.

    Returns:
        Key of the last step, from which the trunk goes on.
    """
    key = state_pair(drawing, picture, (columns["state"], y - 68, 13), (columns["state"], y, 14), owners)
    drawing.text((columns["state"], 27), worded("State"), Type(13, 600, "muted"), "m")
    broken, last_x = False, columns["state"]
    for step in picture.path[1:]:
        broken = broken or (step.link is not None and step.link.family == "gap")
        key = _step(drawing, picture, step, (columns[step.unit.level], y), (key, last_x), numbers, owners, broken)
        last_x = columns[step.unit.level]
    return key


def _step(
    drawing: Drawing,
    picture: Picture,
    step: Step,
    at: tuple[float, float],
    before: tuple[str, float],
    numbers: Mapping[str, int],
    owners: frozenset[str],
    broken: bool,  # noqa: FBT001 - the eighth of eight facts about one step
) -> str:
    """Draw one step of the path with its link, its name and its leaders."""
    (x, y), unit, facts = at, step.unit, picture.facts
    region = unit.level == "region"
    r = 16 if region and picture.unit is unit else 15
    text = sentence(step.link, facts.as_of) if step.link else ""
    says = f"{full(unit)}\n{text}"
    look = own_team(step.link, step.leaders, cut_off=broken)
    key = drawing.node(unit.unit_id, (x, y), team("circle", r, look), unit.unit_id, says)
    place = numbers.get(step.link.link_id, 0) if step.link else 0
    ids = [each.unit.unit_id for each in picture.path[1:]]
    up = tuple(ids[: ids.index(unit.unit_id) + 1]) if picture.unit is not unit else None
    card = replace(link_card(step.link, facts, place=place), at=up) if step.link else None
    gap = step.link.cuts_off if step.link and step.link.family == "gap" else 0
    drawing.target(Target(key, x, y, r, before[0], says, card, gap))
    middle = ((before[1] + x) / 2, y)
    # Next to the state, its team's name leaves no room below the badge, and the link is long enough for both.
    below = before[0] != picture.path[0].unit.unit_id
    drawing.link((before[0], key), step.link, middle, numbers, target=key, title=says, below=below)
    drawing.text((x, 27), worded("Region" if region else "District"), Type(13, 600, "muted"), "m")
    room = 100 if region else 104
    kind = (
        Type(14, 700, OWNER, underlined=True)
        if unit.unit_id in owners
        else Type(14, 600 if picture.unit is not unit else 700)
    )
    if region:
        _stacked(drawing, (x, y - r), step, kind, room)
    elif f" #{place}" in drawing.nodes and below and width_of(plain(unit), kind.size, kind.weight) > 66:
        # The number of the link above is where a long name would begin.
        drawing.text((x - 34, y + r + 11), plain(unit), kind, "s", 88)
    else:
        drawing.text((x, y + r + 11), plain(unit), kind, "m", room)
    if step.leaders is not None:
        _leaders(drawing, picture, step, at, r, broken=broken)
    return key


def _stacked(drawing: Drawing, at: tuple[float, float], step: Step, kind: Type, room: float) -> None:
    """A region's name in two lines above its circle."""
    x, top = at
    if step.unit.number and short(step.unit) != full(step.unit):
        lines = [short(step.unit), plain(step.unit)]
        drawing.text((x, top - 30), lines[0], kind, "m", room)
        drawing.text((x, top - 14), lines[1], kind, "m", room)
        return
    lines = wrap(full(step.unit), room, 2, kind.size, kind.weight)
    for place, line in enumerate(reversed(lines)):
        drawing.text((x, top - 14 - 16 * place), line, kind, "m", room)


def _leaders(
    drawing: Drawing, picture: Picture, step: Step, at: tuple[float, float], r: float, *, broken: bool
) -> None:
    """Draw the leadership team of a step above it."""
    if step.leaders is None:
        return
    (x, y), key = at, leaders_key(step.unit.unit_id)
    role = clean(step.leader_role) or worded(_LEADERS[step.unit.level])
    says = f"{role}\n{sentence(step.leaders, picture.facts.as_of)}"
    drawing.node(key, (x, y - 68), team("square", 14, leader_team(step.leaders, cut_off=broken)), key, says)
    drawing.target(Target(key, x, y - 68, 14, step.unit.unit_id, says, link_card(step.leaders, picture.facts)))
    drawing.link((key, step.unit.unit_id), step.leaders, (x, y - 27 - r / 2), {}, target=key, title=says)
    drawing.text((x, y - 68 - 26), worded(_LEADERS[step.unit.level]), LABEL, "m", 112)


def broken_above(picture: Picture) -> bool:
    """Whether everything below is cut off by a gap on the way down."""
    return first_gap(picture) is not None


def owners_of(picture: Picture, numbers: Mapping[str, int]) -> frozenset[str]:
    """The units whose team owns a numbered gap: their names are red.

    Args:
        picture: Any picture.
        numbers: Card number by link id.
    """
    links = [*picture.repairs.gaps, *(step.link for step in picture.path if step.link)]
    links += [row.link for row in picture.rows if row.link]
    return frozenset(owner(link).unit_id for link in links if link.family == "gap" and link.link_id in numbers)
