"""scikit-network (BSD): Cython on scipy's matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, triu
from sknetwork.clustering import Louvain, aggregate_graph
from sknetwork.ranking import PageRank
from sknetwork.topology import get_connected_components, get_core_decomposition

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic


@dataclass(frozen=True)
class Ready:
    """The network as matrices: links as they go, and in either direction; groups by level."""

    directed: Any
    both: Any
    levels: dict[str, Any]


def prepare(found: Synthetic) -> Ready:
    """Both matrices, parallel links as one."""
    ones = np.ones(len(found.start), dtype=np.int8)
    directed = csr_matrix((ones, (found.start, found.end)), shape=(found.people, found.people))
    directed.data[:] = 1
    both = (directed + directed.T).tocsr()
    both.data[:] = 1
    return Ready(directed, both, dict(found.levels))


def _components(matrix: Any, kind: str) -> Any:  # noqa: ANN401 - a sparse matrix, and an array of numbers
    return np.sort(np.bincount(get_connected_components(matrix, connection=kind)))[::-1]


def _rank(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    size = ready.directed.shape[0]
    scores = PageRank(solver="piteration", n_iter=1000, tol=1e-9).fit_predict(ready.directed)
    return np.round(scores * size, 2)


def _matrices(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = []
    for codes in ready.levels.values():
        cells = triu(aggregate_graph(ready.both.astype(np.int64), labels=codes)).tocsr().tocoo()
        ties = np.where(cells.row == cells.col, cells.data // 2, cells.data)
        kept = ties > 0
        found.append(np.stack([cells.row[kept], cells.col[kept], ties[kept]], axis=1).ravel())
    return np.concatenate(found)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _components(ready.both, "weak"),
    "strong components": lambda ready: _components(ready.directed, "strong"),
    "k-core": lambda ready: get_core_decomposition(ready.both),
    "PageRank": _rank,
    "group matrix at every level": _matrices,
    "communities, one run": lambda ready: Partition(Louvain(random_state=1).fit_predict(ready.both)),
}
