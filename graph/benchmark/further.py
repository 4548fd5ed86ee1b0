"""Measures beyond the structural set, each on its own line; other tools are not run on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from graph.network.centrality import brokerage, centralization
from graph.network.core import projection
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import assortativity
from graph.network.key_players import fragmentation, reach, truck_factor
from graph.network.structure import core_periphery, hierarchy, tie_stability

Levels = Mapping[str, Groups]
SET = 3
"""Key players in a set."""
COMPARED = 2_000
"""People whose hierarchy is looked at: all pairs of them are compared."""


def _central(network: Network, levels: Levels) -> Any:  # noqa: ANN401 - an array of numbers
    found = centralization.compute(network, levels["team"])
    return np.concatenate([found.degree, found.incoming, found.outgoing])


def _mixing(network: Network, levels: Levels) -> Any:  # noqa: ANN401 - an array of numbers
    found = assortativity.compute(network, levels["department"])
    return np.concatenate([found.expected, [found.assortativity, found.share, found.share_low, found.share_high]])


def _hierarchy(network: Network, _: Levels) -> Any:  # noqa: ANN401 - an array of numbers
    found = hierarchy.compute(network.among(np.arange(min(network.size, COMPARED))))
    return [found.connectedness, found.hierarchy, found.efficiency, found.least_upper_bound]


def _stability(network: Network, levels: Levels) -> Any:  # noqa: ANN401 - an array of numbers
    half = len(network.start) // 2
    before = Network.of(network.size, network.start[:half], network.end[:half])
    return tie_stability.compute(before, network, levels["team"]).jaccard


def _projection(network: Network, levels: Levels) -> Any:  # noqa: ANN401 - an array of numbers
    found = projection.compute(network.size, levels["team"].codes, np.arange(network.size))
    return np.stack([found.network.start, found.network.end], axis=1).ravel()


FURTHER: dict[str, Callable[[Network, Levels], Any]] = {
    "brokerage roles by department": lambda network, levels: brokerage.compute(
        network, levels["department"]
    ).roles.ravel(),
    "centralization by team": _central,
    "core and periphery": lambda network, _: core_periphery.compute(network).coreness,
    "mixing by department": _mixing,
    "hierarchy of 2,000 people": _hierarchy,
    "key players, removal": lambda network, _: fragmentation.compute(network, SET).people,
    "key players, reach": lambda network, _: reach.compute(network, SET).people,
    "truck factor of teams": lambda network, levels: (
        truck_factor.compute(np.arange(network.size), levels["team"].codes, share=0.05).people
    ),
    "tie stability by team": _stability,
    "meetings of teams": _projection,
}
"""By name, on a network and its groups by level."""
