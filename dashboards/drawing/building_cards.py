"""The three cards under one building's line: why it breaks or holds, what to do, and what else is worth knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.card import Card
from dashboards.drawing.headline import between, ends, first_gap
from dashboards.drawing.link_history import so_since
from dashboards.drawing.link_sentences import do, owner_name, pair, people, sentence, state_words, title, todo, why
from dashboards.drawing.phrasing import many, number, opening, short, team, the_team
from graph.profile.words import worded

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import LinkFacts, Picture


def building_cards(picture: Picture) -> tuple[Card, ...]:
    """The three cards under a building's line: why, what to do, and what else is worth knowing."""
    today, gap = picture.facts.as_of, first_gap(picture)
    links = [step.link for step in picture.path if step.link is not None]
    order = ("cant_tell", "starting", "one_way", "weak")
    weakest = gap or next((link for family in order for link in links if link.family == family), None)
    weakest = weakest or next((link for link in links if link.people == 1), None)
    if weakest is None:
        why_card = Card("Why it holds", "Every link is agreed in writing, in contact both ways and on time.")
        due = next((todo(link) for link in links if link.supported is False), "Nothing to repair.")
        do_card = Card("What to do", f"{due} Keep the agreed rhythm.")
    else:
        why_card = Card(_why_title(weakest, gap), _why_text(weakest, today))
        do_card = Card("What to do", _do_text(weakest, links))
    return (why_card, do_card, Card("While you are here", _aside(picture, weakest)))


def _why_title(link: LinkFacts, gap: LinkFacts | None) -> str:
    if gap is not None:
        return "Why it breaks here"
    return {"cant_tell": "Why we can't tell", "starting": "Why it is not complete"}.get(link.family, "The weakest link")


def _why_text(link: LinkFacts, today: date | None) -> str:
    """The facts about the weakest link of a line."""
    if link.family == "cant_tell":
        few, covered = ("Too few", f" {why(link, today)}") if link.covered else ("No", "")
        return f"{few} contact records between {ends(link)} were received.{covered}"
    if link.family == "gap":
        more = link.cuts_off - 1
        same = f" The same gap cuts off {many(more, 'more building')}." if more > 0 else ""
        owes = f"{opening(the_team(link.upper))} owes support to {short(link.lower)}."
        known = f"{title(link)}." if link.no_team else why(link, today)
        return " ".join(part for part in (owes, known, so_since(link, today)) if part) + same
    if link.family == "holds":
        return f"Every link holds. The one between {between(link)} is held by one person."
    return f"{pair(link)}: {_lower(sentence(link, today))}."


def _do_text(link: LinkFacts, links: list[LinkFacts]) -> str:
    """What to do about the weakest link of a line, who owns it and who helps when it stalls."""
    if link.family == "starting":  # nothing is to be done, so nobody owns it
        return do(link)
    text = f"{do(link)} Owner: {owner_name(link)}."
    place = links.index(link)
    if link.family == "gap" and place > 0:
        text += f" If it stalls: {team(links[place - 1].upper)} lead."
    if link.family == "gap" and link.reconnects:
        part = "" if link.reconnects >= link.cuts_off else f"{number(link.reconnects)} of "
        text += f" That reconnects {part}{many(max(link.cuts_off, link.reconnects), 'building')}."
    return text


def _aside(picture: Picture, weakest: LinkFacts | None) -> str:
    """Support that is not on record, leaders out of contact, and links that one person holds."""
    links = [step.link for step in picture.path if step.link is not None and not step.link.no_team]
    lacking = [between(link) for link in links if link.supported is False]
    parts = [f"Support between {' and between '.join(lacking)} is not on record."] if lacking else []
    for step in picture.path:
        above = step.leaders
        if step.link is not None and above is not None and above.no_team in {"lower", "both"}:
            continue  # no team that could be in contact with its leaders: the line itself says so
        if above is not None and above.family not in {"holds", "starting"}:
            status = state_words(above).lower() if above.no_team else _lower(sentence(above, picture.facts.as_of))
            parts.append(f"{pair(above)}: {status}; {worded('this does not cut the building off')}.")
    for step in picture.path:
        if step.link is not None and step.link.people == 1 and step.link is not weakest:
            who = opening(people(step.link)).replace(" it", "")
            parts.append(f"{who} the link between {between(step.link)}: a second would make it safer.")
    return (
        " ".join(parts[: 2 + bool(lacking)])
        or "Leaders are in contact at every level, and no link hangs on one person."
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
