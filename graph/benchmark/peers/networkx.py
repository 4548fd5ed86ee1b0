"""networkx (BSD): plain Python, the one that most people know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as networkx has it.

    Attributes:
        directed: Links as they go.
        both: Links in either direction.
        levels: Group of each person by level.
        sources: People from whom betweenness is computed.
    """

    directed: Any
    both: Any
    sources: list[int]
    levels: dict[str, Any]


def prepare(found: Synthetic) -> Ready:
    """Both graphs, with everyone in them."""
    directed = nx.DiGraph()
    directed.add_nodes_from(range(found.people))
    directed.add_edges_from(zip(found.start.tolist(), found.end.tolist(), strict=True))
    levels = {name: codes.tolist() for name, codes in found.levels.items()}
    return Ready(directed, directed.to_undirected(), found.sources.tolist(), levels)


def _cuts(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    points = sorted(nx.articulation_points(ready.both))
    bridges = sorted(tuple(sorted(bridge)) for bridge in nx.bridges(ready.both))
    return [*points, -1, *chain.from_iterable(bridges)]


def _by_person(found: dict[int, float], size: int) -> Any:  # noqa: ANN401 - an array of numbers
    return np.array([found.get(person, float("nan")) for person in range(size)])


def _rank(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    size = len(ready.directed)
    return np.round(_by_person(nx.pagerank(ready.directed, tol=1e-9 / size, max_iter=1000), size) * size, 2)


def _betweenness(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    size = len(ready.both)
    found = nx.betweenness_centrality_subset(ready.both, ready.sources, range(size))
    return _by_person(found, size) * size / len(ready.sources)


def _reciprocity(ready: Ready) -> float:
    return float(nx.overall_reciprocity(ready.directed))


def _ei(ready: Ready, level: str) -> Any:  # noqa: ANN401 - an array of numbers
    group = ready.levels[level]
    inside, outside = [0] * (max(group) + 1), [0] * (max(group) + 1)
    for one, other in ready.both.edges():
        if group[one] == group[other]:
            inside[group[one]] += 1
        else:
            outside[group[one]] += 1
            outside[group[other]] += 1
    return [(out - within) / max(out + within, 1) for out, within in zip(outside, inside, strict=True)]


def _matrix(ready: Ready, level: str) -> Any:  # noqa: ANN401 - numbers
    group = ready.levels[level]
    found = Counter(tuple(sorted((group[one], group[other]))) for one, other in ready.both.edges())
    return chain.from_iterable((*pair, ties) for pair, ties in sorted(found.items()))


def _communities(ready: Ready) -> Partition:
    codes = np.zeros(len(ready.both), np.int32)
    for number, members in enumerate(nx.community.louvain_communities(ready.both, seed=1)):
        codes[list(members)] = number
    return Partition(codes)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: sorted(map(len, nx.connected_components(ready.both)), reverse=True),
    "strong components": lambda r: sorted(map(len, nx.strongly_connected_components(r.directed)), reverse=True),
    "articulation points and bridges": _cuts,
    "k-core": lambda ready: _by_person(nx.core_number(ready.both), len(ready.both)),
    "PageRank": _rank,
    "betweenness, 32 sources": _betweenness,
    "reciprocity": _reciprocity,
    "constraint": lambda ready: _by_person(nx.constraint(ready.both), len(ready.both)),
    "E-I by team": lambda ready: _ei(ready, "team"),
    "E-I by department": lambda ready: _ei(ready, "department"),
    "group matrix at every level": lambda ready: list(
        chain.from_iterable(_matrix(ready, level) for level in ready.levels)
    ),
    "communities, one run": _communities,
}
