"""The state of every required pair, from what is on record between the teams at its ends.

`state_of` is the definition, first match wins; everything before it collects the facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.derive.step import Step, Work
from graph.derive.steps.contacts import Agreement, Evidence, combinations, read_evidence
from graph.derive.steps.coverage import covered_share
from graph.derive.steps.required_pairs import Formed, Pair, read_pairs
from graph.derive.steps.support import Support, read_support
from graph.model.derived_cypher import derived_columns
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile

# From the best state to the worst: a pair with several teams at an end takes its best link. Unknown ranks above a known
# gap, because the link that we can't see may exist.
BEST_FIRST = (
    "alive",
    "goodwill",
    "one_way_down",
    "one_way_up",
    "stale",
    "cant_tell",
    "starting",
    "paper",
    "missing",
)


@dataclass(frozen=True)
class Facts:
    """What is known about an upper and a lower team, or about a pair with an end without a team.

    Attributes:
        recorded: Teams and any of contacts, meetings and link checks have been loaded.
        writing_known: A protocols sheet has been loaded.
        covered: Share of members with known contacts, on the better covered side.
        checked: There is a link check of the two in the period.
        down: Days in session since the upper team last reached the lower one; None if no contact is on record.
        up: The same from the lower team to the upper one.
        protocols: Communication protocols in force between the two, in either direction.
        rhythm: Agreed days between contacts, the shortest if there are several; else the profile's.
    """

    support: bool = True
    upper: Formed = Formed.ACTIVE
    lower: Formed = Formed.ACTIVE
    one_team: bool = False
    recorded: bool = True
    writing_known: bool = True
    covered: float | None = None
    checked: bool = False
    down: int | None = None
    up: int | None = None
    protocols: int = 0
    rhythm: int = 30

    @property
    def latest(self) -> int | None:
        """Days in session since the last contact either way."""
        return min((days for days in (self.down, self.up) if days is not None), default=None)


@dataclass(frozen=True)
class LinkState:
    """A link's state and the family that the profile puts it in."""

    state: str
    family: str


def period_of(rhythm: int, profile: Profile) -> float:
    """Days in session within which a contact counts: the profile's window, and longer where the rhythm is slower."""
    return max(profile.threshold("window_days"), profile.threshold("paper_factor") * rhythm)


def state_of(facts: Facts, profile: Profile) -> LinkState:
    """The state of a link by definition."""
    state = _state(facts, profile)
    return LinkState(state, profile.families[state])


def _state(facts: Facts, profile: Profile) -> str:
    if not facts.recorded:
        return "cant_tell"
    ends = (facts.upper, facts.lower)
    if Formed.MISSING in ends:
        return "missing"
    if Formed.STARTING in ends:
        return "starting"
    if facts.one_team:
        return "alive"
    return _state_between(facts, profile)


def _state_between(facts: Facts, profile: Profile) -> str:
    """The state of a link with active teams at both ends."""
    period = period_of(facts.rhythm, profile)
    down, up = (days is not None and days <= period for days in (facts.down, facts.up))
    known = facts.covered is not None and facts.covered >= profile.threshold("coverage_share")
    if not (known or facts.checked or (down and up)):
        return "cant_tell"
    latest = facts.latest
    if latest is None:
        return "paper" if facts.protocols else "missing"
    if facts.protocols and latest > period:
        return "paper"
    if latest > profile.threshold("stale_factor") * facts.rhythm:
        return "stale"
    if not (down and up):
        return "one_way_down" if down else "one_way_up"
    return "goodwill" if facts.support and facts.writing_known and not facts.protocols else "alive"


@dataclass(frozen=True)
class Judged:
    """What is known of a link; names are its properties.

    Attributes:
        last_contact: Day of the last contact. Whether it is written is decided where it is known who holds the link.
        days_since: Days in session since then.
        supported: Whether support of every lower team is on record; None if it can't be determined or is not asked for.
            It has no part in the state, which is about contact.
        unsupported: Lower teams whose support is not on record.
    """

    link_id: str
    state: str
    family: str
    last_contact: date | None
    days_since: int | None
    rhythm: int
    protocols: int
    agreed_on: date | None
    covered: float | None
    supported: bool | None = None
    unsupported: int | None = None


class Judge:
    """Determines the state of pairs from the evidence of one run."""

    def __init__(
        self,
        evidence: Evidence,
        profile: Profile,
        calendar: SchoolCalendar,
        loaded: frozenset[str],
        support: Support | None = None,
    ) -> None:
        self._evidence = evidence
        self._support = support
        self._profile = profile
        self._calendar = calendar
        self._recorded = "teams" in loaded and not loaded.isdisjoint({"contacts", "meetings", "link_checks"})
        self._writing = "protocols" in loaded
        self._default = int(profile.threshold("rhythm_days"))
        self._shares: dict[str, float | None] = {}

    def judge(self, pair: Pair) -> Judged:
        """The best of the links between the teams of a pair."""
        links = [self._link(pair, *teams) for teams in combinations(pair)]
        best = min(links, key=_rank) if links else self._without(pair)
        lacking = self._support.lacking(pair) if self._support else None
        return best if lacking is None else replace(best, supported=not lacking, unsupported=lacking)

    def _without(self, pair: Pair) -> Judged:
        facts = Facts(upper=pair.upper.formed, lower=pair.lower.formed, recorded=self._recorded)
        found = state_of(facts, self._profile)
        return Judged(pair.link_id, found.state, found.family, None, None, self._default, 0, None, None)

    def _link(self, pair: Pair, upper: str, lower: str) -> Judged:
        agreements = self._evidence.agreements.get((upper, lower), [])
        down, up = self.ages(upper, lower), self.ages(lower, upper)
        facts = Facts(
            support=pair.group == "support",
            one_team=upper == lower,
            recorded=self._recorded,
            writing_known=self._writing,
            covered=max((share for share in map(self._share, (upper, lower)) if share is not None), default=None),
            checked=self._checked(upper, lower),
            down=None if down is None else self._calendar.ago(down),
            up=None if up is None else self._calendar.ago(up),
            protocols=len(agreements),
            rhythm=rhythm_of(agreements, self._default),
        )
        found = state_of(facts, self._profile)
        latest = min((age for age in (down, up) if age is not None), default=None)
        return Judged(
            link_id=pair.link_id,
            state=found.state,
            family=found.family,
            last_contact=self._day(latest),
            days_since=facts.latest,
            rhythm=facts.rhythm,
            protocols=facts.protocols,
            agreed_on=min((entry.since for entry in agreements if entry.since), default=None),
            covered=facts.covered,
        )

    def ages(self, one: str, other: str) -> int | None:
        """Calendar days since one team last reached the other; None if nothing is on record."""
        return min(self._ages(one, other), default=None)

    def _ages(self, one: str, other: str) -> Iterator[int]:
        yield from self._evidence.crossing.get((one, other), {}).values()
        yield from self._evidence.shared(one, other).values()
        yield from (check.age for check in self._evidence.checks.get((one, other), ()) if check.reached)

    def _checked(self, upper: str, lower: str) -> bool:
        window = self._profile.threshold("window_days")
        return any(
            self._calendar.ago(check.period) <= window for check in self._evidence.checks.get((upper, lower), ())
        )

    def _share(self, team_id: str) -> float | None:
        if team_id not in self._shares:
            self._shares[team_id] = covered_share(team_id, self._evidence, self._calendar, self._profile)
        return self._shares[team_id]

    def _day(self, age: int | None) -> date | None:
        return None if age is None else self._calendar.as_of - timedelta(days=age)


def rhythm_of(agreements: list[Agreement], default: int) -> int:
    """The shortest rhythm agreed on, else the default."""
    agreed = [entry.every_days for entry in agreements if entry.every_days and entry.every_days > 0]
    return min(agreed, default=default)


def _rank(judged: Judged) -> tuple[int, int]:
    return BEST_FIRST.index(judged.state), judged.days_since if judged.days_since is not None else 1 << 30


def read_judge(work: Work) -> Judge:
    """The judge of this run."""
    return Judge(work.keep(read_evidence), work.profile, work.calendar, work.loaded, read_support(work))


def read_judged(work: Work) -> dict[str, Judged]:
    """Every pair's state by link id."""
    judge = work.keep(read_judge)
    return {pair.link_id: judge.judge(pair) for pair in work.keep(read_pairs)}


def compute(work: Work) -> int:
    """Write the state of every link where anything about it changed; returns the number of links."""
    judged = work.keep(read_judged)
    names = derived_columns("Link", STEP.name)
    rows = ((link_id, *(getattr(link, name) for name in names)) for link_id, link in judged.items())
    work.update("Link", STEP.name, rows)
    return len(judged)


STEP = Step("link_state", needs=("links", "members"), version="3", compute=compute)
