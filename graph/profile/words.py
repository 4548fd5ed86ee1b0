"""The loaded profile's words for levels, teams and leaders, for pages, commands and findings.

Texts in code and in query headers use education's words: building, district, regional, superintendent, district
implementation team. `worded` puts such a fixed text into the words of the current profile. It must not be used on texts
that already contain a name or another value: a unit called "Building Blocks" keeps its name, because names are filled
in afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property

from graph.profile.profile import Profile

SOURCE = "education"
"""The profile whose words are used in fixed texts."""

_ALSO = {"school": "school.one", "schools": "school.many"}
# Not the name of a column in a template, which follows a brace, nor part of an identifier.
_WHOLE = r"(?<![{\w$])"


@dataclass(frozen=True)
class Words:
    """A profile's words for the terms of the source profile.

    Attributes:
        terms: (term of the source profile, this profile's term); identical terms are left out.
    """

    terms: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, profile: Profile) -> Words:
        """The words of a profile."""
        own, source = _terms(profile), _source_terms()
        # If education's adjective is the same as its noun, the noun is used.
        names = [name for name, term in source.items() if name in own and own[name] != term]
        nouns = {source[name] for name in source if name.endswith(".one")}
        names = [name for name in names if not (name.endswith(".adjective") and source[name] in nouns)]
        terms = [(source[name], own[name]) for name in sorted(names)]
        # A few sentences say school for building.
        terms += [(also, own[name]) for also, name in _ALSO.items() if own.get(name, source[name]) != source[name]]
        return cls(tuple(terms))

    def say(self, text: str) -> str:
        """A fixed text in these words, with capitals and "a" or "an" as the text needs them."""
        return self._pattern.sub(self._said, text) if self.terms else text

    def _said(self, found: re.Match[str]) -> str:
        term, article, before = found["term"], found["article"] or "", found.string[: found.start()].rstrip()
        source, word = self._by_term[term.casefold()]
        begins = not article and (not before or before.endswith((".", "?", ":")))
        # "State Management Team" is a proper name in education: its capital alone begins no sentence.
        if term[0].isupper() and (begins or source[0].islower()):
            word = word[:1].upper() + word[1:]
        if not article:
            return word
        return f"{article[0]}{'n' if word[0].casefold() in 'aeiou' else ''} {word}"

    @cached_property
    def _by_term(self) -> dict[str, tuple[str, str]]:
        return {term.casefold(): (term, word) for term, word in self.terms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest term first: "building implementation team" before "building".
        known = "|".join(re.escape(term) for term in sorted(self._by_term, key=len, reverse=True))
        return re.compile(rf"{_WHOLE}(?:(?P<article>an?) )?(?<![{{\w$])(?P<term>{known})\b", re.IGNORECASE)


@cache
def _source() -> Profile:
    return Profile.load(SOURCE)


@cache
def _source_terms() -> dict[str, str]:
    return _terms(_source())


def _terms(profile: Profile) -> dict[str, str]:
    """A profile's terms by meaning."""
    top = profile.tiers[0]
    found = {"office": top.office or f"{top.one} office", "practitioners": profile.practitioners}
    found["practitioner"] = profile.practitioners.removesuffix("s")
    for tier in profile.tiers:
        level, adjective = tier.level, tier.adjective or tier.one
        team = profile.team_name(tier.implementation)
        led = profile.team_name(tier.leadership) if tier.leadership else f"{adjective} leadership team"
        found |= {
            f"{level}.one": tier.one,
            f"{level}.many": tier.many,
            f"{level}.adjective": adjective,
            f"{level}.leader": leader_of(profile, level),
            f"{level}.team": team,
            f"{level}.teams": f"{team}s",
            f"{level}.leaders": led,
        }
    return found


def leader_of(profile: Profile, level: str) -> str:
    """Role of the person who leads a unit of a level."""
    tier = next((tier for tier in profile.tiers if tier.level == level), None)
    if tier is None:
        return f"head of the {level}"
    return tier.leader_name


_spoken: list[tuple[Profile | None, Words]] = [(None, Words())]
"""The current profile and its words; the last call of `speak` counts."""


def speak(profile: Profile) -> None:
    """Use a profile's words in this process from now on.

    A process uses one graph, whose last load recorded its profile, so all threads use the same words.
    """
    known = _spoken[-1][0]
    if known is None or known.fingerprint != profile.fingerprint:
        _spoken[-1] = (profile, Words.of(profile))


@contextmanager
def speaking(profile: Profile) -> Iterator[None]:
    """Use a profile's words within a block."""
    _spoken.append(_spoken[-1])
    speak(profile)
    try:
        yield
    finally:
        _spoken.pop()


def spoken() -> Words:
    """The current words: the source profile's until `speak` is called."""
    return _spoken[-1][1]


def spoken_profile() -> Profile:
    """The current profile."""
    return _spoken[-1][0] or _source()


def worded(text: str) -> str:
    """A fixed text in the current words."""
    return spoken().say(text)
