"""Networks drawn at random, the same ones every time: empty, single, disconnected, with loops and parallel links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from graph.network.core.network import Network


@dataclass(frozen=True)
class Drawn:
    """One network in our form and as links that an oracle can take, loops and parallel ones among them."""

    network: Network
    links: list[tuple[int, int, float]]

    @property
    def size(self) -> int:
        return self.network.size

    def digraph(self) -> nx.DiGraph:
        return self._drawn_into(nx.DiGraph())

    def graph(self) -> nx.Graph:
        return self._drawn_into(nx.Graph())

    def _drawn_into(self, graph: Any) -> Any:
        """Everyone, and links without loops; weights of parallel ones are added up."""
        graph.add_nodes_from(range(self.size))
        for one, other, weight in self.links:
            before = graph[one][other]["weight"] if graph.has_edge(one, other) else 0.0
            if one != other:
                graph.add_edge(one, other, weight=before + weight)
        return graph


def drawn(count: int, seed: int, largest: int = 12, large: int = 60) -> Iterator[Drawn]:
    """So many networks: mostly small, every twentieth large; sparse and dense, weighted every second time."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        size = int(rng.integers(2, large + 1)) if number % 20 == 19 else number % (largest + 1)
        links = int(rng.integers(0, size * int(rng.choice([1, 2, 4])) + 1)) if size else 0
        ends = rng.integers(0, max(size, 1), (links, 2))
        if number % 3 == 0 and links:  # a tree-like one: many cuts
            ends[:, 1] = ends[:, 0] // 2
        weight = rng.integers(1, 9, links) / 2 if number % 2 else np.ones(links)
        network = Network.of(size, ends[:, 0], ends[:, 1], weight, {"number": str(number)})
        yield Drawn(network, [(int(a), int(b), float(w)) for (a, b), w in zip(ends, weight, strict=True)])
