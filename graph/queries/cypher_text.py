"""Reading Cypher just well enough to check it: patterns, properties, parameters, the columns of the last RETURN.

This is not a parser: the server has one, which `graph.queries.lint` uses. It finds what the server does not check, such
as a property that exists only under another label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BLANKED = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_NODE = re.compile(r"\(\s*(?P<var>[A-Za-z_]\w*)?\s*:\s*(?P<labels>[^\s(){}]+(?:\s*[|&]\s*\w+)*)\s*(?P<map>\{[^{}]*\})?")
_EDGE = re.compile(r"\[\s*(?P<var>[A-Za-z_]\w*)?\s*:\s*(?P<types>[^\s\]{}*]+)[^\]{}]*(?P<map>\{[^{}]*\})?[^\]]*\]")
_LABEL_TEST = re.compile(r"(?<![\w.{,(\[|&$])\s*\b(?P<var>[A-Za-z_]\w*):(?P<labels>[A-Z]\w*(?:[|&]\w+)*)")
_PROPERTY = re.compile(r"\b(?P<var>[A-Za-z_]\w*)\.(?P<name>[A-Za-z_]\w*)\b(?!\s*\()")
_PARAM = re.compile(r"\$(\w+)")
_KEY = re.compile(r"(?:^|[{,])\s*([A-Za-z_]\w*)\s*:")
_NAME = re.compile(r"\w+")


@dataclass
class Uses:
    """What a statement refers to.

    Attributes:
        labels: Labels by variable; the empty variable collects anonymous nodes.
        types: Relationship types by variable.
        properties: (variable, property) as written.
        maps: (labels or types, property) in a pattern's own map.
        params: Parameter names.
    """

    labels: dict[str, set[str]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)
    properties: set[tuple[str, str]] = field(default_factory=set)
    maps: set[tuple[frozenset[str], str]] = field(default_factory=set)
    params: set[str] = field(default_factory=set)


def blank(text: str) -> str:
    """The text with comments and quoted text blanked out, every other character in its place."""

    def hide(found: re.Match[str]) -> str:
        written = found[0]
        hidden = re.sub(r"[^\n]", " ", written)
        return written[0] + hidden[1:-1] + written[-1] if written[0] in "'\"`" else hidden

    return _BLANKED.sub(hide, text)


def uses(text: str) -> Uses:
    """What a statement refers to, from its patterns and property accesses."""
    plain = blank(text)
    found = Uses(params=set(_PARAM.findall(plain)))
    for node in _NODE.finditer(plain):
        _note(found.labels, found.maps, node["var"], node["labels"], node["map"])
    for edge in _EDGE.finditer(plain):
        _note(found.types, found.maps, edge["var"], edge["types"], edge["map"])
    for test in _LABEL_TEST.finditer(plain):
        found.labels.setdefault(test["var"], set()).update(_NAME.findall(test["labels"]))
    found.properties = {(access["var"], access["name"]) for access in _PROPERTY.finditer(plain)}
    return found


def _note(
    named: dict[str, set[str]], maps: set[tuple[frozenset[str], str]], var: str | None, written: str, given: str | None
) -> None:
    names = set(_NAME.findall(written))
    named.setdefault(var or "", set()).update(names)
    for key in _KEY.findall(given or ""):
        maps.add((frozenset(names), key))


def returned(text: str) -> list[tuple[str, str]]:
    """(expression, column name) of the last RETURN, in order; a name is empty if an expression has no alias."""
    plain = blank(text)
    starts = [found for found in re.finditer(r"\bRETURN\b", plain, re.IGNORECASE) if _depth(plain, found.start()) == 0]
    if not starts:
        return []
    start = starts[-1].end()
    end = len(plain)
    for stop in re.finditer(r"\b(ORDER\s+BY|SKIP|LIMIT|UNION)\b", plain[start:], re.IGNORECASE):
        if _depth(plain[start:], stop.start()) == 0:
            end = start + stop.start()
            break
    columns = []
    for low, high in _split(plain, start, end):
        item = text[low:high].strip()
        alias = re.fullmatch(r"(?s)(?P<expression>.*\S)\s+AS\s+`?(?P<name>\w+)`?", item, re.IGNORECASE)
        bare = re.sub(r"^DISTINCT\s+", "", item, flags=re.IGNORECASE)
        if alias:
            columns.append((re.sub(r"^DISTINCT\s+", "", alias["expression"], flags=re.IGNORECASE), alias["name"]))
        else:
            columns.append((bare, bare if re.fullmatch(r"\w+", bare) else ""))
    return columns


def _depth(text: str, at: int) -> int:
    return sum(text.count(mark, 0, at) for mark in "([{") - sum(text.count(mark, 0, at) for mark in ")]}")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, low = 0, start
    for at in range(start, end):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if text[at] == "," and depth == 0:
            yield low, at
            low = at + 1
    yield low, end
