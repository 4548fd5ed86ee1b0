"""A profile: tiers, team types, required pairs, breaks and thresholds of one field, read from a YAML file.

Everything that may differ between states or fields is in the profile, not in code or queries. Each threshold has its
citation or the word `default`.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr, ValidationError, model_validator

from graph.errors import InputError, LooplineError, UsageError
from graph.profile.calendar import SchoolCalendar
from graph.profile.checks import check, plain
from graph.profile.fields import Break, Declared, RequiredPair, TeamType, Threshold, Tier
from graph.profile.places import places_of
from graph.suggest import did_you_mean, ended
from graph.validation_messages import fields_of, is_own, place_of, say_misfit
from graph.yaml_text import read_file, read_yaml

FOLDER = Path(__file__).parent
OTHER = "other"


class Profile(Declared):
    """The rules of one field of work, checked as a whole when read."""

    _file: str = PrivateAttr(default="")

    @classmethod
    def load(cls, name_or_path: str | Path) -> Profile:
        """Read a shipped profile by name, or another one from a `.yaml` file.

        Raises:
            UsageError: There is no such profile.
            InputError: One of its fields is wrong; names file, field and fix.
        """
        path = _path(name_or_path)
        content = read_yaml(read_file(path), str(path))
        try:
            # Through JSON, because only there strict validation accepts a list for a tuple.
            found = cls.model_validate_json(json.dumps(content, default=str))
        except ValidationError as error:
            raise _refusal(path, error, content) from error
        if path.parent != FOLDER:
            found._file = str(path.resolve())  # noqa: SLF001 - its own, set once
        return found

    def as_text(self) -> str:
        """The whole profile, for `from_text`."""
        return self.model_dump_json(by_alias=True)

    @classmethod
    def from_text(cls, text: str, origin: str) -> Profile:
        """A profile from what `as_text` gave; the one at its origin if this version no longer reads that text.

        Args:
            text: The profile's text.
            origin: Its origin then.

        Raises:
            LooplineError: Neither can be used.
        """
        try:
            found = cls.model_validate_json(text)
        except ValidationError:
            return cls.load(origin)
        found._file = "" if origin == found.name else origin  # noqa: SLF001 - its own, set once
        return found

    @property
    def origin(self) -> str:
        """How to load this profile again: a shipped one's name, or a file's absolute path."""
        return self._file or self.name

    @model_validator(mode="after")
    def _whole(self) -> Profile:
        check(self)
        return self

    # Team types -------------------------------------------------------------------------------------------------

    def team_types_of(self, text: str) -> tuple[str, ...]:
        """The types in a cell of the teams sheet, separated by `|`; an unknown name gives `other`."""
        names = [part for part in text.split("|") if part.strip()] or [""]
        return tuple(dict.fromkeys(self._names.get(plain(name), OTHER) for name in names))

    def team_name(self, kind: str) -> str:
        """A team type in words: `DIT` is "district implementation team"; an unknown type is "team"."""
        found = self._types.get(kind)
        return found.name if found else "team"

    def team_type(self, kind: str) -> TeamType:
        """The declaration of a team type.

        Raises:
            LooplineError: The profile has no such type.
        """
        try:
            return self._types[kind]
        except KeyError as error:
            raise LooplineError(f"The profile {self.name} has no team type {kind}.", "Add it to team_types.") from error

    def team_kind(self, team_type: str) -> str | None:
        """Kind that a team type implies; None for `other`."""
        return self._types[team_type].kind if team_type in self._types else None

    @cached_property
    def _types(self) -> dict[str, TeamType]:
        return {entry.type: entry for entry in self.team_types}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            plain(name): entry.type for entry in self.team_types for name in (entry.type, entry.name, *entry.aliases)
        }

    # Tiers and pairs --------------------------------------------------------------------------------------------

    def level_name(self, level: str, count: int = 1) -> str:
        """A level in readers' words: `school` is "building", and "buildings" for any count but one."""
        for tier in self.tiers:
            if tier.level == level:
                return tier.one if count == 1 else tier.many
        return level if count == 1 else f"{level}s"

    def level_of(self, text: str) -> str:
        """Code of a level from its word: a county is a `district` in child welfare; any other text stays as it is."""
        key = plain(text)
        if key in self.levels:
            return text
        found = (tier.level for tier in self.tiers if key in {plain(tier.one), plain(tier.many)})
        return next(found, text)

    def support_pair(self, upper_level: str, lower_level: str) -> RequiredPair | None:
        """The support pair required between units of two levels, or None."""
        return self._pairs.get(("support", upper_level, lower_level))

    def leadership_pair(self, level: str) -> RequiredPair | None:
        """The leadership pair required inside a unit of this level, or None."""
        return self._pairs.get(("leadership", level, level))

    @property
    def support_levels(self) -> list[tuple[str, tuple[str, str]]]:
        """(kind, (upper level, lower level)) of every support pair, from the top down, the nearest upper first."""
        place = self.levels.index
        found = [
            (pair.kind, (self._types[pair.upper].level, self._types[pair.lower].level))
            for pair in self.pairs
            if pair.group == "support"
        ]
        return sorted(found, key=lambda each: (place(each[1][1]), -place(each[1][0])))

    @property
    def leadership_levels(self) -> list[tuple[str, str]]:
        """(kind, level) of every leadership pair, from the top down."""
        found = [(pair.kind, self._types[pair.upper].level) for pair in self.pairs if pair.group == "leadership"]
        return sorted(found, key=lambda each: self.levels.index(each[1]))

    @cached_property
    def _pairs(self) -> dict[tuple[str, str, str], RequiredPair]:
        return {(pair.group, self._types[pair.upper].level, self._types[pair.lower].level): pair for pair in self.pairs}

    # Thresholds and days ----------------------------------------------------------------------------------------

    def threshold(self, name: str) -> int | float:
        """Value of a threshold.

        Raises:
            LooplineError: The profile has none of this name.
        """
        try:
            return self.thresholds[name].value
        except KeyError as error:
            raise LooplineError(
                f"The profile {self.name} has no threshold {name}.", "Add it to thresholds with value, source and help."
            ) from error

    def parameters(self, as_of: date | None = None) -> dict[str, Any]:
        """Values for query files: each threshold by name, team types and kinds of pairs by their place on the line.

        With `as_of` also a date for every threshold in days: `window_days` gives `window_days_before`, and any date
        before that one is more than that many days in session ago.
        """
        values: dict[str, Any] = {name: entry.value for name, entry in self.thresholds.items()}
        values |= self.places
        if as_of is not None:
            calendar = self.calendar(as_of)
            values |= {
                f"{name}_before": calendar.back(int(entry.value))
                for name, entry in self.thresholds.items()
                if name.endswith("_days")
            }
        return values

    @cached_property
    def places(self) -> dict[str, Any]:
        """Team types and kinds of pairs for query files, as `graph.profile.places` names them."""
        return places_of(self)

    def calendar(self, as_of: date) -> SchoolCalendar:
        """Counts days in session up to a date, without this profile's breaks."""
        return SchoolCalendar(as_of, tuple((pause.from_, pause.to) for pause in self.breaks))

    @cached_property
    def fingerprint(self) -> str:
        """Short hash of the whole profile: a different one means that everything is derived again."""
        return hashlib.sha256(self.as_text().encode()).hexdigest()[:12]


def available() -> list[str]:
    """Names of the shipped profiles."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _path(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, str) and re.fullmatch(r"[a-z][a-z0-9_]*", name_or_path):
        path = FOLDER / f"{name_or_path}.yaml"
        if not path.is_file():
            raise UsageError(
                ended(f"There is no profile named {name_or_path}{did_you_mean(str(name_or_path), available())}"),
                f"Use one of: {', '.join(available())}; or name a .yaml file.",
            )
        return path
    path = Path(name_or_path)
    if not path.is_file():
        raise UsageError(f"There is no profile file {path}.", f"Use one of: {', '.join(available())}; or a .yaml file.")
    return path


def _refusal(path: Path, error: ValidationError, content: object) -> InputError:
    first = error.errors(include_url=False)[0]
    said, place = say_misfit(first, fields_of(_PARTS)), place_of(first, content)
    if first["type"] == "extra_forbidden":
        return InputError(
            f"{f'{place}: ' if place else ''}{ended(said)}", "Remove it, or correct its name.", file=str(path)
        )
    if is_own(first):  # our own checks name their field themselves
        what, _, fix = said.partition("\n")
        return InputError(ended(what), fix, file=str(path))
    if not place:
        return InputError(
            "It holds no profile.",
            f"Write its fields as name: value, as in a shipped one: {_shipped()}.",
            file=str(path),
        )
    what, _, fix = said.partition("; ")
    fix = fix or ("Add the field" if first["type"] == "missing" else "Correct the value")
    return InputError(f"{place}: {what}.", f"{fix[:1].upper()}{fix[1:]}.", file=str(path))


def _shipped() -> str:
    return ", ".join(str(FOLDER / f"{name}.yaml") for name in available())


_PARTS = (Profile, Tier, TeamType, RequiredPair, Break, Threshold)
