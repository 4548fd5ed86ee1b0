"""Statements that give facts the name of their tense at `$date`, generated from the model.

They are the one place that decides what holds, what has ended and what has not begun. A node is former if a load ended
it or its own last day has come. A relationship has ended if a load ended it, its own last day has come or one of its
ends is former; it has not begun before its own first day and that of the node where it starts. Each statement turns at
most `$most` facts, so that a large turn is done in pages.
"""

from __future__ import annotations

from functools import cache

from graph.model.cypher_builder import labels
from graph.model.nodes import NODES, RELATIONSHIPS, lasting
from graph.model.schema import Origin
from graph.model.tenses import former_label, former_type, upcoming_type


@cache
def turn_nodes(label: str) -> tuple[str, ...]:
    """Statements after which the nodes of a label are former or present; none if they are neither.

    What was derived from a node that becomes former goes with it.
    """
    former = former_label(label)
    if former not in NODES:
        return ()
    life = NODES[label].life
    over = f"(n.ended IS NOT NULL{f' OR coalesce(n.{life[1]} <= $date, false)' if life else ''})"
    end = f"MATCH (n:{label}) WHERE {over} WITH n LIMIT $most REMOVE n:{label} SET n:{former}{_sweep(label)}"
    back = f"MATCH (n:{former}) WHERE NOT {over} WITH n LIMIT $most REMOVE n:{former} SET n:{label}"
    return end, back


def _sweep(label: str) -> str:
    """Delete the relationships that derivation has hung on a node."""
    types_, partners = set(), set()
    for kind, rel in RELATIONSHIPS.items():
        for pair in rel.ends:
            other = pair[1] if pair[0] == label else pair[0]
            if label in pair and Origin.DERIVED in (rel.origin, NODES[other].origin):
                types_.add(kind)
                partners.add(other)
    if not types_:
        return ""
    pattern = f"(n)-[r:{'|'.join(sorted(types_))}]-(:{'|'.join(sorted(partners))})"
    return f" WITH n CALL (n) {{ MATCH {pattern} DELETE r }} FINISH"


def over(kind: str, name: str) -> str:
    """Whether a load ended a relationship or its own last day has come, as an expression of the variable `name`."""
    life = RELATIONSHIPS[kind].life
    return f"({name}.ended IS NOT NULL{f' OR coalesce({name}.{life[1]} <= $date, false)' if life else ''})"


@cache
def turn_edges(kind: str, start: str, end: str) -> tuple[str, ...]:
    """The statement after which relationships have the type of their tense; none if they have none."""
    if not lasting((kind, start, end)):
        return ()
    life, begins = RELATIONSHIPS[kind].life, NODES[start].life
    gone = [
        f"{name}:{former_label(label)}" for name, label in (("a", start), ("b", end)) if former_label(label) in NODES
    ]
    ahead = [*([f"r.{life[0]} > $date"] if life else []), *([f"a.{begins[0]} > $date"] if begins else [])]
    upcoming = f" WHEN {' OR '.join(ahead)} THEN '{upcoming_type(kind)}'" if ahead else ""
    tense = f"CASE WHEN {' OR '.join([over(kind, 'r'), *gone])} THEN '{former_type(kind)}'{upcoming} ELSE '{kind}' END"
    # What another source states too is named by `sharing_cypher`.
    names = "|".join((kind, former_type(kind), upcoming_type(kind)))
    both = f"(a:{labels(start)})-[r:{names}]->(b:{labels(end)})"
    text = (
        f"MATCH {both} WITH a, r, b, {tense} AS tense WHERE type(r) <> tense WITH a, r, b, tense LIMIT $most "
        "CREATE (a)-[turned:$(tense)]->(b) SET turned = properties(r) DELETE r"
    )
    return (text,)
