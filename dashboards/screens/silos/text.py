"""The text of the silos page: contact between offices compared with chance, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dashboards.drawing.phrasing import lane, number, opening, plain, small, verb
from dashboards.shell.address import DATA_HEALTH, SILOS, address
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Child, link, tag
from graph.profile.words import worded
from graph.wording import say_share

if TYPE_CHECKING:
    from datetime import date

    from dashboards.drawing.inputs import UnitRef

Look = Literal["full", "half", "none", "unexpected", "unknown", "few"]
"""How a cell looks; a pair without contact of which none is required is "unexpected"."""

NOUNS = {
    "office": ("office", "offices"),
    "region": ("region", "regions"),
    "district": ("district", "districts"),
    "school": ("building", "buildings"),
    "county": ("county", "counties"),
    "external": ("partner", "partners"),
}
LEVELS = tuple(NOUNS)

_OFFICE = re.compile(r"^(?:the\s+)?(?:office|division|department|bureau) (?:of|for) (?:the )?", re.IGNORECASE)
_CANT = "We can't tell yet who talks with whom"
_NAMED = 2
_WHY_USUAL = (
    "That is more than size explains nearly everywhere, because people talk with those they work with, and most other "
    "contact follows the line up and down. So a unit is named here only if it stands out from the others of its level."
)


def noun(level: str, count: int = 1) -> str:
    """The profile's word for units of a level, singular or plural."""
    one, several = NOUNS[level]
    # The state's offices have the same name under every profile: they are outside the line.
    text = one if count == 1 else several
    return text if level in {"office", "county", "external"} else worded(text)


@dataclass(frozen=True, slots=True)
class Between:
    """Contact between two units.

    Attributes:
        one: The unit that comes first in the fixed order.
        other: The other unit.
        ties: Pairs of people in contact; None if withheld.
        expected: Pairs expected by chance.
        required: Whether they must work together.
        why: What they must work together on.
        role: The role that carries most of the contact between them.
        look: How the cell looks.
    """

    one: str
    other: str
    look: Look
    ties: int | None = None
    expected: float | None = None
    required: bool = False
    why: str = ""
    role: str = ""

    @property
    def lacks(self) -> bool:
        """Whether the pair must work together and has too little contact."""
        return self.required and self.look in {"half", "none"}


@dataclass(frozen=True, slots=True)
class Inward:
    """A unit with more internal contact than usual: its finding, and its id in the drawing."""

    sentence: str
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """How inward a level's units are, as the metric `inwardness` says.

    Attributes:
        level: The level.
        inside: Share of a unit's contacts that stay inside it, the mean; None if nothing is known.
        fair: The same, if size alone decided.
        compared: Units that could be compared with what is usual.
        able: Units that could be in contact with others of the level.
        apart: Those that are not.
        silence: The finding about the level, if it is silent as a whole.
        advice: What to do about it.
    """

    level: str
    inside: float | None = None
    fair: float | None = None
    compared: int = 0
    able: int = 0
    apart: int = 0
    silence: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that the page shows.

    Attributes:
        level: Level of the units compared.
        levels: Levels that can be chosen.
        units: The units, in their fixed order.
        few: Ids of units with too few people to be shown.
        pairs: Contact by the ids of both units.
        least: Units with fewer people are hidden.
        fewest: With fewer pairs of people in contact, units that must work together have too little.
        joint: Whether the joint_work sheet was loaded.
        since: First day of the period.
        as_of: Its last day.
        sources: Where contact is known from.
        covered: Share 0 to 1 of people whose contacts are known; None if that is not known.
        figures: Every level whose contact is known.
        inward: Units that talk among themselves more than is usual.
        inward_missing: Why that can't be answered; empty if it can.
        missing: Why nothing can be shown; empty if something can.
        table: Whether the table is shown instead of the triangle.
    """

    level: str = "office"
    levels: Sequence[str] = ()
    units: Sequence[UnitRef] = ()
    few: frozenset[str] = frozenset()
    pairs: Mapping[tuple[str, str], Between] = field(default_factory=dict)
    least: int = 5
    fewest: int = 2
    joint: bool = True
    since: date | None = None
    as_of: date | None = None
    sources: str = ""
    covered: float | None = None
    figures: Sequence[LevelFigures] = ()
    inward: Sequence[Inward] = ()
    inward_missing: str = ""
    missing: str = ""
    table: bool = False

    @property
    def silences(self) -> list[Between]:
        """Pairs that must work together with too little contact: without any first, then by how much is lacking."""
        found = [pair for pair in self.pairs.values() if pair.lacks]
        return sorted(found, key=lambda pair: (bool(pair.ties), -((pair.expected or 0) - (pair.ties or 0)), pair.one))

    @property
    def own(self) -> LevelFigures:
        """The figures of this level; nothing but its name if it has none."""
        return next((of for of in self.figures if of.level == self.level), LevelFigures(self.level))

    @property
    def silence(self) -> LevelFigures | None:
        """This level, if it is silent as a whole."""
        return self.own if self.own.silence else None

    @property
    def fine(self) -> bool:
        """Whether it is known which pairs must work together, so that no contact of other pairs is no lack.

        Not in a silent level: there, all of them together lack it.
        """
        return self.joint and not self.own.silence

    def between(self, one: str, other: str) -> Between | None:
        """Contact of two units, in either order."""
        return self.pairs.get((one, other)) or self.pairs.get((other, one))

    def name(self, unit_id: str) -> str:
        """A unit's name on this page."""
        return brief_names(self.units).get(unit_id, unit_id)

    def here(self, **changes: str | None) -> str:
        """The current address of this page, with changes."""
        by = self.level if self.levels and self.level != self.levels[0] else None
        kept: dict[str, str | None] = {"by": by, "show": "table" if self.table else None}
        return address(SILOS, **{**kept, **changes})


def look_of(ties: int | None, expected: float | None, share: float, *, least: int, few: bool) -> Look:
    """How a cell looks.

    Args:
        ties: Pairs of people in contact; None if withheld.
        expected: Pairs expected by chance, given how much contact there is between units of the level.
        share: Less than this share of the expected is too little.
        least: Fewer pairs of people are too little, whatever is expected; 0 for units that need not work together.
        few: Whether one of the units has too few people to be shown.
    """
    if few:
        return "few"
    if ties is None:
        return "unknown"
    if not ties:
        return "none" if least else "unexpected"
    return "half" if ties < max(least, share * (expected or 0.0)) else "full"


def brief_names(units: Sequence[UnitRef]) -> dict[str, str]:
    """Names without "Office of", if they remain unique; regions with their number."""
    full_names = {unit.unit_id: lane(unit) if unit.level == "region" else plain(unit) for unit in units}
    bare = {unit_id: opening(_OFFICE.sub("", name)) for unit_id, name in full_names.items()}
    return bare if len(set(bare.values())) == len(bare) else full_names


def expected_text(matrix: Matrix, pair: Between) -> str:
    """The text for how much contact there should be: by chance, or the minimum if joint work is required.

    In a silent level there is nothing to spread by chance, so that nothing is said of it.
    """
    expected = pair.expected or 0.0
    if pair.required and expected < matrix.fewest:
        return f"at least {number(matrix.fewest)}"
    if matrix.silence:
        return ""
    return "expected <1" if expected < 1 else f"expected {number(round(expected))}"


def headline_of(matrix: Matrix) -> str:
    """How many pairs that must work together have too little contact."""
    several = noun(matrix.level, 2)
    must = sum(pair.required for pair in matrix.pairs.values())
    if matrix.missing:
        return f"{_CANT}: {matrix.missing}."
    if matrix.silence:
        return split_silence(matrix.silence)[0]
    if must:
        return _of_required(matrix, several, must)
    if matrix.own.able > 1:
        return _of_contact(matrix.own, several)
    ties = [pair.ties for pair in matrix.pairs.values()]
    if len(ties) > 1 and not any(ties) and None not in ties:
        return f"No two {several} are in contact with each other on record."
    return _unasked(matrix, several)


def _of_contact(of: LevelFigures, several: str) -> str:
    if of.apart:
        has = verb(of.apart, "has", "have")
        return f"{number(of.apart)} of the {number(of.able)} {several} {has} no contact on record with any other."
    return f"Each of the {number(of.able)} {several} is in contact with another on record."


def _unasked(matrix: Matrix, several: str) -> str:
    """Why no pair has to work together."""
    if not matrix.joint:
        return f"Which {several} must work together is not loaded: here is who talks with whom."
    return f"No two {several} are recorded as having to work together."


def split_silence(of: LevelFigures) -> tuple[str, str]:
    """The finding about a silent level: that it is silent, and what size alone would give."""
    first, _, rest = of.silence.partition(". ")
    return f"{first.removesuffix('.')}.", rest


def _of_required(matrix: Matrix, several: str, must: int) -> str:
    lacking = len(matrix.silences)
    if lacking:
        which = f"{opening(small(lacking))} {'pair' if lacking == 1 else 'pairs'} of {several} that must work together"
        without = sum(pair.look == "none" for pair in matrix.silences)
        how_much = "no" if without == lacking else "little or no" if without else "little"
        return f"{which} {verb(lacking, 'has', 'have')} {how_much} contact on record."
    known = sum(pair.required and pair.look == "full" for pair in matrix.pairs.values())
    if known == must == 1:
        return f"The one pair of {several} that must work together is in contact."
    if known == must:
        return f"All {number(must)} pairs of {several} that must work together are in contact."
    which = f"Of {number(must)} pairs of {several} that must work together"
    return f"{which}, {number(known)} {verb(known, 'is', 'are')} known to be in contact."


def lead_of(matrix: Matrix) -> list[Child]:
    """The pairs without any contact, and those not known or not shown."""
    if matrix.missing:
        return [link("See what to collect first", address(DATA_HEALTH))]
    parts: list[Child] = [f"{split_silence(matrix.silence)[1]} "] if matrix.silence else []
    silent = [pair for pair in matrix.silences if pair.look == "none"]
    if silent:
        named = silent if len(silent) == _NAMED + 1 else silent[:_NAMED]  # a name is no longer than "and one more"
        names = "; ".join(f"{matrix.name(pair.one)} with {matrix.name(pair.other)}" for pair in named)
        more = f"; and {small(len(silent) - len(named))} more" if len(silent) > len(named) else ""
        strong = f"{opening(small(len(silent)))} {verb(len(silent), 'pair has', 'pairs have')} none"
        parts += [tag("strong", strong), f": {names}{more}. If they are in contact, record it."]
    elif matrix.silences:
        parts.append("Each of them has some contact on record. If there is more, record it.")
    elif matrix.own.able > 1 and not matrix.silence and not any(pair.required for pair in matrix.pairs.values()):
        parts.append(_unasked(matrix, noun(matrix.level, 2)))
    parts += _not_shown(matrix)
    return parts


def _not_shown(matrix: Matrix) -> list[Child]:
    must = [pair for pair in matrix.pairs.values() if pair.required]
    unknown = sum(pair.look == "unknown" for pair in must)
    hidden = sum(pair.look == "few" for pair in must)
    one = noun(matrix.level)
    parts: list[Child] = []
    if unknown:
        parts.append(f" For {small(unknown)} of those that must work together we can't tell.")
    if hidden:
        are = verb(hidden, "is", "are")
        parts.append(
            f" {opening(small(hidden))} {are} not shown: {_a(one)} has fewer than {small(matrix.least)} people."
        )
    return parts


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeo" else f"a {noun}"


def basis_of(matrix: Matrix) -> str:
    """What "expected" means, the period, and how much of all contact is known."""
    many = noun(matrix.level, 2)
    text = f"Expected: pairs of people we would see if all contact between {many} were spread by their size alone."
    if matrix.silence:
        text = f"So little contact between {many} is on record that single pairs can't be compared."
    if any(pair.required for pair in matrix.pairs.values()):
        text += f" Where joint work is required, at least {small(matrix.fewest)} pairs of people."
    if matrix.since and matrix.as_of:
        text += f" {brief_day(matrix.since)} to {brief_day(matrix.as_of)}"
        text += f", {matrix.sources}" if matrix.sources else ""
        if matrix.covered is not None:
            text += f"; contacts of {say_share(matrix.covered)} of the people shown are known"
        text += "."
    return text


def usual_of(matrix: Matrix) -> str:
    """What is usual at each level and why, in words; empty if no level is known."""
    known = [of for of in matrix.figures if of.inside is not None and not of.silence]
    shares = [
        f"{say_share(of.inside or 0.0)} of the contacts of {_a(noun(of.level))} stay inside it"
        f" (by size alone, {say_share(of.fair or 0.0)} would)"
        for of in known
    ]
    if not shares:
        return ""
    text = f"What is usual: {'; '.join(shares)}. {_WHY_USUAL}"
    few = [noun(of.level, 2) for of in known if not of.compared]
    return text + (f" There are too few {' and '.join(few)} to compare." if few else "")


def pair_state(pair: Between) -> str:
    """A pair's state in words, for the table."""
    return {
        "full": "in contact",
        "half": "little",
        "none": "none",
        "unexpected": "none",
        "unknown": "can't tell: too few contacts known",
        "few": "too few people to show",
    }[pair.look]


COLUMNS = ("unit", "and", "pairs of people in contact", "expected", "in words", "must work together", "on what")


def cells(matrix: Matrix, pair: Between) -> tuple[object, ...]:
    """A pair as a row of the table and of the download; blank for units with too few people."""
    expected = None if pair.ties is None else expected_text(matrix, pair).removeprefix("expected ") or None
    required = "yes" if pair.required else "no"
    names = matrix.name(pair.one), matrix.name(pair.other)
    return (*names, pair.ties, expected, pair_state(pair), required if matrix.joint else "", pair.why)
