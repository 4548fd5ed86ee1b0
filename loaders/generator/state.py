"""The state before it is written: every team and every required pair, healthy until a defect changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from loaders.generator.key import Key
from loaders.generator.posts import LEADERSHIP, MEMBERS, Post
from loaders.generator.practice import Practice
from loaders.generator.seeded_random import Dice
from loaders.generator.work import Work
from loaders.generator.world import TYPES

if TYPE_CHECKING:
    from loaders.generator.days import Days
    from loaders.generator.options import Options
    from loaders.generator.skeleton import Skeleton, Unit
    from loaders.generator.world import World

RHYTHM = 30
USUAL = "usual"
TWO_PEOPLE = (("lead", "lead"), ("second", "second"))


@dataclass(slots=True, eq=False)
class Team:
    """A team as it will be in the sheets.

    Attributes:
        type: The part it plays, named after education's team types.
        code: Type as in the sheets.
        usual: Posts of its type.
        also: A second type of the same team.
        unit: The unit it serves.
        first: Number of its first own person.
        members: How many people hold the repeated post.
        leaders: The leadership team that shares a member with it; None if nobody is shared.
        status: active or forming; None for a team that was never formed and is in no sheet.
        planned: When a forming team is planned for.
        chartered: Its charter is on record.
        timed: Time is set aside; if False, the sheets have zero.
        collected: Its members' mail and meetings were collected.
        supported_by: Teams recorded as its support.
        reports_to: Teams it is recorded to report to.
        vacant: Since when a post has been vacant, by key.
        acting: Keys of posts held by someone acting.
        unbacked: Keys of posts without a deputy.
        more: Posts beyond those of its type.
        left: When someone who is still listed left, by (key, index).
        hours: FTE of a post if it is not the usual one, by key.
        within: Its leader has no contact outside of it.
        work: How it works beside its links.
        aim: Its target outcome, blank for none on record; the usual one of its type by default.
        paid_until: When its funding ends, if that is on record.
        innovations: Innovations it works on, if they are not those of its unit.
        number: Tells a second team of a type from the first; part of its id.
        named: Its name, if it is not the usual one.
    """

    type: str
    unit: Unit
    code: str
    usual: tuple[Post, ...]
    first: int = 0
    members: int = 0
    leaders: Team | None = None
    status: str | None = "active"
    planned: date | None = None
    chartered: bool = True
    timed: bool = True
    collected: bool = True
    supported_by: list[Team] = field(default_factory=list)
    reports_to: list[Team] = field(default_factory=list)
    vacant: dict[str, date] = field(default_factory=dict)
    acting: frozenset[str] = frozenset()
    unbacked: frozenset[str] = frozenset()
    more: tuple[Post, ...] = ()
    left: dict[tuple[str, int], date] = field(default_factory=dict)
    hours: dict[str, float] = field(default_factory=dict)
    also: str = ""
    within: bool = False
    work: Work = field(default_factory=Work)
    aim: str = USUAL
    paid_until: date | None = None
    innovations: tuple[str, ...] = ()
    number: str = ""
    named: str = ""

    @property
    def team_id(self) -> str:
        """Id as in the sheets."""
        return f"{self.code}{self.number}-{self.unit.unit_id}"

    @property
    def active(self) -> bool:
        """Whether it is formed and active."""
        return self.status == "active"

    @property
    def posts(self) -> tuple[Post, ...]:
        """All posts of the team, filled or not."""
        usual = self.usual
        if self.leaders is None and self.type not in LEADERSHIP:
            usual = tuple(post for post in usual if not post.shared)
        return usual + self.more

    def role_id(self, key: str) -> str:
        """Id of the role of a post."""
        return f"{self.team_id}-{key}"

    def change_posts(self, keys: Iterable[str], **changes: Any) -> None:  # noqa: ANN401 - any attribute of a post
        """Change the posts of its type that have these keys."""
        self.usual = tuple(replace(post, **changes) if post.key in keys else post for post in self.usual)

    def unit_and_team(self) -> tuple[str, str]:
        """The two ids in a finding about the team."""
        return self.unit.unit_id, self.team_id

    def holders(self) -> Iterator[tuple[Post, int, int]]:
        """Everyone on the team as (post, index among its holders, person's number); vacant posts have none."""
        number = self.first
        for post in self.posts:
            if post.shared and self.leaders is not None:
                if post.shared not in self.leaders.vacant:
                    yield post, 0, self.leaders.person(post.shared)
                continue
            for index in range(self.members if post.repeats else 1):
                if post.key not in self.vacant:
                    yield post, index, number
                number += 1

    def person(self, key: str, index: int = 0) -> int:
        """Number of the person on a post.

        Raises:
            KeyError: The post is vacant.
        """
        for post, at, number in self.holders():
            if post.key == key and at == index:
                return number
        raise KeyError(f"{self.team_id} has no {key} {index}")

    @property
    def own_people(self) -> int:
        """How many person numbers the team uses, including vacant posts."""
        return sum(self.members if post.repeats else 1 for post in self.posts if not post.shared)


@dataclass(frozen=True)
class Agreement:
    """One direction of a communication protocol, as written.

    Attributes:
        responsible: A responsible role is named.
        response: When and in what form an answer is due is in writing.
        form: How it is sent is in writing.
        every: Agreed rhythm in days.
    """

    responsible: bool = True
    response: bool = True
    form: bool = True
    every: int = RHYTHM


AGREED = Agreement()

Outcome = Literal["late", "low", "lower", "without_team"]
"""How an assessment is unusual: overdue, low, lower than the one before, or of a unit without a team."""


@dataclass(slots=True, eq=False)
class Link:
    """One required pair and its records.

    Attributes:
        upper: The team above, or the leadership team.
        lower: The team below, or the implementation team.
        down: Last contact from the upper to the lower team; None for nothing on record.
        up: Last contact from the lower to the upper team.
        agreed_down: Protocol from the upper to the lower team.
        agreed_up: Protocol from the lower to the upper team.
        ties: Which posts are in contact, (upper, lower).
        checked: Both teams confirmed the link for the last quarter.
    """

    upper: Team
    lower: Team
    down: date | None
    up: date | None
    agreed_down: Agreement | None = AGREED
    agreed_up: Agreement | None = AGREED
    ties: tuple[tuple[str, str], ...] = TWO_PEOPLE
    checked: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Both teams and both units."""
        return tuple(dict.fromkeys((*self.upper.unit_and_team(), *self.lower.unit_and_team())))

    def silence(self) -> None:
        """Remove all contact."""
        self.down = self.up = None
        self.checked = False


@dataclass(slots=True, eq=False)
class Joint:
    """Two offices that must work together.

    Attributes:
        one: First office.
        other: Second office.
        why: The reason, as in the sheet.
        pairs: How many pairs of their people are in contact.
    """

    one: str
    other: str
    why: str
    pairs: int = 5


@dataclass(repr=False)
class Draft:
    """The whole state in memory, except its people.

    Attributes:
        world: The names of things.
        teams: Teams by unit and type, formed or not.
        support: Support link by the lower unit's id.
        leading: Leadership link by unit id.
        joint: Pairs of offices that must work together.
        odd_units: Rows of units that defects add.
        closed_units: Rows of closed buildings that defects add, as (unit_id, name, district, day).
        odd_teams: Rows of teams that defects add, as (team_id, name, type, unit_id).
        apart: Number of the innovation whose regions are each at their own stage; -1 for none.
        regions_apart: No regional director is in contact with another.
        unused: Programs that no team works on, as (innovation_id, name, class).
        undefined: Columns of the innovations sheet that are false, by program.
        seats: Further posts of one person, as (team, post, team on which they hold a post as well, that post).
        zones: Transformation zones by the unit that they begin at.
        assessed: Units and teams with an unusual assessment, by id: how it came out.
        taken: What defects have changed, as (unit id, aspect).
        practice: What defects change about barriers, agreements, changes and cycles.
        key: The answer key.
    """

    options: Options
    skeleton: Skeleton
    days: Days
    world: World
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    support: dict[str, Link] = field(default_factory=dict)
    leading: dict[str, Link] = field(default_factory=dict)
    joint: list[Joint] = field(default_factory=list)
    odd_units: list[tuple[str, str, str]] = field(default_factory=list)
    closed_units: list[tuple[str, str, str, date]] = field(default_factory=list)
    odd_teams: list[tuple[str, str, str, str]] = field(default_factory=list)
    apart: int = -1
    regions_apart: bool = False
    unused: list[tuple[str, str, str]] = field(default_factory=list)
    undefined: dict[str, frozenset[str]] = field(default_factory=dict)
    seats: list[tuple[Team, str, Team, str]] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    assessed: dict[str, Outcome] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    practice: Practice = field(default_factory=Practice)
    key: Key = field(default_factory=Key)

    def dice(self, name: str) -> Dice:
        """The state's random generator for one purpose."""
        return Dice(self.options.seed, name)

    def implementers(self, unit: Unit) -> Team:
        """The unit's implementation team, formed or not."""
        return self.teams[unit.unit_id, TYPES[unit.level][0]]

    def leaders(self, unit: Unit) -> Team:
        """The unit's leadership team, formed or not; never formed if the profile has none. Regions have none."""
        return self.teams[unit.unit_id, TYPES[unit.level][1]]

    def heads(self, unit: Unit) -> Team:
        """The team on which the unit's leader holds the post `head`: its leaders, or its only team."""
        return self.leaders(unit) if self.world.led(unit.level) else self.implementers(unit)

    def led(self, team: Team) -> bool:
        """Whether the unit's leader, or someone in their place, sits on its implementation team."""
        return team.leaders is not None or not self.world.led(team.unit.level)

    def all_teams(self) -> Iterator[Team]:
        """Teams that are in the sheets, in the order of their units."""
        return (team for team in self.teams.values() if team.status is not None)

    def joined_to(self, start: Team) -> list[Team]:
        """Active teams connected to this one by recorded support or reporting, including itself."""
        beside: dict[Team, list[Team]] = {}
        for team in self.all_teams():
            for other in (*team.supported_by, *team.reports_to):
                if team.active and other.active:
                    beside.setdefault(team, []).append(other)
                    beside.setdefault(other, []).append(team)
        reached, waiting = {start: None}, [start]
        while waiting:
            for other in beside.get(waiting.pop(), ()):
                if other not in reached:
                    reached[other] = None
                    waiting.append(other)
        return list(reached)

    def number_people(self) -> int:
        """Give every team its range of person numbers, from 1.

        Returns:
            The first unused number.
        """
        number = 1
        for team in self.all_teams():
            team.first = number
            number += team.own_people
        self.key.settle()
        return number


def build(options: Options, skeleton: Skeleton, days: Days, world: World) -> Draft:
    """The healthy state: every team formed, every required pair agreed in writing and in contact both ways."""
    draft = Draft(options, skeleton, days, world)
    for unit in skeleton.state.below():
        dice = draft.dice(f"teams of {unit.unit_id}")
        _form_teams(draft, unit, dice)
        _link(draft, unit, dice)
    draft.joint = _joint(skeleton, world)
    return draft


def _form_teams(draft: Draft, unit: Unit, dice: Dice) -> None:
    world = draft.world
    for part in filter(None, TYPES[unit.level]):
        code, usual = world.type_of(unit.level, part), world.posts(unit.level, part)
        draft.teams[unit.unit_id, part] = Team(part, unit, code, usual, members=dice.between(*MEMBERS[part]))
    implementers = draft.implementers(unit)
    above = draft.implementers(unit.parent) if unit.parent else None
    if above:
        implementers.supported_by.append(above)
    if unit.level == "region" and above:
        implementers.reports_to.append(above)
        return
    leaders = draft.leaders(unit)
    if not world.led(unit.level):
        leaders.status = None
        implementers.reports_to += [above] if above else []
        return
    implementers.leaders = leaders
    implementers.reports_to.append(leaders)
    if unit.level == "school" and unit.parent:
        leaders.reports_to.append(draft.leaders(unit.parent))


def _link(draft: Draft, unit: Unit, dice: Dice) -> None:
    lower = draft.implementers(unit)
    if unit.parent:
        draft.support[unit.unit_id] = Link(
            draft.implementers(unit.parent),
            lower,
            down=draft.days.back(dice.between(2, 27)),
            up=draft.days.back(dice.between(2, 27)),
            checked=unit.level != "school",
        )
    if unit.level != "region":
        draft.leading[unit.unit_id] = Link(
            draft.leaders(unit),
            lower,
            down=draft.days.back(dice.between(2, 27)),
            up=draft.days.back(dice.between(2, 27)),
            agreed_down=None,
            agreed_up=None,
            # Not the lead, who is in contact with the leader on the team anyway.
            ties=(("head", "second"), ("deputy", "second")),
        )


def _joint(skeleton: Skeleton, world: World) -> list[Joint]:
    offices = [unit_id for unit_id, _ in skeleton.offices]
    reasons = world.reasons
    pairs = [(i, j) for i in range(len(offices)) for j in range(i + 1, len(offices)) if (i + j) % 3 == 0]
    return [Joint(offices[i], offices[j], reasons[at % len(reasons)]) for at, (i, j) in enumerate(pairs)]
