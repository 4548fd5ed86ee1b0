"""Sentences of findings: templates over a row's columns, and how numbers, dates and shares are written.

A template is text with fields. `{building}` writes a value; `{n:building|buildings}` a count with its noun;
`{n:=is|are}` only the word; `{flag:yes words|no words}` one of two; `[ since {seen}]` is left out if a value in it is
not known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NOT_KNOWN = "not known"
_TOKEN = re.compile(r"(?P<open>\[)|(?P<close>\])|\{(?P<name>\w+)(?::(?P<form>[^{}]*))?\}")


class TemplateError(ValueError):
    """A template that can't be read, with the reason."""


def say_date(value: date) -> str:
    """A date in words, such as `2 January 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def say_month(value: date) -> str:
    """The month of a date in words, such as `January 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def until(day: date, sentence: str) -> str:
    """A sentence that is true no longer: "Until 2 January 2026: ..."."""
    return f"Until {say_date(day)}: {sentence}"


def say_share(value: float) -> str:
    """A share of 1 as a percentage, half a percent rounded up; only 0 is 0%, and only 1 is 100%."""
    percent = math.floor(value * 100 + 0.5 + 1e-9)
    if percent <= 0 < value:
        return "<1%"
    return ">99%" if value < 1 <= percent / 100 else f"{percent}%"


def say_number(value: float) -> str:
    """A number with thousands commas and at most two decimals."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def say_count(number: float, one: str, many: str) -> str:
    """A number with its noun: `1 building`, `1,234 buildings`."""
    return f"{say_number(number)} {one if number == 1 else many}"


def say_list(values: Sequence[str], joined: str = "and") -> str:
    """Several things in one phrase: `A, B and C`."""
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {joined} {values[-1]}"


def say(value: Any) -> str:  # noqa: ANN401 - whatever a column may hold
    """Any value of a column in words; null is `not known`."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, int | float):
        return ("yes" if value else "no") if isinstance(value, bool) else say_number(value)
    if isinstance(value, date):
        return say_date(value) + (f", {value:%H:%M}" if isinstance(value, datetime) else "")
    if isinstance(value, list | tuple):
        return say_list([say(item) for item in value])
    return str(value)


@dataclass(frozen=True)
class Field:
    """A field of a template, where a column's value is written."""

    name: str
    form: str = ""

    def render(self, row: Mapping[str, Any]) -> str:
        """The value in words."""
        value = row.get(self.name)
        if value is None or not self.form:
            return say(value)
        if self.form == "%":
            return say_share(value)
        one, _, many = self.form.removeprefix("=").partition("|")
        if isinstance(value, bool):
            return one if value else many
        if self.form.startswith("="):
            return one if value == 1 else many
        return say_count(value, one, many)


@dataclass(frozen=True)
class Template:
    """A sentence with fields; see the module's description for its form.

    Attributes:
        parts: Text, fields, and optional groups of both.
    """

    parts: tuple[str | Field | tuple[str | Field, ...], ...]

    @classmethod
    def read(cls, text: str) -> Template:
        """Read a template.

        Raises:
            TemplateError: Brackets or braces don't match, or the form of a field is unknown.
        """
        parts: list[str | Field | tuple[str | Field, ...]] = []
        group: list[str | Field] | None = None
        at = 0
        for token in _TOKEN.finditer(text):
            into = parts if group is None else group
            if token.start() > at:
                into.append(_plain(text[at : token.start()]))
            at = token.end()
            if token["open"]:
                if group is not None:
                    raise TemplateError("an optional part can't be inside another")
                group = []
            elif token["close"]:
                if group is None or not any(isinstance(part, Field) for part in group):
                    raise TemplateError("an optional part needs '[', a field and ']'")
                parts.append(tuple(group))
                group = None
            else:
                into.append(_field(token["name"], token["form"] or ""))
        if group is not None:
            raise TemplateError("an optional part is not closed with ']'")
        if at < len(text):
            parts.append(_plain(text[at:]))
        return cls(tuple(parts))

    def fields(self) -> Iterator[Field]:
        """Every field, optional ones too."""
        for part in self.parts:
            for piece in part if isinstance(part, tuple) else (part,):
                if isinstance(piece, Field):
                    yield piece

    def words(self) -> str:
        """The text of the template without its fields, for checks of wording."""
        flat = [piece for part in self.parts for piece in (part if isinstance(part, tuple) else (part,))]
        return " ".join(piece if isinstance(piece, str) else piece.form for piece in flat)

    def render(self, row: Mapping[str, Any]) -> str:
        """The sentence for one row."""
        texts = []
        for part in self.parts:
            if not isinstance(part, tuple):
                texts.append(_render(part, row))
            elif all(row.get(piece.name) not in (None, [], "") for piece in part if isinstance(piece, Field)):
                texts.extend(_render(piece, row) for piece in part)
        sentence = "".join(texts).strip()
        return sentence[:1].upper() + sentence[1:]


def _render(part: str | Field, row: Mapping[str, Any]) -> str:
    return part if isinstance(part, str) else part.render(row)


def _plain(text: str) -> str:
    if "{" in text or "}" in text:
        raise TemplateError(f"there is a stray brace in {text.strip()!r}")
    return text


def _field(name: str, form: str) -> Field:
    if form and form != "%" and form.count("|") != 1:
        raise TemplateError(f"the field {name} has the form {form!r}; known are %, one|many and =one|many")
    return Field(name, form)
