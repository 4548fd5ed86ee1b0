"""Loopline's own measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from graph.bench.synthetic import Synthetic
from graph.measures.network import betweenness, components, constraint, core, cuts, rank, reciprocity
from graph.measures.network.groups import Groups
from graph.measures.network.network import Network
from graph.measures.network.ties import Ties


@dataclass(frozen=True)
class Ready:
    """The network with its groups.

    Attributes:
        levels: Groups by level, the innermost first.
    """

    network: Network
    levels: dict[str, Groups]


def prepare(found: Synthetic) -> Ready:
    """Arrays as the measures take them."""
    network = Network.of(found.people, found.start, found.end)
    _ = network.out, network.into, network.both  # made once, as the other tools make their graphs
    return Ready(network, {name: Groups.of(name, codes) for name, codes in found.levels.items()})


def _sizes(sizes: Any) -> Any:  # noqa: ANN401 - an array of numbers
    return np.sort(sizes)[::-1]


def _cuts(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = cuts.compute(ready.network)
    bridges = found.bridges[np.lexsort((found.bridges[:, 1], found.bridges[:, 0]))]
    return np.concatenate([np.sort(found.points), [-1], bridges.ravel()])


def _betweenness(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = betweenness.compute(ready.network, exact_up_to=0, sample=32)
    return cast("betweenness.SampledBetweenness", found).sampled_betweenness


def _ei(ready: Ready, level: str) -> Any:  # noqa: ANN401 - an array of numbers
    groups, ties = ready.levels[level], Ties.of(ready.network, 0.0)
    inside = ties.inside(groups)
    outside = groups.sums(ties.degrees) - 2 * inside
    return (outside - inside) / np.maximum(outside + inside, 1)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _sizes(components.compute(ready.network).weak_sizes),
    "strong components": lambda ready: _sizes(np.bincount(components.strong_components(ready.network))),
    "articulation points and bridges": _cuts,
    "k-core": lambda ready: core.compute(ready.network).coreness,
    "PageRank": lambda ready: np.round(rank.compute(ready.network).rank * ready.network.size, 2),
    "betweenness, 32 sources": _betweenness,
    "reciprocity": lambda ready: reciprocity.compute(ready.network).answered,
    "constraint": lambda ready: constraint.compute(ready.network, weighted=False).constraint,
    "E-I by team": lambda ready: _ei(ready, "team"),
    "E-I by department": lambda ready: _ei(ready, "department"),
}
