"""The names in an invented state: places, offices, posts and programs in the words of its profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import UsageError
from graph.model.vocabulary import LINE_LEVELS
from graph.profile.fields import Tier
from graph.profile.profile import Profile
from graph.profile.words import leader_of
from loaders.generator import names, words
from loaders.generator.posts import POSTS, TEAM_NAMES, Post, head_post, plain_posts
from loaders.generator.seeded_random import Dice

TYPES: dict[str, tuple[str, str]] = {
    "state": ("SIT", "SMT"),
    "region": ("RIT", ""),
    "district": ("DIT", "DMT"),
    "school": ("BIT", "BMT"),
}
"""Team types by level, in education's codes, implementation first; regions have no leadership team."""


@dataclass(frozen=True)
class Barrier:
    """A kind of barrier: its text, its subject, and the level that can decide it."""

    theme: str
    category: str
    level: str


class World:
    """An invented state in the words of any profile.

    Attributes:
        profile: The profile.
        state: Name of the state.
        offices: Names of its offices.
        mail: Domain of everyone's address.
        staff: Job of people on no team.
        innovations: (id, name, class).
        barriers: Kinds of barriers.
        shared: Theme of a barrier that several districts have.
        success: Theme of what helps everywhere.
        untold: Theme of what helps in several districts, and is told to nobody above.
        reasons: Why offices must work together.
        odd_team: (type, name) of a team whose type the profile does not know.
    """

    mail = "agency.example"
    staff = "Practitioner"
    offices: Sequence[str] = words.PLAIN_OFFICES
    reasons: Sequence[str] = ("one plan for everyone", "shared data on outcomes", "one budget for support staff")
    innovations: Sequence[tuple[str, str, str]] = (
        ("I1", "Shared assessment practices", "evidence-based program"),
        ("I2", "Team decision making", "evidence-based program"),
        ("I3", "Supervisor coaching", "evidence-informed innovation"),
    )
    barriers: Sequence[Barrier] = (
        Barrier("Time for coaching", "time", "district"),
        Barrier("Cover for training days", "staffing", "district"),
        Barrier("Data system access", "data", "state"),
        Barrier("Work schedule", "schedule", "school"),
        Barrier("Materials arrive late", "materials", "region"),
        Barrier("Competing programs", "policy", "state"),
    )
    shared = "Travel to training days"
    success = "Peer visits"
    untold = "Coaching in pairs"
    odd_team = ("Steering", "Steering group")
    nobody = "no place, team or person in it exists"

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._tiers = {tier.level: tier for tier in profile.tiers}
        for level in LINE_LEVELS:
            if level not in self._tiers:
                raise UsageError(
                    f"A made-up state has four levels, and the profile {profile.name} has no level {level}.",
                    f"Use a profile with the levels {', '.join(LINE_LEVELS)}.",
                )
        one = self._tiers["state"].one
        self.state = words.STATE if one == "state" else f"Tamarack {one.title()}"

    def _tier(self, level: str) -> Tier:
        return self._tiers[level]

    def led(self, level: str) -> bool:
        """Whether units of a level have a leadership team besides their implementation team."""
        return bool(TYPES[level][1] and self._tier(level).leadership)

    def type_of(self, level: str, part: str) -> str:
        """The profile's team type for one of education's; that type itself if the profile has no such team."""
        tier = self._tier(level)
        return (tier.implementation if part == TYPES[level][0] else tier.leadership) or part

    def posts(self, level: str, part: str) -> tuple[Post, ...]:
        """Posts of a team; without a leadership team, the unit's leader sits on it."""
        leader = _capital(leader_of(self.profile, level))
        usual = plain_posts(part, _capital(self._tier(level).one), leader)
        if self.led(level) or level == "region":
            return usual
        return tuple(
            head_post(post, leader, "chief" if level == "state" else "other") if post.shared else post for post in usual
        )

    def team_name(self, level: str, part: str, unit: str) -> str:
        """Name of a team: "Sponsor team of Pine County"."""
        entry = self.profile.team_type(self.type_of(level, part))
        return f"{_capital(entry.short or entry.name)} of {unit}"

    # Places ------------------------------------------------------------------------------------------------------

    def region(self, number: int, name: str) -> str:
        """Name of a region."""
        return f"{self._tier('region').one.title()} {number} {name}"

    def district(self, town: str) -> str:
        """Name of a district."""
        return f"{town} {self._tier('district').one.title()}"

    def buildings(self, district: str, count: int, dice: Dice, after: int = 0) -> list[str]:  # noqa: ARG002 - see Schools
        """Names of a district's buildings.

        Args:
            district: Its name.
            count: How many.
            dice: The district's dice.
            after: How many already have names.
        """
        one = self._tier("school").one.split()[-1]  # "Pine County office 3" for a local office
        return [f"{district} {one} {number}" for number in range(after + 1, after + count + 1)]


class Schools(World):
    """An invented state with school districts, for the profile `education`."""

    mail = "schools.example"
    staff = "Teacher"
    offices = words.OFFICES
    reasons = ("one plan for every school", "shared data on learning", "one budget for support staff")
    innovations = (
        ("I1", "Early reading practices", "evidence-based program"),
        ("I2", "Positive behavior supports", "evidence-based program"),
        ("I3", "Mathematics coaching", "evidence-informed innovation"),
    )
    barriers = (
        Barrier("Time for coaching", "time", "district"),
        Barrier("Substitutes for training days", "staffing", "district"),
        Barrier("Data system access", "data", "state"),
        Barrier("Class schedule", "schedule", "school"),
        Barrier("Materials arrive late", "materials", "region"),
        Barrier("Competing programs", "policy", "state"),
    )
    odd_team = ("BLT", "Building leadership team")
    nobody = "no place, school or person in it exists"

    def posts(self, level: str, part: str) -> tuple[Post, ...]:  # noqa: ARG002 - the part says the level
        """Posts of a team."""
        return POSTS[part]

    def team_name(self, level: str, part: str, unit: str) -> str:  # noqa: ARG002 - the part says the level
        """Name of a team: "District implementation team, Eastlake"."""
        return f"{TEAM_NAMES[part]}, {unit}"

    def district(self, town: str) -> str:
        """A district has the name of its town."""
        return town

    def buildings(self, district: str, count: int, dice: Dice, after: int = 0) -> list[str]:  # noqa: ARG002 - see World
        """Names of a district's schools; schools out of scope come last and are called campuses."""
        found = names.schools(count, dice)
        return [f"{name} Campus" for name in found] if after else found


def world_of(profile: Profile) -> World:
    """The invented world for a state of this profile.

    Raises:
        UsageError: The profile lacks a level of the line.
    """
    return Schools(profile) if profile.origin == "education" else World(profile)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
