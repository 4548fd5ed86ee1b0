"""The left side of the continuity page: one row per link, their total, and the links that are covered."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.drawing.glyphs import badge
from dashboards.drawing.phrasing import many, number, opening, short, small
from dashboards.screens.continuity.text import (
    COLUMNS,
    NOBODY,
    Single,
    Standing,
    cells,
    ends,
    inside_of,
    linked,
    pair_of,
    role_of,
)
from dashboards.shell.address import unit_address
from dashboards.shell.icons import figure
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.plain_table import plain_table
from graph.profile.words import worded
from graph.queries.catalog import catalog

FOLD = 10
_LONGEST = 150
_SHOWN = 300


def compose_main(standing: Standing) -> Markup:
    """The rows, their total, and the links that are covered."""
    if standing.missing:
        return join()
    if standing.table:
        return compose_table(standing)
    return join(_rows(standing), _adds_up(standing), _roles(standing), _covered(standing))


def _rows(standing: Standing) -> Markup | None:
    if not standing.rows:
        return None
    names = ("role", "the link it holds", "connected buildings behind it", "stands in", "recorded end")
    head = [tag("th", tag("span", "held by one person", class_="hidden"), scope="col")]
    head += [tag("th", worded(name), scope="col") for name in names]
    largest = max(row.lose for row in standing.rows)
    shown = standing.rows if standing.every else standing.rows[:FOLD]
    body = [_row(standing, row, largest) for row in shown]
    left = len(standing.rows) - len(shown)
    more = None
    if left > 0:
        more = tag("p", link(f"Show {number(left)} more", standing.here(rows="all")), class_="after")
    elif standing.every and len(standing.rows) > FOLD:
        more = tag("p", link(f"Show the first {small(FOLD)} only", standing.here(rows=None)), class_="after")
    table = tag("table", tag("thead", tag("tr", head)), tag("tbody", body), class_="alone")
    return join(tag("div", table, class_="scroll"), more)


def _row(standing: Standing, row: Single, largest: int) -> Markup:
    chosen = standing.chosen is row
    at = link(
        tag("strong", role_of(row)),
        standing.here(link=row.link.link_id),
        class_="quiet",
        aria_current="true" if chosen else None,
        aria_label=f"{role_of(row)}: {pair_of(row)}, {many(row.lose, 'connected building')}",
    )
    inside = inside_of(standing, row)
    within = tag("span", f" (in {inside})", class_="muted small") if inside else None
    return tag(
        "tr",
        tag("td", figure(badge("person", "ink", 10), side=24), class_="mark"),
        tag("td", at, tag("span", _more_of(standing, row), class_="muted small"), class_="role"),
        tag("td", pair_of(row), within),
        tag("td", _loses(row, largest), class_="loses"),
        tag("td", NOBODY),
        tag("td", ends(row), class_="end"),
        class_="chosen" if chosen else None,
    )


def _more_of(standing: Standing, row: Single) -> str:
    """A note: the role is not known, there are several such roles, or the role holds further links."""
    if not row.roles:
        return " counted by the teams themselves"
    if len(row.roles) > 1:
        return f" or {small(len(row.roles) - 1)} other {'role' if len(row.roles) == 2 else 'roles'}"
    links = len(linked(standing.rows, row.roles[0].role_id))
    return f" {small(links)} links" if links > 1 else ""


def _loses(row: Single, largest: int) -> Markup:
    count = tag("strong", number(row.lose), class_="count")
    if not row.lose:
        return join(
            count, tag("span", f"{number(row.link.buildings)} in scope, none connected now", class_="muted small")
        )
    width = max(3.0, _LONGEST * row.lose / largest)
    return join(count, tag("span", class_="bar gap", style=f"width:{width:.1f}px"))


def _adds_up(standing: Standing) -> Markup | None:
    """A note on links that lie behind others, so that rows and headline agree."""
    added = sum(row.lose for row in standing.rows)
    twice = added - standing.different
    if twice <= 0:
        return None
    inner = [row for row in standing.rows if row.within and row.lose]
    outer = {row.within[-1] for row in inner}
    whole = standing.row(next(iter(outer))) if len(outer) == 1 else None
    if whole is not None:
        links = "link" if len(inner) == 1 else f"{small(len(inner))} links"
        where, same = (
            f"The {links} inside {short(whole.link.lower)}",
            f"the same {many(whole.lose, 'connected building')}",
        )
    else:
        where, same = (
            f"{opening(small(len(inner)))} of these links lie inside others and",
            worded("the same connected buildings"),
        )
    carry = "carries" if whole is not None and len(inner) == 1 else "carry"
    ends_up = f"so the rows add up to {number(added)} for {number(standing.different)} different {worded('buildings')}."
    return tag("p", f"{where} {carry} {number(twice)} of {same}, {ends_up}", class_="after")


def _roles(standing: Standing) -> Markup | None:
    """Roles that matter besides those in the rows, each with what to do."""
    if not standing.roles:
        return None
    shown = standing.roles if standing.every else standing.roles[:FOLD]
    items = [
        tag(
            "li",
            link(each.sentence, unit_address(each.unit_id), class_="quiet") if each.unit_id else each.sentence,
            tag("span", f" {catalog()[each.query].advice}", class_="muted small"),
        )
        for each in shown
    ]
    left = len(standing.roles) - len(shown)
    more = tag("p", link(f"Show {number(left)} more", standing.here(rows="all")), class_="after") if left else None
    heading = "Other roles on which contact rests, or that are vacant"
    return tag("section", tag("h3", heading), tag("ul", items, class_="found"), more, class_="card also")


def _covered(standing: Standing) -> Markup | None:
    known = [row for row in standing.covered if _is_covered(row, standing.enough)]
    open_ = len(standing.covered) - len(known)
    if not standing.covered:
        return None
    count = len(known)
    held_text = (
        "link is held by one person, and needs no step now"
        if count == 1
        else "links are held by one person, and need no step now"
    )
    more = " more" if standing.rows else ""
    few = f"fewer than {small(standing.enough)} {worded('buildings')}"
    reasons = f"Somebody stands in, a role is responsible in writing, or {few} in scope depend on them. "
    unsure = f"Of {small(open_)} more we can't tell whose role holds them. " if open_ else ""
    shown = join(
        tag("p", link("Close the list", standing.here(list=None))),
        _table(standing, standing.covered),
    )
    way = link("Open the list", standing.here(list="covered"))
    return tag(
        "div",
        tag("h2", f"{number(count)}{more} {held_text}"),
        tag(
            "p",
            reasons,
            unsure,
            "Links between a team and its own leaders are not counted here. ",
            None if standing.listed else way,
        ),
        shown if standing.listed else None,
        class_="card also",
    )


def _is_covered(row: Single, enough: int) -> bool:
    return row.written or bool(row.roles) or row.link.buildings < enough


def compose_table(standing: Standing) -> Markup:
    """Every link held by one person, as a plain table: the rows of the page, then those that are covered."""
    return _table(standing, [*standing.rows, *standing.covered])


def _table(standing: Standing, rows: Sequence[Single]) -> Markup:
    shown = rows[:_SHOWN]
    left = len(rows) - len(shown)
    more = (
        tag("p", f"And {number(left)} more: download the list to see them all.", class_="muted") if left > 0 else None
    )
    return join(plain_table([worded(name) for name in COLUMNS], {3, 4}, (cells(standing, row) for row in shown)), more)
