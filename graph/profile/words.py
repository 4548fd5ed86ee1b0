"""The words in which the loaded profile's levels, teams and leaders are told: one place for pages, commands, findings.

Texts in code and in the headers of query files are written in the words of education: building, district, regional,
superintendent, district implementation team. `worded` says such a fixed text in the words of another profile. It is
for fixed texts alone, never for one that a name or any other value has been put into: a unit called "Building Blocks"
keeps its name, because names are put in afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property

from graph.profile.profile import Profile

SOURCE = "education"
"""The profile in whose words fixed texts are written."""

# Not the name of a column in a template, which stands right after its brace, nor a part of an identifier.
_NOT_A_NAME = r"(?<![{\w$-])"


@dataclass(frozen=True)
class Words:
    """A profile's words for the terms of the source profile.

    Attributes:
        terms: By term in lower case: what the profile says for it. Terms that are said alike are left out.
    """

    terms: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, profile: Profile) -> Words:
        """The words of a profile."""
        own, source = _terms(profile), _source_terms()
        return cls(tuple(sorted((term.casefold(), own[key]) for key, term in source.items() if own[key] != term)))

    def say(self, text: str) -> str:
        """A fixed text in these words, with capitals and "a" or "an" as the text needs them."""
        return self._pattern.sub(self._said, text) if self.terms else text

    def _said(self, found: re.Match[str]) -> str:
        word = self._by_term[found["term"].casefold()]
        article = found["article"] or ""
        if found["term"][0].isupper():
            word = word[:1].upper() + word[1:]
        if not article:
            return word
        an = word[0].casefold() in "aeiou"
        return f"{article[0]}{'n' if an else ''} {word}"

    @cached_property
    def _by_term(self) -> dict[str, str]:
        return dict(self.terms)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest term first: "building implementation team" before "building".
        known = "|".join(re.escape(term) for term in sorted(self._by_term, key=len, reverse=True))
        return re.compile(rf"{_NOT_A_NAME}(?:(?P<article>\ban?) )?{_NOT_A_NAME}(?P<term>{known})\b", re.IGNORECASE)


@cache
def _source_terms() -> dict[str, str]:
    return _terms(Profile.load(SOURCE))


def _terms(profile: Profile) -> dict[str, str]:
    """A profile's terms by what they stand for."""
    found: dict[str, str] = {}
    for tier in profile.tiers:
        level, adjective = tier.level, tier.adjective or tier.one
        found |= {f"{level}.one": tier.one, f"{level}.many": tier.many, f"{level}.adjective": adjective}
        found |= {f"{level}.office": tier.office or f"{tier.one} office", f"{level}.leader": leader_of(profile, level)}
        found |= _team_terms(profile, level)
    return found


def _team_terms(profile: Profile, level: str) -> dict[str, str]:
    tier = next(tier for tier in profile.tiers if tier.level == level)
    one = profile.team_name(tier.implementation)
    led = profile.team_name(tier.leadership) if tier.leadership else f"{tier.adjective or tier.one} leadership"
    return {
        f"{level}.team": one,
        f"{level}.teams": f"{one}s",
        f"{level}.leaders": led,
        f"{level}.leaders.many": f"{led}s",
    }


def leader_of(profile: Profile, level: str) -> str:
    """Role of the person who leads a unit of a level."""
    tier = next((tier for tier in profile.tiers if tier.level == level), None)
    if tier is None:
        return f"head of the {level}"
    return tier.leader or f"{tier.one} head"


_words = Words()


def speak(profile: Profile) -> None:
    """From now on this process speaks in the words of a profile.

    A process looks at one graph, whose last load recorded its profile; threads that prepare pages share it.
    """
    global _words  # noqa: PLW0603 - what a process speaks is one thing
    _words = Words.of(profile)


@contextmanager
def speaking(profile: Profile) -> Iterator[None]:
    """Speak in the words of a profile within a block."""
    global _words  # noqa: PLW0603 - as above
    before = _words
    speak(profile)
    try:
        yield
    finally:
        _words = before


def spoken() -> Words:
    """The words in which this process speaks now: those of the source profile until `speak` is called."""
    return _words


def worded(text: str) -> str:
    """A fixed text in the words in which this process speaks."""
    return _words.say(text)

