"""What the graph in memory does with the statements that take a load back, or forget one that only began."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.runner import Counters

if TYPE_CHECKING:
    from tests.support.memory_graph import MemoryGraph

_BEGIN, _END, _DROP = (cypher_builder.statement(f"load/{name}") for name in ("undo_begin", "undo_end", "drop_begun"))
_DELETES = {cypher_builder.delete_nodes(label): label for label in NODES}
_CLEARS = {cypher_builder.delete_every(label): label for label in NODES}
_DELETES_OF = {cypher_builder.delete_edges_of(*kind): kind for kind in cypher_builder.sourced_edges()}
_RESTORES = {cypher_builder.restore_edges(*kind): kind for kind in cypher_builder.sourced_edges()}
_ids = count()


def taken_back(graph: MemoryGraph, text: str, params: dict[str, Any]) -> Counters | None:
    """Take one of these statements; None for any other."""
    if text == _BEGIN:
        graph.loads[params["load"]]["status"] = "undoing"
    elif text == _END:
        del graph.loads[params["load"]]
        graph.batches = {key: batch for key, batch in graph.batches.items() if not key.startswith(params["load"])}
    elif text == _DROP:
        kept = params["load"]
        graph.loads = {key: one for key, one in graph.loads.items() if key == kept or one["status"] != "loading"}
        return Counters()
    elif text in _DELETES:
        _delete_nodes(graph, _DELETES[text], params["key"])
    elif text in _CLEARS:
        assert not graph.nodes.get(_CLEARS[text]), "only what is derived goes as a whole"
    elif text in _DELETES_OF:
        there = graph.edges.get(_DELETES_OF[text], {})
        for element in [element for element, edge in there.items() if edge["source"] == params["source"]]:
            del there[element]
    elif text in _RESTORES:
        _restore(graph, _RESTORES[text], params)
    else:
        return None
    return Counters(properties_set=1)


def _delete_nodes(graph: MemoryGraph, label: str, keys: list[str]) -> None:
    for key in keys:
        graph.nodes[label].pop(key, None)
    for kind, edges in graph.edges.items():
        ends = {(kind[1], edge["start"]) for edge in edges.values()} | {
            (kind[2], edge["end"]) for edge in edges.values()
        }
        assert not ends & {(label, key) for key in keys}, f"{kind}: they are deleted before their ends"


def _restore(graph: MemoryGraph, kind: cypher_builder.EdgeKind, params: dict[str, Any]) -> None:
    there, columns = graph.edges.setdefault(kind, {}), cypher_builder.restored_columns(kind)
    for at, (start, end) in enumerate(zip(params["start"], params["end"], strict=True)):
        assert start in graph.nodes[kind[1]]
        assert end in graph.nodes[kind[2]]
        own = {"start": start, "end": end, "type": kind[0], "ended": None, "until": None, "source": params["source"]}
        there[f"restored{next(_ids)}"] = own | {name: params[name][at] for name in columns}
