"""Statements after which a relationship that several sources state stands once under its plain name.

Each source's own word stays in the graph, so that it can be compared with that source's next load and taken back. Of
those that say the same (type, both ends, identity) and hold at `$date`, the latest word keeps the plain name; if dates
are equal, that with the later source name. The others get a name of their own, as does what one source has ended while
another still states it. What the latest word leaves blank is filled from the others, latest first; `filled` names it.
"""

from __future__ import annotations

from functools import cache

from graph.model.cypher_builder import EdgeKind, fillable, labels, own
from graph.model.nodes import NODES, RELATIONSHIPS, lasting
from graph.model.tense_cypher import over
from graph.model.tenses import also_type, former_label, former_type, upcoming_type


@cache
def share_edges(kind: str, start: str, end: str) -> tuple[str, ...]:
    """The statements of a type between two labels, in their order; none if it has no tenses.

    Each changes at most `$most` relationships.
    """
    each = (kind, start, end)
    if not lasting(each):
        return ()
    names = fillable(kind)
    return (_name(each), *((_clear(each, names), _fill(each, names)) if names else ()))


def _name(kind: EdgeKind) -> str:
    plain, former, also = kind[0], former_type(kind[0]), also_type(kind[0])
    ends = " AND ".join(f"NOT {side}:{former_label(label)}" for side, label in _states(kind)) or "true"
    begins = NODES[kind[1]].life
    begun = f" AND coalesce(a.{begins[0]} <= $date, true)" if begins else ""
    later = "s.stated > r.stated OR s.stated = r.stated AND s.source > r.source"
    pattern = f"(a)-[s:{plain}|{also}]->(b) WHERE {_same(kind[0])} AND {_holds(kind[0], 's')}"
    other = f"EXISTS {{ {pattern} AND s.source <> r.source AND (NOT holds OR {later}) }}"
    still = f"EXISTS {{ {pattern} AND s.source = r.source }}"
    again = f"CASE WHEN holds THEN '{plain}' WHEN {over(kind[0], 'r')} OR NOT ends THEN '{former}' "
    again += f"ELSE '{upcoming_type(plain)}' END"
    return (
        f"MATCH (a:{labels(kind[1])})-[r:{plain}|{former}|{also}]->(b:{labels(kind[2])}) "
        f"WITH a, r, b, {ends} AS ends, {ends} AND {_holds(plain, 'r')}{begun} AS holds "
        f"WITH a, r, b, CASE WHEN ends AND (holds OR NOT {still}) AND {other} THEN '{also}' "
        f"WHEN type(r) = '{also}' THEN {again} ELSE type(r) END AS tense "
        "WHERE type(r) <> tense WITH a, r, b, tense LIMIT $most "
        "CREATE (a)-[turned:$(tense)]->(b) SET turned = properties(r) DELETE r"
    )


def _clear(kind: EdgeKind, names: list[str]) -> str:
    """What no longer has its plain name says again only what its own source said."""
    other = "|".join((former_type(kind[0]), upcoming_type(kind[0]), also_type(kind[0])))
    sets = ", ".join([*(f"r.`{name}` = {own(name)}" for name in names), "r.filled = null"])
    pattern = f"(:{labels(kind[1])})-[r:{other}]->(:{labels(kind[2])})"
    return f"MATCH {pattern} WHERE r.filled IS NOT NULL WITH r LIMIT $most SET {sets}"


def _fill(kind: EdgeKind, names: list[str]) -> str:
    plain, also = kind[0], also_type(kind[0])
    said = f"(a)-[s:{also}]->(b) WHERE {_same(plain)} AND {_holds(plain, 's')}"
    others = f"COLLECT {{ MATCH {said} RETURN s ORDER BY s.stated DESC, s.source DESC }}"
    first = "head([s IN others WHERE s.`{0}` IS NOT NULL | s.`{0}`])"
    found = ", ".join(f"CASE WHEN {own(name)} IS NULL THEN {first.format(name)} END AS `{name}`" for name in names)
    filled = " + ".join(f"CASE WHEN `{name}` IS NULL THEN [] ELSE ['{name}'] END" for name in names)
    differs = " OR ".join(["filled <> was", *(f"coalesce(`{name}` <> r.`{name}`, false)" for name in names)])
    sets = ", ".join(f"r.`{name}` = coalesce(`{name}`, {own(name)})" for name in names)
    return (
        f"MATCH (a:{kind[1]})-[r:{plain}]->(b:{kind[2]}) "
        f"WHERE r.filled IS NOT NULL OR EXISTS {{ (a)-[:{also}]->(b) }} "
        f"WITH r, coalesce(r.filled, []) AS was, {others} AS others "
        f"WITH r, was, {found} WITH *, {filled} AS filled WHERE {differs} WITH * LIMIT $most "
        f"SET {sets}, r.filled = CASE WHEN size(filled) > 0 THEN filled END"
    )


def _states(kind: EdgeKind) -> list[tuple[str, str]]:
    pairs = (("a", kind[1]), ("b", kind[2]))
    return [(side, label) for side, label in pairs if former_label(label) in NODES]


def _same(kind: str) -> str:
    """Whether `s` says what `r` says: blank is like blank."""
    pairs = [(f"r.`{name}`", f"s.`{name}`") for name in RELATIONSHIPS[kind].identity]
    same = (f"({one} = {other} OR {one} IS NULL AND {other} IS NULL)" for one, other in pairs)
    return " AND ".join(["elementId(s) <> elementId(r)", *same])


def _holds(kind: str, name: str) -> str:
    life = RELATIONSHIPS[kind].life
    return f"NOT {over(kind, name)}" + (f" AND coalesce({name}.{life[0]} <= $date, true)" if life else "")
