"""What the graph in memory does with the statements by which several sources share a relationship."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.model import cypher_builder
from graph.model.nodes import NODES, RELATIONSHIPS, lasting
from graph.model.tenses import also_type, former_type, upcoming_type
from graph.runner import Counters

if TYPE_CHECKING:
    from tests.support.memory_graph import MemoryGraph

Edge = dict[str, Any]


def share(graph: MemoryGraph, kind: cypher_builder.EdgeKind) -> Counters:
    """All statements of a type at once, by the rule of `graph.model.sharing_cypher`; `shown` has what is filled."""
    assert lasting(kind)
    groups: defaultdict[tuple[Any, ...], list[Edge]] = defaultdict(list)
    for edge in graph.edges.get(kind, {}).values():
        identity = (edge[name] for name in RELATIONSHIPS[kind[0]].identity)
        groups[edge["start"], edge["end"], *identity].append(edge)
    changed = sum(_settle(graph, kind, group) for group in groups.values())
    return Counters(properties_set=changed)


def _settle(graph: MemoryGraph, kind: cypher_builder.EdgeKind, group: list[Edge]) -> int:
    before = [(edge["type"], edge.get("shown")) for edge in group]
    tenses = {id(edge): tense_of(graph, kind, edge) for edge in group}
    holding = [edge for edge in group if tenses[id(edge)] == kind[0]]
    holding.sort(key=lambda edge: (edge["stated"], edge["source"]), reverse=True)
    holds = {edge["source"] for edge in holding}
    ends = not any(_gone(graph, kind, edge) for edge in group)
    for edge in group:
        tense = tenses[id(edge)]
        ended_alone = tense == former_type(kind[0]) and ends and holds and edge["source"] not in holds
        edge["type"] = also_type(kind[0]) if ended_alone or edge in holding[1:] else tense
        edge.pop("shown", None)
    if len(holding) > 1:
        first, *others = holding
        filled = {
            name: next((edge[name] for edge in others if edge[name] is not None), None)
            for name in cypher_builder.fillable(kind[0])
            if first[name] is None
        }
        if filled := {name: value for name, value in filled.items() if value is not None}:
            first["shown"] = filled
    return sum(was != (edge["type"], edge.get("shown")) for was, edge in zip(before, group, strict=True))


def _gone(graph: MemoryGraph, kind: cypher_builder.EdgeKind, edge: Edge) -> bool:
    sides = ((kind[1], "start"), (kind[2], "end"))
    return any(graph.is_over(label, graph.nodes[label][edge[side]]) for label, side in sides)


def tense_of(graph: MemoryGraph, kind: cypher_builder.EdgeKind, edge: Edge) -> str:
    """The name of a relationship's tense, by the rule of `graph.model.tense_cypher`."""
    life, own = RELATIONSHIPS[kind[0]].life or ("", ""), NODES[kind[1]].life or ("", "")
    over = edge["ended"] is not None or _gone(graph, kind, edge)
    if over or (life[1] and edge[life[1]] and edge[life[1]] <= graph.date):
        return former_type(kind[0])
    ahead = [edge.get(life[0]), graph.nodes[kind[1]][edge["start"]].get(own[0])]
    return upcoming_type(kind[0]) if any(day is not None and day > graph.date for day in ahead) else kind[0]
