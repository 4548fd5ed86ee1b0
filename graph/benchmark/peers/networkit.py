"""networkit (MIT): parallel C++."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkit
import numpy as np

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as networkit has it: links as they go, and in either direction."""

    directed: Any
    both: Any


def prepare(found: Synthetic) -> Ready:
    """Both graphs, parallel links as one."""
    # Narrower columns than these make it crash.
    columns = np.ones(len(found.start)), (found.start.astype(np.uint64), found.end.astype(np.uint64))
    directed = networkit.GraphFromCoo(columns, n=found.people, directed=True)
    both = networkit.GraphFromCoo(columns, n=found.people, directed=False)
    directed.removeMultiEdges()
    both.removeMultiEdges()
    return Ready(directed, both)


def _done(algorithm: Any) -> Any:  # noqa: ANN401 - an algorithm of the peer's
    algorithm.run()
    return algorithm


def _sizes(found: Any) -> Any:  # noqa: ANN401 - an algorithm of the peer's
    return sorted(_done(found).getComponentSizes().values(), reverse=True)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _sizes(networkit.components.ConnectedComponents(ready.both)),
    "strong components": lambda r: _sizes(networkit.components.StronglyConnectedComponents(r.directed)),
    "k-core": lambda ready: _done(networkit.centrality.CoreDecomposition(ready.both)).scores(),
    "PageRank": lambda r: np.round(
        np.array(_done(networkit.centrality.PageRank(r.directed, tol=1e-9)).scores()) * r.directed.numberOfNodes(), 2
    ),
    "communities, one run": lambda ready: Partition(
        np.array(_done(networkit.community.PLM(ready.both)).getPartition().getVector())
    ),
}
