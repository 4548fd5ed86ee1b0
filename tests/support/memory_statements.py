"""The statements that the graph in memory knows: each text with what makes it."""

from __future__ import annotations

from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.sharing_cypher import share_edges
from graph.model.tense_cypher import turn_edges, turn_nodes

NODE_WRITES = {
    make(label): (make, label) for label in NODES for make in (cypher_builder.create_nodes, cypher_builder.set_nodes)
}
NODE_READS = {
    make(label): (make, label)
    for label in NODES
    for make in (
        cypher_builder.read_nodes,
        cypher_builder.present_nodes,
        cypher_builder.every_key,
        cypher_builder.ever_nodes,
        cypher_builder.own_nodes,
    )
}
NODE_ENDS = {cypher_builder.end_nodes(label): label for label in NODES}
MARKS = {cypher_builder.mark_starts(kind, start) for kind, start, _ in cypher_builder.sourced_edges()}
NODE_TURNS = {text for label in NODES for text in turn_nodes(label)}
EDGE_TURNS = {text: kind for kind in cypher_builder.sourced_edges() for text in turn_edges(*kind)}
EDGE_SHARES = {text: kind for kind in cypher_builder.sourced_edges() for text in share_edges(*kind)}
EDGE_WRITES = {
    make(*kind): (make, kind)
    for kind in cypher_builder.sourced_edges()
    for make in (
        cypher_builder.create_edges,
        cypher_builder.set_edges,
        cypher_builder.end_edges,
        cypher_builder.delete_edges,
    )
}
EDGE_READS = {cypher_builder.read_edges(*kind): kind for kind in cypher_builder.sourced_edges()}
TOLD_BY = ("load", "stated", "claims", "ended")
JOINS = ("rename_people", "merge_people_from", "merge_people_to")
READ = (
    "numbers",
    "undoing",
    "places",
    "loads",
    "batches",
    "begun",
    "unfinished",
    "states",
    "parents",
    "profile",
    "addresses",
    "described",
)
LISTS = ("named_people", "sealed_people", "any_named", "any_sealed", "person_keys")
COUNTS = ("read", "loaded", "quarantined", "duplicates", "passed", "cells", "touched", "unmatched")
FILES = {cypher_builder.statement(f"load/{name}"): name for name in ("begin", "publish", *READ, *LISTS, *JOINS)}
CONSTRAINTS = {text: name for texts in cypher_builder.schema().values() for name, text in texts.items()}
HOLDER = cypher_builder.statement("lease/holder")
PRESENT = cypher_builder.statement("schema/present")
LEASE = [cypher_builder.statement(f"lease/{name}") for name in ("take", "leave")]
