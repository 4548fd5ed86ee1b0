"""igraph (GPL, so only a peer in benchmarks): C."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import igraph
import numpy as np

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as igraph has it: links as they go, and in either direction; sources of betweenness."""

    directed: Any
    both: Any
    sources: list[int]


def prepare(found: Synthetic) -> Ready:
    """Both graphs, parallel links as one."""
    links = np.stack([found.start, found.end], axis=1).tolist()
    directed = igraph.Graph(n=found.people, edges=links, directed=True).simplify()
    return Ready(directed, directed.as_undirected(mode="collapse"), found.sources.tolist())


def _cuts(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    points = np.sort(ready.both.articulation_points())
    bridges = np.array([ready.both.es[link].tuple for link in ready.both.bridges()], dtype=np.int64).reshape(-1, 2)
    bridges = np.sort(bridges, axis=1)
    return np.concatenate([points, [-1], bridges[np.lexsort((bridges[:, 1], bridges[:, 0]))].ravel()])


def _sizes(found: Any) -> Any:  # noqa: ANN401 - igraph's clustering
    return np.sort(found.sizes())[::-1]


def _betweenness(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    size = ready.both.vcount()
    return np.array(ready.both.betweenness(directed=False, sources=ready.sources)) * size / len(ready.sources)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _sizes(ready.both.connected_components()),
    "strong components": lambda ready: _sizes(ready.directed.connected_components(mode="strong")),
    "articulation points and bridges": _cuts,
    "k-core": lambda ready: ready.both.coreness(),
    "PageRank": lambda r: np.round(np.array(r.directed.pagerank()) * r.directed.vcount(), 2),
    "betweenness, 32 sources": _betweenness,
    "reciprocity": lambda ready: ready.directed.reciprocity(),
    "constraint": lambda ready: ready.both.constraint(),
    "communities, one run": lambda ready: Partition(np.array(ready.both.community_multilevel().membership)),
}
