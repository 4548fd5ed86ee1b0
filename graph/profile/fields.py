"""The fields of a profile and its parts, as in its YAML file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Word = Annotated[str, Field(min_length=1)]
Day = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Group = Literal["support", "leadership"]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Tier(_Part):
    """A level of the line: its names for readers and its team types.

    Attributes:
        level: Code of the level, as in the units sheet and in query files.
        one: The word for one unit of it.
        many: The plural.
        adjective: The word before "team" or "office"; `one` by default.
        office: For the top level, where the line begins; `one` followed by "office" by default.
        leader: Role of the person who leads a unit; `one` followed by "head" by default.
        implementation: Type of its implementation team.
        leadership: Type of its leadership team.
        optional: Whether a unit may have no unit of this level above it; the levels around it then link directly.
    """

    level: Word
    one: Word
    many: Word
    adjective: Word | None = None
    office: Word | None = None
    leader: Word | None = None
    implementation: Word
    leadership: str | None = None
    optional: bool = False

    @property
    def leader_name(self) -> str:
        """Role of the person who leads a unit, in words."""
        return self.leader or f"{self.one} head"


class TeamType(_Part):
    """A team type: its level, its kind and its names."""

    type: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9_]*$")]
    level: Word
    kind: Word
    name: Word
    short: Word | None = None
    aliases: tuple[str, ...] = ()
    target_outcome: str | None = None


class RequiredPair(_Part):
    """A kind of required pair: `upper` owes `lower` the support, or leads it."""

    kind: Word
    group: Group
    upper: Word
    lower: Word


class Break(_Part):
    """Days of the year that are not in session; `to` before `from` runs over the new year."""

    name: Word
    from_: Annotated[Day, Field(alias="from")]
    to: Day
    source: Word


class Threshold(_Part):
    """A number with its source: a citation, or the word `default`."""

    value: Annotated[int | Annotated[float, Field(allow_inf_nan=False)], Field(ge=0)]
    source: Word
    help: Word


class Declared(_Part):
    """Everything that a profile declares.

    Attributes:
        name: The profile's name.
        title: The field of work, as a heading.
        practitioners: The people whom the whole line supports, as in "whether teachers are supported as planned".
        tiers: The levels of the line, from the top down.
        team_types: The types of teams.
        pairs: Which teams must be in touch.
        families: The family of each link state.
        breaks: Periods that are not in session.
        thresholds: The numbers that queries and derivation steps use.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Word
    practitioners: Word = "staff"
    tiers: Annotated[tuple[Tier, ...], Field(min_length=2)]
    team_types: Annotated[tuple[TeamType, ...], Field(min_length=1)]
    pairs: Annotated[tuple[RequiredPair, ...], Field(min_length=1)]
    families: dict[str, str]
    breaks: tuple[Break, ...] = ()
    thresholds: dict[str, Threshold]

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of the line from the top down."""
        return tuple(tier.level for tier in self.tiers)
