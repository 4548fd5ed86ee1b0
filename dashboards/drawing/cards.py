"""The panel next to the drawing: what to repair first, and the card of the selected item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboards.drawing.building_cards import building_cards
from dashboards.drawing.card import Card
from dashboards.drawing.headline import first_gap
from dashboards.drawing.inputs import (
    BuildingPicture,
    DistrictPicture,
    Facts,
    LinkFacts,
    Picture,
    RegionPicture,
    StatePicture,
)
from dashboards.drawing.link_details import details
from dashboards.drawing.link_history import so_since
from dashboards.drawing.link_sentences import (
    can_be_recorded,
    do,
    pair,
    second,
    sentence,
    title,
    todo,
    why,
)
from dashboards.drawing.nothing_to_repair import nothing_to_repair
from dashboards.drawing.phrasing import in_order, many, number, opening, short, small, the_team, tier, verb
from dashboards.shell.address import LOOP_BOARD, address
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Counts, Row

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel when nothing is selected.

    Args:
        heading: Usually "Repair first".
        cards: One to three cards.
        foot: The total of the other gaps; empty if the cards show all.
        numbers: Card number by link id, for the drawing.
        support: How many teams have no support on record, which is not a gap in contact and has no card here; a link to
            the findings belongs after it. Empty if there are none.
        besides: How many critical and high findings there are about the unit, with a link after it; empty for none.
    """

    heading: str
    cards: tuple[Card, ...]
    foot: str = ""
    numbers: dict[str, int] | None = None
    support: str = ""
    besides: str = ""


def panel(picture: Picture) -> Panel:
    """What to repair first: the gaps that cut off most, then one-person links, then weak links.

    Args:
        picture: State, region or district.
    """
    facts = picture.facts
    if facts.loaded in {"nothing", "units"}:
        return Panel("Load first", (_load_first(facts),))
    if isinstance(picture, BuildingPicture):
        return Panel("", building_cards(picture))
    links = _first_three(picture)
    cards = [replace(_repair_card(link, place + 1, picture), link_id=link.link_id) for place, link in enumerate(links)]
    numbers = {link.link_id: place + 1 for place, link in enumerate(links)}
    if facts.loaded == "teams":
        text = "Teams are known, contact is not. Load contacts, meetings or link checks."
        cards = [Card("Contact records are missing", text), *cards[:2]]
        shown = {link.link_id: n + 1 for n, link in enumerate(links[:2])}
        return Panel("Collect first", tuple(cards), "", shown, unsupported(picture))
    nothing = nothing_to_repair(picture)
    if not nothing.holds and not _own_or_below(picture, links):
        cards = [nothing.card, *cards]
        return Panel(nothing.heading, tuple(cards[:_NAMED]), "", numbers, unsupported(picture), _besides(picture))
    cards = cards or [nothing.card]
    also = None if isinstance(picture, StatePicture) or len(cards) == _NAMED else _also(picture, numbers)
    if also:
        cards.append(also)
    heading = "Repair first" if any(link.family == "gap" for link in links) else "Make safer first"
    foot, support = _foot(picture, links), unsupported(picture)
    return Panel(heading if numbers else nothing.heading, tuple(cards), foot, numbers, support, _besides(picture))


def _besides(picture: Picture) -> str:
    """How many critical and high findings there are, without the period; empty for none."""
    if not picture.findings:
        return ""
    return f"{many(picture.findings, 'critical or high finding')} about this {tier(picture.unit)} in all"


def unsupported(picture: Picture) -> str:
    """How many teams have no support on record, without the period; empty for none."""
    teams, in_contact, waiting = picture.unsupported, picture.unsupported_in_contact, picture.unsupported_waiting
    if not teams:
        return ""
    notes = []
    if waiting:
        notes.append(f"{_of_them(waiting, teams)}because the team above is still to be formed")
    if in_contact == teams:
        notes.append("though in contact" if teams == 1 else "all of them in contact")
    elif in_contact:
        notes.append(f"{number(in_contact)} of them in contact")
    return ", ".join([f"{many(teams, 'team')} {verb(teams, 'has', 'have')} no support on record", *notes])


def _of_them(part: int, whole: int) -> str:
    if part == whole:
        return "" if whole == 1 else "all of them "
    return f"{number(part)} of them "


def _load_first(facts: Facts) -> Card:
    if facts.loaded == "nothing":
        return Card("No data yet", "Load a staff export to begin.")
    return Card("Teams are not known", "Load the teams sheet: one row per team, with the unit that it serves.")


def _first_three(picture: Picture) -> list[LinkFacts]:
    """The links of the cards, in their order."""
    links: list[LinkFacts] = []
    own = picture.path[-1].link
    above = first_gap(picture)
    if above is not None:
        links.append(above)
    elif own is not None and own.single and isinstance(picture, DistrictPicture | RegionPicture):
        links.append(own)
    # A pair that lacks only its upper team is repaired with the gap above it, which has its own card.
    open_gaps = (gap for gap in picture.repairs.gaps if gap.cuts_off or gap.no_team != "upper")
    gaps = sorted(open_gaps, key=_by_size)
    links += gaps[:_NAMED]
    if len(links) < _NAMED:
        links += picture.repairs.singles[:_NAMED]
    if len(links) < _NAMED:
        links += _weak_above(picture)
        links += picture.repairs.weak[:_NAMED]
    distinct = {link.link_id: link for link in links}
    return list(distinct.values())[:_NAMED]


def _own_or_below(picture: Picture, links: list[LinkFacts]) -> bool:
    """Whether a link to repair is the unit's own or below it, rather than above the unit alone."""
    above = [step.link for step in picture.path[:-1]]
    return any(link not in above for link in links)


def _weak_above(picture: Picture) -> list[LinkFacts]:
    """Weak and one-way links on the way down to the unit, its own first: what is below them is no better than they."""
    links = [step.link for step in reversed(picture.path) if step.link is not None]
    return [link for link in links if link.family in {"weak", "one_way"}]


def _by_size(gap: LinkFacts) -> tuple[object, ...]:
    """Most buildings cut off first, then by id; gaps below another gap come last, larger units first."""
    return -gap.cuts_off, 0 if gap.cuts_off else -gap.buildings, in_order(gap.lower)


def _foot(picture: Picture, shown: list[LinkFacts]) -> str:
    """How many more gaps cut off the others, so that the numbers add up."""
    if first_gap(picture) is not None:
        return ""
    named = [link.cuts_off for link in shown if link.family == "gap" and link.cuts_off]
    left, cut = picture.repairs.gap_count - len(named), picture.counts.cut_off - sum(named)
    if left <= 0 or cut <= 0:
        return ""
    return f"{many(left, 'more gap')} {verb(left, 'cuts', 'cut')} off the other {many(cut, 'building')}."


def _also(picture: Picture, numbers: dict[str, int]) -> Card | None:
    """One-person links without a card."""
    singles = [link for link in picture.repairs.singles if link.link_id not in numbers]
    left = picture.repairs.single_count - sum(link.link_id in numbers for link in picture.repairs.singles)
    if left <= 0 or not singles:
        return None
    names = ", ".join(short(link.lower) for link in singles[:_NAMED])
    more = f" and {number(left - _NAMED)} more" if left > _NAMED else ""
    held = f"{opening(small(left))} {verb(left, 'link is', 'links are')} held by one person with no stand-in"
    return Card(f"Also in this {tier(picture.unit)}", f"{held}: {names}{more}.")


def _size(link: LinkFacts, picture: Picture | None) -> str:
    """Both numbers of a gap: how many buildings it cuts off, and how many its repair reconnects."""
    if link.family != "gap" or link.leadership:
        return ""
    inside = picture.counts.cut_off if picture is not None and link.lower in [s.unit for s in picture.path] else None
    if not link.cuts_off:
        own = link.lower.level == "school"
        return _nothing_yet(link, "It" if own else f"Its {many(link.buildings, 'building')}", picture)
    if inside is not None and inside < link.cuts_off:
        cut = f"Cuts off all {number(inside)} here, {number(link.cuts_off)} in all"
    else:
        cut = f"Cuts off {many(link.cuts_off, 'building')}"
    return f"{cut}; a repair reconnects {_closing(link)}."


def _closing(link: LinkFacts) -> str:
    """How many of these buildings a repair reconnects; the card of the selected gap says what keeps the others."""
    if link.reconnects >= link.cuts_off:
        return "it" if link.cuts_off == 1 else "all"
    return number(link.reconnects) if link.reconnects else "none"


def _nothing_yet(link: LinkFacts, who: str, picture: Picture | None) -> str:
    """Why a gap cuts nothing off: another gap is above, or what is below has not begun; the state has none above."""
    several = link.lower.level != "school" and link.buildings != 1
    begun = f"{who} {'have' if several else 'has'} not begun yet"
    already = f"{'are' if several else 'is'} already cut off higher up"
    if link.upper.level == "state":
        return f"{begun}."
    if picture is None:
        return f"{begun}, or {already}."
    above = {each.family for each in _links_above(link, picture)}
    return f"{who} {already}." if "gap" in above and "starting" not in above else f"{begun}."


def _links_above(link: LinkFacts, picture: Picture) -> list[LinkFacts]:
    """The links between the state and the upper end of a link, as far as the picture has them."""
    rows = [row for row in picture.rows if link.upper in {row.unit, *(child.unit for child in row.children)}]
    rows += [child for row in rows for child in row.children if child.unit == link.upper]
    ways = [step.link for step in picture.path] + [row.link for row in rows]
    return [each for each in ways if each is not None and each != link]


def _repair_card(link: LinkFacts, place: int, picture: Picture) -> Card:
    """A card of the panel."""
    at, key = _at_of(link, picture), link.lower.unit_id
    if link.single and link.family != "gap":
        if link == picture.path[-1].link:
            text = f"{short(link.lower)}'s link to {the_team(link.upper)} is held by one person. Nobody stands in."
            heading = f"{short(link.lower)} depends on one person"
            return Card(heading, f"{text} {_behind(link)}", place, do=second(link), key=key)
        text = f"{_behind(link)} Nobody stands in."
        return Card(f"{pair(link)}: one person", text, place, do=second(link), at=at, key=key)
    today = picture.facts.as_of
    text = " ".join(part for part in (_size(link, picture), why(link, today), so_since(link, today)) if part)
    return Card(title(link), text, place, do=do(link), at=at, key=key)


def _behind(link: LinkFacts) -> str:
    """What depends on a link: buildings connected today that would lose their line, and buildings in scope."""
    below = many(link.buildings, "building")
    if link.connected == link.buildings:
        return f"{below} would lose {verb(link.buildings, 'its', 'their')} line."
    if link.connected:
        return f"Of {below} behind it, the {number(link.connected)} connected today would lose their line."
    return f"Of {below} behind it none is connected today."


def _at_of(link: LinkFacts, picture: Picture) -> tuple[str, ...] | None:
    """The address of the unit below a link, if the picture contains the path to it."""
    base = tuple(step.unit.unit_id for step in picture.path[1:])
    for row in picture.rows:
        if row.unit.unit_id == link.lower.unit_id:
            return (*base, row.unit.unit_id)
        for child in row.children:
            if child.unit.unit_id == link.lower.unit_id:
                return (*base, row.unit.unit_id, child.unit.unit_id)
            if child.unit.unit_id == link.upper.unit_id:
                return (*base, row.unit.unit_id, child.unit.unit_id, link.lower.unit_id)
        if row.unit.unit_id == link.upper.unit_id and not link.leadership:
            return (*base, row.unit.unit_id, link.lower.unit_id)
    return None


def _state_of(counts: Counts) -> str:
    """A unit's buildings in one sentence."""
    if counts.total < 2:
        return ""
    of_all = f"{number(counts.connected)} of {number(counts.total)} {worded('buildings')}"
    both = f"; for {number(counts.both_ways)} the line works both ways" if counts.connected else ""
    return f"{of_all} {verb(counts.connected, 'is', 'are')} connected{both}."


def link_card(link: LinkFacts, facts: Facts, *, place: int = 0, counts: Counts | None = None) -> Card:
    """The card of a selected team or badge.

    Args:
        link: The link above the team, or to its leaders.
        facts: What is known about the data.
        place: The number of the link's card in the panel; 0 for none.
        counts: The unit's buildings.
    """
    today = facts.as_of
    if link.family == "gap" and link.no_team in {"lower", "both"} and not link.leadership:
        count = f"{many(link.cuts_off, 'building')} {verb(link.cuts_off, 'is', 'are')} cut off"
        owes = f"{opening(the_team(link.upper))} owes it support."
        size = f"Until a team forms, {count}." if link.cuts_off else _size(link, None)
        text = " ".join(part for part in (owes, so_since(link, today), size) if part)
    else:
        known = why(link, today) if link.family in {"gap", "cant_tell"} else f"{sentence(link, today)}."
        size = _size(link, None) or (_state_of(counts) if counts else "")
        text = " ".join(part for part in (known, so_since(link, today), size) if part)
    if link.leadership and link.family == "gap":
        text += worded(" It cuts no building off.")
    more = todo(link)
    if link.family == "gap" and link.reconnects and link.cuts_off > link.reconnects:
        rest = link.cuts_off - link.reconnects
        others = f"{number(rest)} {verb(rest, 'has', 'have')} another gap"
        more += f" Reconnects {many(link.reconnects, 'building')}; {others}."
    head = _uncapital(pair(link))
    return Card(title(link), text, place, tuple(details(link, facts)), more, None, head, record=record_of(link))


def record_of(link: LinkFacts) -> str:
    """Address of the form for contact of a link that is not on record; empty if none could change its state."""
    if not can_be_recorded(link):
        return ""
    return address(LOOP_BOARD, cell=f"{link.kind}.{link.state}", pair=link.link_id)


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(worded("State team")) else text


def row_card(row: Row, facts: Facts, at: tuple[str, ...], place: int = 0) -> Card:
    """The card of a selected row, lane or bead.

    Args:
        row: The unit.
        facts: What is known about the data.
        at: Its address.
        place: The number of its link's card; 0 for none.
    """
    if row.link is None:
        return Card(short(row.unit), _state_of(row.counts), 0, (), "", at, short(row.unit))
    card = link_card(row.link, facts, place=place, counts=row.counts)
    return Card(card.title, card.text, card.number, card.facts, card.do, at, card.head, record=card.record)
