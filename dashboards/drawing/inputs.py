"""The data that pictures are drawn from: plain values from the view queries, independent of the database.

Every value comes from a query. Nothing is computed twice: states, counts and "cuts off" come from the derived `Link`
and `Line` nodes. A value that is not known is None and shown as not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph.model.vocabulary import LineLevel, LinkFamily, LinkState

if TYPE_CHECKING:
    from datetime import date

NoTeam = Literal["upper", "lower", "both"]
Loaded = Literal["nothing", "units", "teams", "all"]


@dataclass(frozen=True, slots=True)
class UnitRef:
    """One unit with its names.

    Args:
        unit_id: The id given in the units sheet.
        name: The unit's own name; empty shows the id.
        level: Tier; "school" is shown as "building".
        number: A region's number as printed before its name ("3"); empty where regions have none.
    """

    unit_id: str
    name: str
    level: LineLevel
    number: str = ""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """One required pair, from its `Link` node.

    Args:
        link_id: Key of the link.
        kind: "SIT-RIT" and so on; never shown, because the words come from the levels of both ends.
        state: One of the nine link states.
        family: The family that the profile puts the state in.
        upper: The unit that owes the support (for a pair with leaders: the unit itself).
        lower: The unit that is supported.
        no_team: Which end has no active team; None when both have one.
        planned: Date the forming team is planned for.
        last_contact: Date of the last contact either way; None if it is one person's.
        days_since: Days in session since then.
        last_month: Its month in words, if it is one person's.
        rhythm: Days between contacts, agreed or (without an agreement) the profile's.
        protocols: Number of written agreements; None when no protocols sheet was loaded.
        agreed_on: Date of the earliest of them.
        people: How many people hold the link; 0 for nobody, None if not known.
        single: One person, no stand-in, and enough buildings depend on it.
        covered: Share 0 to 1 of the better covered side's members with contact records; None if nothing is known.
        supported: Whether support of the lower unit's teams is on record, whatever the contact; None if not known or
            not required.
        cuts_off: Buildings for which this is the first gap from the state office down.
        reconnects: Buildings without a gap once this one is repaired.
        connected: Buildings connected today whose line passes the link.
        owner: The unit whose team, or for a pair with leaders whose leader, is to repair it.
        buildings: In-scope buildings at or below the lower unit.
        since: As-of date from which it stands so; None if no period of it is kept.
        began: How that period began, one of `graph.model.vocabulary.PERIOD_BEGINS`.
        held_until: Where it does not hold, the as-of date until which it last did; None if it is not known to have.
    """

    link_id: str
    kind: str
    state: LinkState
    family: LinkFamily
    upper: UnitRef
    lower: UnitRef
    no_team: NoTeam | None = None
    planned: date | None = None
    last_contact: date | None = None
    days_since: int | None = None
    last_month: str | None = None
    rhythm: int | None = None
    protocols: int | None = 0
    agreed_on: date | None = None
    people: int | None = None
    single: bool = False
    covered: float | None = None
    supported: bool | None = None
    cuts_off: int = 0
    reconnects: int = 0
    connected: int = 0
    buildings: int = 0
    owner: UnitRef | None = None
    since: date | None = None
    began: str | None = None
    held_until: date | None = None

    @property
    def leadership(self) -> bool:
        """Whether the pair is a team and its own leaders, which never cuts a building off."""
        return self.upper.unit_id == self.lower.unit_id


@dataclass(frozen=True, slots=True)
class Counts:
    """In-scope, open buildings at or below a unit; connected + cut_off + starting + cant_tell is all of them.

    Args:
        connected: Buildings without a gap, a starting or an unknown link up to the state office.
        cut_off: Buildings with a known gap in their line.
        starting: Buildings whose line has no gap and waits for a forming team.
        cant_tell: Buildings whose line can't be judged.
        both_ways: Of the connected, those without a one-way link.
        weak: Of the connected, those that depend on a weak link (nothing in writing, overdue).
        reaches_region: Buildings with an unbroken line to their region team (to the state team if there is no
            regional tier), whatever happens above it.
        engaged: Of the connected, those with leaders in contact at every level; None if not known.
        measured: Of the connected, those that measured fidelity this term; None when no such records were loaded.
    """

    connected: int = 0
    cut_off: int = 0
    starting: int = 0
    cant_tell: int = 0
    both_ways: int = 0
    weak: int = 0
    reaches_region: int = 0
    engaged: int | None = None
    measured: int | None = None

    @property
    def total(self) -> int:
        """All buildings in scope."""
        return self.connected + self.cut_off + self.starting + self.cant_tell

    @property
    def one_way(self) -> int:
        """Connected buildings with a one-way link somewhere."""
        return self.connected - self.both_ways


@dataclass(frozen=True, slots=True)
class Row:
    """One unit below the unit that a picture is about.

    Args:
        unit: The unit.
        counts: Its buildings (a building counts itself: exactly one part is 1).
        link: The support link to the unit it is part of; None when teams are not loaded.
        leaders: The link to its own leaders; None if the tier has none.
        children: In the state picture the districts of a region; empty elsewhere.
    """

    unit: UnitRef
    counts: Counts
    link: LinkFacts | None = None
    leaders: LinkFacts | None = None
    children: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One unit on the path from the state office to the picture's unit, including that unit.

    Args:
        unit: The unit.
        link: Its support link to the step before it; None for the state.
        leaders: The link to its own leaders; None if the tier has none.
        leader_role: Title of the role that heads the leadership team ("Superintendent of Greenfield"); never a
            person's name; empty when not recorded.
    """

    unit: UnitRef
    link: LinkFacts | None = None
    leaders: LinkFacts | None = None
    leader_role: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the data itself.

    Args:
        as_of: As-of date of the last published load.
        loaded: "nothing"; "units" (no teams sheet); "teams" (no contacts, meetings or link checks); "all".
        writing: Whether a protocols sheet was loaded.
        late: Whether the data are older than their schedule.
        all_buildings: Open buildings that are part of the state, in scope or not.
        unplaced: Open buildings that are part of no other unit on record, and so are counted nowhere.
        scope_given: Whether the units sheet says which units are in scope.
        coverage: Share 0 to 1 of teams whose contact records were received.
        invented: Whether this is the demo state.
    """

    as_of: date | None = None
    loaded: Loaded = "all"
    writing: bool = True
    late: bool = False
    all_buildings: int = 0
    unplaced: int = 0
    scope_given: bool = True
    coverage: float | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Repairs:
    """Links that need attention below the picture's unit (links on the way to it are in its path).

    Args:
        gaps: Gaps, most buildings cut off first, then by unit id; at least the first three, preferably the first fifty.
        gap_count: How many gaps cut off at least one building.
        singles: Links held by one person without a stand-in, most buildings first.
        single_count: How many of them.
        weak: Weak and one-way links, most buildings first.
        weak_count: How many of them.
    """

    gaps: tuple[LinkFacts, ...] = ()
    gap_count: int = 0
    singles: tuple[LinkFacts, ...] = ()
    single_count: int = 0
    weak: tuple[LinkFacts, ...] = ()
    weak_count: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Fields of all four pictures.

    Args:
        path: Steps from the state down to the unit itself; at least the state.
        counts: Buildings at or below the unit.
        rows: The units below it, in any order (the layout sorts them by number and id, naturally).
        repairs: Links below it that need attention.
        facts: What is known about the data.
        before: Previous sibling of the unit, for the arrows next to the breadcrumbs.
        after: Next sibling.
        outside: Units below it that are not counted: (unit, reason), reason "not in scope", "new" or "closed".
        unsupported: Teams of the unit and of those below it that have no support on record.
        unsupported_in_contact: Of these, teams in contact with the team that owes the support.
        unsupported_waiting: Of these, teams below a team that is still to be formed.
        findings: Critical and high findings about the unit and what is below it; None where they are not counted.
    """

    path: tuple[Step, ...]
    counts: Counts = field(default_factory=Counts)
    rows: tuple[Row, ...] = ()
    repairs: Repairs = field(default_factory=Repairs)
    facts: Facts = field(default_factory=Facts)
    before: UnitRef | None = None
    after: UnitRef | None = None
    outside: tuple[tuple[UnitRef, str], ...] = ()
    unsupported: int = 0
    unsupported_in_contact: int = 0
    unsupported_waiting: int = 0
    findings: int | None = None

    @property
    def unit(self) -> UnitRef:
        """The unit that the picture is about."""
        return self.path[-1].unit


@dataclass(frozen=True, slots=True)
class StatePicture(Picture):
    """The state: rows are regions with their districts as children; districts without a region are rows too."""


@dataclass(frozen=True, slots=True)
class RegionPicture(Picture):
    """A region: rows are its districts, and schools that are directly under it."""


@dataclass(frozen=True, slots=True)
class DistrictPicture(Picture):
    """A district: rows are its buildings."""


@dataclass(frozen=True, slots=True)
class BuildingPicture(Picture):
    """One building's line: the path ends at the building and there are no rows."""
