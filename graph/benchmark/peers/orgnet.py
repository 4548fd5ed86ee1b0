"""orgnet (MIT): organizational network analysis on networkx, with tables of everyone.

Its betweenness is always from everyone, so it has no line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from orgnet.metrics import CentralityAnalyzer, CommunityDetector, StructuralAnalyzer

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as networkx has it: links as they go, and in either direction."""

    directed: Any
    both: Any


def prepare(found: Synthetic) -> Ready:
    """Both graphs, with everyone in them."""
    directed = nx.DiGraph()
    directed.add_nodes_from(range(found.people))
    directed.add_edges_from(zip(found.start.tolist(), found.end.tolist(), strict=True))
    return Ready(directed, directed.to_undirected())


def _by_person(table: Any, column: str) -> Any:  # noqa: ANN401 - a table of the peer's, and an array of numbers
    return table.sort_values("node_id")[column].to_numpy()


def _rank(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = CentralityAnalyzer(ready.directed).compute_pagerank(standardize=False)
    return np.round(_by_person(found, "pagerank") * len(ready.directed), 2)


def _coreness(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    return _by_person(StructuralAnalyzer(ready.both).compute_core_periphery(standardize=False), "coreness")


def _constraint(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    return _by_person(StructuralAnalyzer(ready.both).compute_constraint(standardize=False), "constraint")


def _communities(ready: Ready) -> Partition:
    found = CommunityDetector(ready.both).detect_communities("louvain")["node_to_community"]
    return Partition(np.array([found[person] for person in range(len(ready.both))]))


TASKS: dict[str, Callable[[Ready], Any]] = {
    "k-core": _coreness,
    "PageRank": _rank,
    "constraint": _constraint,
    "communities, one run": _communities,
}
