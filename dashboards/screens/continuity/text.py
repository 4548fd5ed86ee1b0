"""The text of the continuity page: which links hang on one person, by role, and what depends on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import full, many, named, number, opening, short, small, verb
from dashboards.shell.address import CONTINUITY, DATA_HEALTH, address
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Child, link, tag
from graph.profile.words import worded

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import LinkFacts
    from dashboards.shell.stored import Finding

NOBODY = "nobody"
_UNKNOWN_ROLE = "role not known"
_CANT = "We can't tell yet which links hang on one person"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role through which one person alone holds a link.

    Attributes:
        title: The role, never a name.
        team: Its team.
        holders: How many people hold the role.
        acting: Whether someone holds it as acting.
        until: The first recorded end.
        vacant_since: Since when nobody holds it.
    """

    role_id: str
    title: str
    team: str = ""
    holders: int = 1
    acting: bool = False
    until: date | None = None
    vacant_since: date | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """A link held by one person.

    Attributes:
        link: The link.
        inside: Support links below it that are in contact.
        region_id: Region of its lower unit.
        within: Ids of links without a stand-in above it, the nearest first.
        written: Whether an agreement in writing names a responsible role.
        roles: Roles of the person who holds it, those with a recorded end first; empty if contact shows none, or if
            teams reported only the number of people.
    """

    link: LinkFacts
    inside: int = 0
    region_id: str = ""
    within: tuple[str, ...] = ()
    written: bool = False
    roles: tuple[HeldRole, ...] = ()

    @property
    def lose(self) -> int:
        """Connected buildings whose line passes the link."""
        return self.link.connected


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the page shows.

    Attributes:
        rows: Links that hang on one person without a stand-in, most buildings first.
        covered: Links held by one person that are not among them.
        different: Distinct connected buildings behind the rows.
        connected: Connected buildings today.
        total: Buildings in scope.
        unknown: Links held by an unknown number of people.
        enough: Buildings that must depend on a link for one person alone to be a risk.
        missing: What has to be loaded first, in words.
        chosen: The selected row.
        breaks: Links that break if its role falls vacant, the selected one first.
        lost: Distinct connected buildings behind these.
        every: Whether rows beyond the tenth are shown.
        listed: Whether the covered links are listed.
        table: Whether the table is shown.
        stray: The id in the address if no row has it.
        roles: Findings about roles that are vacant or on which contact rests, besides those in the rows.
        name: The region, if only one is shown.
    """

    rows: Sequence[Single] = ()
    covered: Sequence[Single] = ()
    different: int = 0
    connected: int = 0
    total: int = 0
    unknown: int = 0
    enough: int = 5
    missing: str = ""
    chosen: Single | None = None
    breaks: Sequence[Single] = field(default=())
    lost: int = 0
    every: bool = False
    listed: bool = False
    table: bool = False
    stray: str = ""
    name: str = ""
    roles: Sequence[Finding] = ()

    def row(self, link_id: str) -> Single | None:
        """The row of a link."""
        return next((row for row in self.rows if row.link.link_id == link_id), None)

    def here(self, **changes: str | None) -> str:
        """The current address of this page, with changes."""
        kept: dict[str, str | None] = {
            "link": self.chosen.link.link_id if self.chosen and self.rows[0] is not self.chosen else None,
            "rows": "all" if self.every else None,
            "list": "covered" if self.listed else None,
            "show": "table" if self.table else None,
        }
        return address(CONTINUITY, **{**kept, **changes})


def headline_of(standing: Standing) -> str:
    """How many links hang on one person, and how many distinct buildings depend on them."""
    return named(standing.name, _answer(standing))


def _answer(standing: Standing) -> str:
    count, different = len(standing.rows), standing.different
    if standing.missing:
        return f"{_CANT}: {standing.missing}."
    if not count:
        hangs = "is known to hang" if standing.unknown else "hangs"
        return f"No link {hangs} on one person without a stand-in."
    depend = (
        f"{number(different) if different else 'no'} connected {worded('building' if different == 1 else 'buildings')}"
    )
    if count == 1:
        return f"One link hangs on one person, with no stand-in; {depend} {verb(different, 'depends', 'depend')} on it."
    text = f"{opening(small(count))} links hang on one person each, with no stand-in"
    return f"{text}; {depend} {verb(different, 'depends', 'depend')} on them."


def lead_of(standing: Standing) -> list[Child]:
    """What it costs if one of the roles falls vacant, and what is not known."""
    if standing.missing:
        return [link("See what to collect first", address(DATA_HEALTH))]
    parts: list[Child] = []
    if standing.rows:
        this = "this role" if len(standing.rows) == 1 else "one of these roles"
        first = standing.rows[0]
        parts.append(f"If {this} falls vacant, {worded('the connected buildings behind its link lose their line')}. ")
        if first.lose:
            alone = f"The {short(first.link.lower)} link alone carries {many(first.lose, 'connected building')}"
            parts += [tag("strong", alone), "; name a stand-in."]
        else:
            parts.append(worded("None of the buildings below is connected today."))
    if standing.unknown:
        them = "it" if standing.unknown == 1 else "them"
        parts.append(f" For {many(standing.unknown, 'link')} we can't tell how many people hold {them}.")
    return parts


def ends(row: Single, *, none: str = "\N{EN DASH}") -> str:
    """What is recorded of the role's end: "acting until 31 Jan 2027", "ends 30 Jun 2027", "vacant since 3 May 2026"."""
    return next((text for text in map(_end, row.roles) if text), none)


def _end(role: HeldRole) -> str:
    if role.vacant_since:
        return f"vacant since {brief_day(role.vacant_since)}"
    one = "one holder " if role.holders > 1 else ""
    if role.acting:
        return f"{one}acting" + (f" until {brief_day(role.until)}" if role.until else "")
    return f"{one}ends {brief_day(role.until)}" if role.until else ""


def role_of(row: Single) -> str:
    """The role that holds a link, or that it is not known."""
    return row.roles[0].title if row.roles else opening(_UNKNOWN_ROLE)


def pair_of(row: Single) -> str:
    """Both ends of a link: "State team and Region 2 Lake Country"."""
    upper = row.link.upper
    return f"{worded('State team') if upper.level == 'state' else short(upper)} and {full(row.link.lower)}"


def inside_of(standing: Standing, row: Single) -> str:
    """The unit of the link that this one lies behind, if that one hangs on one person too."""
    outer = standing.row(row.within[0]) if row.within else None
    return short(outer.link.lower) if outer else ""


def stands_in(row: Single, enough: int) -> str:
    """Who stands in, or why no stand-in is needed."""
    if row.link.single:
        return NOBODY
    if row.written:
        return "a role is responsible in writing"
    if row.link.buildings < enough:
        return f"fewer than {small(enough)} {worded('buildings')} depend on it"
    return "somebody stands in" if row.roles else "can't tell: role not known"


def linked(rows: Sequence[Single], role_id: str) -> list[Single]:
    """The links that a role holds alone."""
    return [row for row in rows if any(role.role_id == role_id for role in row.roles)]


COLUMNS = (
    "role",
    "team of the role",
    "the link it holds",
    "connected buildings that would lose their line",
    "buildings in scope below",
    "stands in",
    "recorded end",
    "inside another of these",
)


def cells(standing: Standing, row: Single) -> tuple[object, ...]:
    """One link as a row of the table and of the download."""
    counted = ": counted by the teams themselves" if row.link.single else ""
    roles = "; ".join(role.title for role in row.roles) or f"{_UNKNOWN_ROLE}{counted}"
    teams = "; ".join(dict.fromkeys(role.team for role in row.roles))
    covers, inside = stands_in(row, standing.enough), inside_of(standing, row)
    return (roles, teams, pair_of(row), row.lose, row.link.buildings, covers, ends(row, none=""), inside)
