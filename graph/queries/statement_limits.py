"""Limits of a user's statement that cost nothing to check: each bounds what the server's parser and planner work on.

The figures were measured on Neo4j 5.26: what stays below them is planned in seconds on two slow cores, and no shipped
query comes near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.queries.clauses import Fault
from graph.queries.tokens import Kind, Token

MAX_CHARACTERS = 20_000
MAX_TOKENS = 4_000
MAX_DEPTH = 16
MAX_CLAUSES = 100
MAX_OPTIONAL = 25
MAX_RELATIONSHIPS = 60
MAX_IN_MATCH = 20
MAX_RANGE = 1_000_000
_MANY = 10**15

_CLAUSES = frozenset({"CALL", "MATCH", "RETURN", "UNION", "UNWIND", "WITH"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_LINES = frozenset("-\xad\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d")  # what the server reads as `-`
_ARROWS = frozenset("<\u27e8\u3008\ufe64\uff1c")

LIMITS = (
    f"{MAX_CHARACTERS:,} characters, {MAX_TOKENS:,} words and signs, brackets {MAX_DEPTH} deep, {MAX_CLAUSES} clauses "
    f"({MAX_OPTIONAL} OPTIONAL MATCH), {MAX_RELATIONSHIPS} relationships ({MAX_IN_MATCH} in one MATCH), and "
    f"{MAX_RANGE:,} numbers from all range() together"
)
"""The limits in words, for help and documentation."""


def excesses(found: tuple[Token, ...]) -> Iterator[Fault]:
    """What in a statement is beyond the limits."""
    if len(found) > MAX_TOKENS:
        yield f"it has {len(found):,} words and signs", f"Shorten it to at most {MAX_TOKENS:,}."
    depth = _depth(found)
    if depth > MAX_DEPTH:
        yield f"its brackets are nested {depth} deep", f"Nest at most {MAX_DEPTH}: take steps apart with WITH."
    words = [token.word for at, token in enumerate(found) if not (at and found[at - 1].text in {".", ":", "$"})]
    clauses = sum(word in _CLAUSES for word in words)
    if clauses > MAX_CLAUSES:
        yield f"it has {clauses} clauses", f"Use at most {MAX_CLAUSES}, or run it in parts."
    optional = words.count("OPTIONAL")
    if optional > MAX_OPTIONAL:
        yield f"it has {optional} OPTIONAL MATCH", f"Use at most {MAX_OPTIONAL}, or pattern comprehensions."
    yield from _patterns(found)
    yield from _numbers(found)
    for name in _doubling(found):
        yield (
            f"its reduce() uses {name} more than once in a step, so that it may double each time",
            f"Use {name} once in a step.",
        )


def _depth(found: tuple[Token, ...]) -> int:
    depth = deepest = 0
    for token in found:
        if token.kind is Kind.SIGN:
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            deepest = max(deepest, depth)
    return deepest


def _patterns(found: tuple[Token, ...]) -> Iterator[Fault]:
    """Relationships: a line after a node or an arrow head, before a bracket or another line."""
    total = here = most = 0
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        if token.word == "MATCH":
            here = 0
        elif token.text in _LINES and (before.text == ")" or before.text in _ARROWS) and _starts_line(after):
            total, here = total + 1, here + 1
            most = max(most, here)
    if most > MAX_IN_MATCH:
        yield f"one MATCH has {most} relationships", f"Use at most {MAX_IN_MATCH}: begin another MATCH after a WITH."
    if total > MAX_RELATIONSHIPS:
        yield f"it has {total} relationships", f"Use at most {MAX_RELATIONSHIPS}, or run it in parts."


def _starts_line(after: Token) -> bool:
    return after.text == "[" or after.text in _LINES


def _numbers(found: tuple[Token, ...]) -> Iterator[Fault]:
    """How many numbers the ranges with written ends make together, as if each ran inside the other."""
    product = 1
    for at in range(len(found)):
        if _opens(found, at, "RANGE"):
            product = min(product * _size(found[at + 2 : at + 12]), _MANY)
    if product > MAX_RANGE:
        many = f"more than {_MANY:,}" if product == _MANY else f"{product:,}"
        yield f"range() gives {many} numbers", f"Use at most {MAX_RANGE:,}, all ranges multiplied."


def _opens(found: tuple[Token, ...], at: int, word: str) -> bool:
    return found[at].word == word and at + 1 < len(found) and found[at + 1].text == "("


def _size(inside: tuple[Token, ...]) -> int:
    """How many numbers a range has; 1 where its ends are not written as plain numbers."""
    ends: list[int] = []
    sign = 1
    for token in inside:
        if token.text == ")":
            break
        if token.text == "-":
            sign = -sign
        elif token.kind is Kind.NUMBER:
            ends.append(sign * _whole(token.text))
        elif token.text == ",":
            sign = 1
        else:
            return 1
    if len(ends) not in (2, 3):
        return 1
    step = ends[2] if len(ends) == 3 else 1
    return max(1, (ends[1] - ends[0]) // step + 1) if step else 1


def _whole(text: str) -> int:
    digits = text.replace("_", "")
    if digits.isdecimal():
        return int(digits) if len(digits) < len(str(_MANY)) + 2 else _MANY
    try:
        return min(int(digits[:20], 0), _MANY)  # 0x and 0o
    except ValueError:
        return 0


@dataclass
class _Reduce:
    """A reduce() that is being read: `uses` counts its own name after the `|`."""

    name: str
    depth: int
    cases: int
    stepping: bool = False
    uses: int = 0


def _doubling(found: tuple[Token, ...]) -> Iterator[str]:
    """Names that a reduce() uses twice in its step: texts and lists would double, and fill the server's memory.

    Not judged where the step has a CASE, which uses one of several branches.
    """
    reading: list[_Reduce] = []
    by_name: dict[str, list[_Reduce]] = {}
    depth = cases = 0
    for at, token in enumerate(found):
        cases += token.word == "CASE"
        if token.kind is Kind.SIGN:
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if reading and depth < reading[-1].depth:
                done = reading.pop()
                by_name[done.name].pop()
                if done.uses > 1 and done.cases == cases:
                    yield done.name
            elif reading and token.text == "|" and depth == reading[-1].depth:
                reading[-1].stepping, reading[-1].cases = True, cases
        elif at > 1 and _opens(found, at - 2, "REDUCE"):
            reading.append(_Reduce(token.name, depth, cases))
            by_name.setdefault(token.name, []).append(reading[-1])
        elif by_name.get(token.name) and found[at - 1].text not in {".", ":", "$"}:
            by_name[token.name][-1].uses += by_name[token.name][-1].stepping
