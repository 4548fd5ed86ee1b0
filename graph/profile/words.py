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

_ALSO = {"school": "school.one", "schools": "school.many"}
# Not the name of a column in a template, which stands right after its brace, nor a part of an identifier.
_WHOLE = r"(?<![{\w$])"


@dataclass(frozen=True)
class Words:
    """A profile's words for the terms of the source profile.

    Attributes:
        terms: (term of the source profile, what this profile says for it); terms that are said alike are left out.
    """

    terms: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, profile: Profile) -> Words:
        """The words of a profile."""
        own, source = _terms(profile), _source_terms()
        # An adjective that education does not tell from its noun is said as the noun.
        names = [name for name, term in source.items() if name in own and own[name] != term]
        nouns = {source[name] for name in source if name.endswith(".one")}
        names = [name for name in names if not (name.endswith(".adjective") and source[name] in nouns)]
        terms = [(source[name], own[name]) for name in sorted(names)]
        # A building is a school in a few sentences, and only there.
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
    """A profile's terms by what they stand for."""
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
"""The profile in whose words this process speaks, and the words; the last one counts."""


def speak(profile: Profile) -> None:
    """From now on this process speaks in the words of a profile.

    A process looks at one graph, whose last load recorded its profile; all its threads speak alike.
    """
    known = _spoken[-1][0]
    if known is None or known.fingerprint != profile.fingerprint:
        _spoken[-1] = (profile, Words.of(profile))


@contextmanager
def speaking(profile: Profile) -> Iterator[None]:
    """Speak in the words of a profile within a block."""
    _spoken.append(_spoken[-1])
    speak(profile)
    try:
        yield
    finally:
        _spoken.pop()


def spoken() -> Words:
    """The words in which this process speaks now: those of the source profile until `speak` is called."""
    return _spoken[-1][1]


def spoken_profile() -> Profile:
    """The profile in whose words this process speaks now."""
    return _spoken[-1][0] or _source()


def worded(text: str) -> str:
    """A fixed text in the words in which this process speaks."""
    return spoken().say(text)
