"""What the graph in memory does with the statements that give nodes other ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.model import cypher_builder, renaming_cypher
from graph.model.nodes import NODES, lasting
from graph.model.schema import NODE_TRAIL
from graph.runner import Counters

if TYPE_CHECKING:
    from tests.support.memory_graph import MemoryGraph

_KINDS = cypher_builder.sourced_edges()
_SOURCED = {label for kind in _KINDS for label in kind[1:]}
_RENAMES = {renaming_cypher.rename_nodes(label): label for label in NODES}
_KEYS_AT = {renaming_cypher.keys_at(*kind): kind for kind in _KINDS}
_KEYS_WITH = {
    renaming_cypher.keys_with(label, name): (label, name) for label in NODES for name in renaming_cypher.node_ids(label)
}
_EDGES_WITH = {
    renaming_cypher.edges_with(*kind, name): (kind, name)
    for kind in _KINDS
    for name in renaming_cypher.edge_ids(kind[0])
}
_REWORDS = {
    renaming_cypher.reword_edges(*kind, name): (kind, name)
    for kind in _KINDS
    for name in renaming_cypher.edge_ids(kind[0])
}
_LASTING = [kind for kind in _KINDS if lasting(kind)]
_READ_AT = {
    renaming_cypher.read_at(*kind, outgoing=outgoing): (kind, outgoing)
    for kind in _LASTING
    for outgoing in (True, False)
}
_MOVES = {renaming_cypher.move_edges(*kind): kind for kind in _LASTING}
_UNMOVES = {renaming_cypher.unmove_edges(*kind): kind for kind in _LASTING}
_UNENDS = {renaming_cypher.unend_edges(*kind): kind for kind in _LASTING}
_ALIASES = cypher_builder.statement("load/aliases")


def asked(graph: MemoryGraph, text: str, params: dict[str, Any]) -> list[Any] | None:
    """Answer one of these questions; None for any other."""
    keys = set(params.get("keys", ()))
    if text == _ALIASES:
        aliases = graph.nodes.get("Alias", {}).values()
        return [[alias["kind"], alias["old_id"], alias["new_id"]] for alias in aliases]
    if text in _KEYS_AT:
        return sorted({edge["start"] for edge in _edges(graph, _KEYS_AT[text]) if edge["end"] in keys})
    if text in _KEYS_WITH:
        label, name = _KEYS_WITH[text]
        return [key for key, node in graph.nodes.get(label, {}).items() if node[name] in keys]
    if text in _EDGES_WITH:
        kind, name = _EDGES_WITH[text]
        found = [edge for edge in _edges(graph, kind) if edge[name] in keys]
        return [[edge["start"], edge["end"], edge["source"], edge[name]] for edge in found]
    if text in _READ_AT:
        kind, outgoing = _READ_AT[text]
        names = ["start", "end", "stated", "type", "load", "until", "source", *cypher_builder.edge_columns(kind[0])]
        side = "start" if outgoing else "end"
        there = graph.edges.get(kind, {}).items()
        standing = [(name, edge) for name, edge in there if edge[side] in keys and edge["ended"] is None]
        return [[element, *(edge[name] for name in names)] for element, edge in standing]
    return None


def renamed(graph: MemoryGraph, text: str, params: dict[str, Any]) -> Counters | None:
    """Take one of these statements; None for any other."""
    if text in _RENAMES:
        _rename(graph, _RENAMES[text], params)
    elif text in _REWORDS:
        _reword(graph, *_REWORDS[text], params)
    elif text in _MOVES:
        _move(graph, _MOVES[text], params)
    elif text in _UNMOVES:
        there = graph.edges[_UNMOVES[text]]
        for element, _ in _found(graph, _UNMOVES[text], params, "load"):
            del there[element]
    elif text in _UNENDS:
        for element, at in _found(graph, _UNENDS[text], params, "ended"):
            graph.edges[_UNENDS[text]][element] |= {"ended": None, "until": params["until_was"][at]}
    else:
        return None
    return Counters(properties_set=1)


def _edges(graph: MemoryGraph, kind: cypher_builder.EdgeKind) -> list[dict[str, Any]]:
    return list(graph.edges.get(kind, {}).values())


def _rename(graph: MemoryGraph, label: str, params: dict[str, Any]) -> None:
    there = graph.nodes[label]
    names = [*NODE_TRAIL, *cypher_builder.node_columns(label)]
    for at, (was, key) in enumerate(zip(params["was"], params["key"], strict=True)):
        assert was == key or key not in there, f"{label} {key} is there already"
        del there[was]
        there[key] = {name: params[name][at] for name in names}
        for kind in _KINDS:
            for side, of in (("start", kind[1]), ("end", kind[2])):
                for edge in _edges(graph, kind):
                    if of == label and edge[side] == was:
                        edge[side] = key


def _reword(graph: MemoryGraph, kind: cypher_builder.EdgeKind, name: str, params: dict[str, Any]) -> None:
    columns = (params[column] for column in ("start", "end", "source", "was", "now"))
    for start, end, source, was, now in zip(*columns, strict=True):
        for edge in _edges(graph, kind):
            if (edge["start"], edge["end"], edge["source"], edge[name]) == (start, end, source, was):
                edge[name] = now


def _move(graph: MemoryGraph, kind: cypher_builder.EdgeKind, params: dict[str, Any]) -> None:
    there, columns = graph.edges.setdefault(kind, {}), cypher_builder.edge_columns(kind[0])
    for at, (start, end) in enumerate(zip(params["start"], params["end"], strict=True)):
        assert start in graph.nodes[kind[1]]
        assert end in graph.nodes[kind[2]]
        said = {"source": params["source"][at], "load": params["load"], "stated": params["stated"][at]}
        own = {"start": start, "end": end, "type": kind[0], "ended": None, "until": None}
        there[f"moved{len(there)}-{at}"] = own | said | {name: params[name][at] for name in columns}


def _found(graph: MemoryGraph, kind: cypher_builder.EdgeKind, params: dict[str, Any], by: str) -> list[tuple[str, int]]:
    columns = cypher_builder.edge_columns(kind[0])
    same = ["start", "end", "source", *(columns[at] for at in cypher_builder.identity_of(kind))]
    return [
        (element, at)
        for at in range(len(params["start"]))
        for element, edge in graph.edges.get(kind, {}).items()
        if edge[by] == params["load"] and all(edge[name] == params[name][at] for name in same)
    ]
