"""Cypher cut into tokens by the server's own lexical rules, in time linear in the text.

The rules are those of Neo4j's grammars `Cypher5Lexer` and `Cypher25Lexer` (front-end/parser of the public sources),
which agree in all that matters here: what is a comment, a text, a name, a number or a blank. A parser is not needed:
the server has one, and what it parsed is judged by its plan.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from graph.errors import QueryError

_MARKS = "".join(map(chr, range(0x10000)))  # the server's lexer knows no letters beyond; a text may hold any character
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Pc"})
_PARTS = _LETTERS | {"Sc", "Mn", "Mc", "Nd", "Cf", "Cc"}
_BLANKS = "\t\n\v\f\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DIGITS = "[0-9](?:_?[0-9])*+"


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    QUOTED = "quoted"
    TEXT = "text"
    NUMBER = "number"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a statement.

    Attributes:
        kind: What it is; keywords are names, since Cypher reserves no word.
        text: As written.
        at: Where it starts, counted from 0.
    """

    kind: Kind
    text: str
    at: int

    @property
    def word(self) -> str:
        """A name in capitals, as keywords are compared; empty for anything else, quoted names included."""
        return self.text.upper() if self.kind is Kind.NAME and self.text.isascii() else ""

    @property
    def name(self) -> str:
        """What a name is called, without its backticks; empty for anything that is no name."""
        if self.kind is Kind.QUOTED:
            return self.text[1:-1].replace("``", "`")
        return self.text if self.kind is Kind.NAME else ""


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, without comments and blanks.

    Raises:
        QueryError: A comment or something quoted has no end.
    """
    found = []
    for match in _pattern().finditer(text):
        kind = str(match.lastgroup)
        if kind == "open":
            raise QueryError(
                f"This query was rejected: {_OPENED[match[0]]} in line {_line(text, match.start())} has no end.",
                f"Close it with {_CLOSING[match[0]]}.",
            )
        if kind not in ("blank", "comment"):
            found.append(Token(Kind(kind), match[0], match.start()))
    return tuple(found)


def plain(text: str, found: tuple[Token, ...]) -> str:
    """The text made of its tokens alone: each in its place, blanks and line feeds where comments and blanks were.

    Args:
        text: A text.
        found: Its tokens; those left out at the end are left out of the result.
    """
    pieces = []
    end = 0
    for token in found:
        pieces += [_gap(text[end : token.at]), token.text]
        end = token.at + len(token.text)
    return "".join(pieces)


def parameters(found: tuple[Token, ...]) -> tuple[str, ...]:
    """Names of the parameters, each once, in the order of the statement."""
    named = {
        after.name or after.text: None
        for sign, after in pairwise(found)
        if sign.text == "$" and after.kind in (Kind.NAME, Kind.QUOTED, Kind.NUMBER)
    }
    return tuple(named)


_OPENED = {"/*": "a comment", "'": "a text", '"': "a text", "`": "a name in backticks"}
_CLOSING = {"/*": "*/", "'": "'", '"': '"', "`": "`"}


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at) + 1


def _gap(between: str) -> str:
    """Blanks of the same length; line ends stay, so that the server counts lines and columns as they were typed."""
    lines = between.replace("\r\n", " \n").replace("\r", "\n")
    return "".join("\n" if mark == "\n" else " " for mark in lines)


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all tokens. Its repetitions never give back what they took, so no text makes it search long."""
    letter = _ranges(_LETTERS)
    part = f"[{_ranges(_PARTS)}]*+"
    number = "|".join(
        (
            rf"(?:{_DIGITS})?\.{_DIGITS}(?:[eE][+-]?(?:_?[0-9])++{part}|(?:[{letter}]{part})?)",
            rf"{_DIGITS}[eE][+-]?(?:_?[0-9])++{part}",
            rf"[0-9]{part}",
        )
    )
    return re.compile(
        rf"(?P<blank>[{_BLANKS}]++)"
        r"|(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)"
        rf"|(?P<name>[{letter}]{part})"
        rf"|(?P<number>{number})"
        r"""|(?P<text>'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
        r"|(?P<quoted>`(?:[^`]|``)*+`)"
        r"""|(?P<open>/\*|['"`])"""
        r"|(?P<sign>\.\.|::|\|\||<=|>=|<>|!=|=~|\+=|.)",
        re.DOTALL,
    )


def _ranges(categories: frozenset[str]) -> str:
    """The characters of these categories as the inside of a character class, without what counts as a blank."""
    pieces: list[tuple[int, int]] = []
    for code, category in enumerate(map(unicodedata.category, _MARKS)):
        if category in categories and not (category == "Cc" and re.match(f"[{_BLANKS}]", chr(code))):
            first = pieces.pop()[0] if pieces and pieces[-1][1] == code - 1 else code
            pieces.append((first, code))
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in pieces)
