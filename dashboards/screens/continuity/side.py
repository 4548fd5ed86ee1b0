"""The right column of the continuity page: what happens if one role falls vacant, and where a second person helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboards.drawing.link_sentences import owner_name, pair, second
from dashboards.drawing.phrasing import many, number, plain, short, the_team
from dashboards.screens.continuity.text import Single, Standing, linked
from dashboards.shell.address import unit_address
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.profile.words import worded

_WIDTH = 276


def compose_side(standing: Standing) -> Markup:
    """The cards on the right."""
    if standing.missing:
        return join()
    chosen = standing.chosen
    heading = "If this role falls vacant"
    if chosen is not None and not chosen.roles:
        heading = "If this one person leaves"
    cards = [_what_if(standing, chosen) if chosen else None, _helps_most(standing), _never()]
    return join(tag("h2", heading, class_="side") if chosen else None, cards)


def _what_if(standing: Standing, row: Single) -> Markup:
    if row.roles:
        first = row.roles[0]
        title = f"{first.title}, {first.team}" if first.team else first.title
    else:
        title = pair(row.link)
    after = standing.connected - standing.lost
    figures = tag(
        "p",
        tag("strong", number(standing.connected)),
        tag("span", " \N{RIGHTWARDS ARROW} ", class_="muted"),
        tag("strong", number(after), class_="gap" if standing.lost else None),
        tag("span", " connected", class_="muted word"),
        class_="fall",
    )
    return tag(
        "div",
        tag("h3", title),
        figures,
        _bar(standing, after),
        _none_now(standing, row),
        tag("dl", _facts(standing, row), class_="facts"),
        tag("p", tag("strong", "Do: "), _do(row), class_="do"),
        tag("p", link("Show in the drawing", unit_address(row.link.lower.unit_id)), class_="do"),
        class_="card",
    )


def _bar(standing: Standing, after: int) -> Markup | None:
    """Connected buildings that stay connected and those that would not, on the scale of all in scope."""
    if not standing.total:
        return None
    scale = _WIDTH / standing.total
    text = (
        f"{number(after)} of {number(standing.total)} {worded('buildings')} in scope stay connected, "
        f"{number(standing.lost)} fall"
    )
    parts = [
        tag("span", class_=f"bar {look}", style=f"width:{count * scale:.1f}px")
        for look, count in (("holds", after), ("gap", standing.lost))
        if count
    ]
    return tag("div", parts, class_="scale", role="img", aria_label=text)


def _none_now(standing: Standing, row: Single) -> Markup | None:
    if standing.lost:
        return None
    below = many(sum(each.link.buildings for each in standing.breaks or (row,)), "building")
    return tag("p", f"No line breaks now: of the {below} in scope below, none is connected today.", class_="small")


def _facts(standing: Standing, row: Single) -> list[Child]:
    broken = standing.breaks or (row,)
    several = len(broken) > 1
    facts: list[tuple[str, Child]] = [
        ("Links that break" if several else "Link that breaks", _lines(pair(each.link) for each in broken)),
        (worded("Buildings"), _buildings(standing, broken)),
    ]
    still = [f"{many(each.inside, 'link')} inside {short(each.link.lower)}" for each in broken if each.inside]
    if still:
        facts.append(("Still works", _lines(still)))
    others = [f"{role.title}, {role.team}" for role in row.roles[1:]]
    if others:
        facts.append(("The same holds for", _lines(others)))
    if not row.roles:
        facts.append(("Role", "not known: the teams counted the people themselves"))
    facts.append(("Owner", _lines(dict.fromkeys(owner_name(each.link) for each in broken))))
    return [[tag("dt", name), tag("dd", value)] for name, value in facts]


def _lines(texts: Iterable[str]) -> Markup:
    return join([tag("div", text) for text in texts])


def _buildings(standing: Standing, rows: Sequence[Single]) -> str:
    places = [plain(row.link.lower) for row in rows if row.lose] or [plain(row.link.lower) for row in rows]
    below = sum(row.link.buildings for row in rows)
    where = f"all in {places[0]}" if len(places) == 1 else f"in {' and '.join(places)}"
    if not standing.lost:
        return f"none connected now ({number(below)} in scope)"
    return f"{number(standing.lost)} connected, {where} ({number(below)} in scope)"


def _do(row: Single) -> str:
    # This card asks for a second person, whatever else the link may need.
    return second(row.link)


def _helps_most(standing: Standing) -> Markup | None:
    rows = [row for row in standing.rows if row.lose]
    if not rows:
        return None
    first = rows[0]
    text = f"{pair(first.link)}: protects {many(first.lose, 'connected building')}."
    after = next((row for row in rows[1:] if first.link.link_id not in row.within), None)
    if after is not None:
        text += f" Next: {_next(after)}, {number(after.lose)}."
    return tag("div", tag("h3", "Where a second person helps most"), tag("p", text), class_="card")


def _next(row: Single) -> str:
    upper = the_team(row.link.upper) if row.link.upper.level == "state" else short(row.link.upper)
    return f"{upper} to {short(row.link.lower)}"


def _never() -> Markup:
    text = "It shows recorded end dates and vacancies only, of roles, not of persons. It never guesses who may leave."
    return tag("div", tag("h3", "What this page never does"), tag("p", text), class_="card")


def breaks_with(rows: list[Single], chosen: Single) -> list[Single]:
    """The links that break if the selected row's role falls vacant, the selected one first."""
    if not chosen.roles:
        return [chosen]
    return [chosen, *(row for row in linked(rows, chosen.roles[0].role_id) if row is not chosen)]
