"""What tests of ids that change share: months of one graph, and what it holds."""

from __future__ import annotations

import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

from graph.kept.journal_file import pack_journal, unpack_journal
from graph.loading.loaded import Loaded
from graph.loading.undo import take_back
from tests.support.loading_help import DAY, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import names_in
from tests.support.renumbered import DISTRICTS, FULL

LATER = DAY + timedelta(days=30)


def state(graph: MemoryGraph) -> Any:
    """Everything but the ids of relationships."""
    edges = sorted(repr((kind, sorted(edge.items()))) for kind, found in graph.edges.items() for edge in found.values())
    nodes = {label: found for label, found in graph.nodes.items() if found}
    vault = {person: sorted(texts) for person, texts in graph.vault._people.items()}
    return copy.deepcopy((nodes, edges, graph.loads, graph.batches, vault, sorted(graph.vault.unsettled)))


def back(graph: MemoryGraph, loaded: Loaded, *, in_graph: bool = False) -> None:
    """Take a load back, by its journal as the file keeps it."""
    journal = unpack_journal(pack_journal(graph.journals[loaded.load_id]))
    take_back(graph, journal, names_in(graph.vault, in_graph=in_graph))


def loaded(tmp_path: Path, *sources: str) -> MemoryGraph:
    """The full state, from one source or from several that say the same."""
    graph = MemoryGraph()
    for source in sources or ("hr",):
        put(graph, gather(tmp_path / f"first-{source}", **FULL), source=source)
    return graph


def ended(result: Loaded) -> int:
    return sum(tally.ended + tally.withdrawn for tally in (*result.nodes.values(), *result.edges.values()))


def changed(result: Loaded) -> set[str]:
    """What was written other than new aliases."""
    tallies = {**result.nodes, **result.edges}
    return {name for name, tally in tallies.items() if tally.written and name != "Alias"}


def two_districts(tmp_path: Path) -> MemoryGraph:
    """Two districts, of which a second source tells too."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **(SMALL | {"units": DISTRICTS})))
    zed, work = "person_id,name,unit_id\np9,Zed,D1\n", "unit_a,unit_b\nD1,S1\n"
    put(graph, gather(tmp_path / "s", people=zed, joint_work=work), source="sis")
    return graph


def ends(graph: MemoryGraph, kind: str) -> set[tuple[str, str, str]]:
    """Both ends and the source of each relationship of a type."""
    return {(edge["start"], edge["end"], edge["source"]) for edge in graph.of_type(kind)}
