"""rustworkx (Apache-2.0): Rust."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import rustworkx

from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as rustworkx has it: links as they go, and in either direction."""

    directed: Any
    both: Any


def prepare(found: Synthetic) -> Ready:
    """Both graphs, parallel links as one."""
    links = list(zip(found.start.tolist(), found.end.tolist(), strict=True))
    directed, both = rustworkx.PyDiGraph(multigraph=False), rustworkx.PyGraph(multigraph=False)
    for each in (directed, both):
        each.add_nodes_from(range(found.people))
        each.add_edges_from_no_data(links)
    return Ready(directed, both)


def _cuts(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    points = sorted(rustworkx.articulation_points(ready.both))
    bridges = sorted(tuple(sorted(bridge)) for bridge in rustworkx.bridges(ready.both))
    return [*points, -1, *chain.from_iterable(bridges)]


def _sizes(found: Any) -> Any:  # noqa: ANN401 - lists or sets of people
    return sorted(map(len, found), reverse=True)


def _by_person(found: Any) -> Any:  # noqa: ANN401 - a mapping of the peer's
    return np.array([found[person] for person in range(len(found))])


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _sizes(rustworkx.connected_components(ready.both)),
    "strong components": lambda ready: _sizes(rustworkx.strongly_connected_components(ready.directed)),
    "articulation points and bridges": _cuts,
    "k-core": lambda ready: _by_person(rustworkx.core_number(ready.both)),
    "PageRank": lambda r: np.round(
        _by_person(rustworkx.pagerank(r.directed, tol=1e-9 / r.directed.num_nodes(), max_iter=1000))
        * r.directed.num_nodes(),
        2,
    ),
}
