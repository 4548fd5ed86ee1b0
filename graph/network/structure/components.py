"""Weak components (who is connected at all), and strong components (who can reach each other both ways).

Weak components by union-find with path halving; strong ones by Tarjan (1972) in the form of Pearce (2016), without
recursion. Both linear in links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Ids, Offsets
from graph.network.core.kernels import kernel
from graph.network.core.network import Network


@dataclass(frozen=True)
class Components:
    """The components of a network.

    Attributes:
        weak: Number of each person's weak component, [people]; numbered by their first person.
        weak_sizes: People in each weak component.
        strong: Number of each person's strong component, [people]; a link between two goes to the lower number.
        strong_sizes: People in each strong component.
        basis: How the network was selected.
    """

    weak: Ids
    weak_sizes: Offsets
    strong: Ids
    strong_sizes: Offsets
    basis: Mapping[str, str]


def compute(network: Network) -> Components:
    """Weak and strong components; a person without links is a component of each kind."""
    weak = weak_components(network)
    strong = strong_components(network)
    return Components(weak, _sizes(weak), strong, _sizes(strong), network.basis)


def weak_components(network: Network) -> Ids:
    """Number of each person's weak component, [people]."""
    return _weak(network.size, network.start, network.end)


def strong_components(network: Network) -> Ids:
    """Number of each person's strong component, [people]; in reverse topological order."""
    return _strong(network.out.offsets, network.out.neighbours)


def _sizes(component: Ids) -> Offsets:
    return np.bincount(component).astype(np.int64)


@kernel
def _weak(size: int, start: Ids, end: Ids) -> NDArray[np.int32]:
    above = np.arange(size).astype(np.int32)
    for link in range(len(start)):
        one, other = start[link], end[link]
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        while above[other] != other:
            above[other] = above[above[other]]
            other = above[other]
        if one < other:
            above[other] = one
        elif other < one:
            above[one] = other
    found = 0
    component = np.empty(size, np.int32)
    for person in range(size):  # the first of a component is above all others of it, directly or not
        if above[person] == person:
            component[person] = found
            found += 1
        else:
            above[person] = above[above[person]]
            component[person] = component[above[person]]
    return component


@kernel
def _strong(offsets: Offsets, neighbours: Ids) -> NDArray[np.int32]:
    size = len(offsets) - 1
    seen = np.zeros(size, np.int32)  # 0 not yet, else in which order, lowered to the first that can be reached
    component = np.full(size, -1, np.int32)
    at = offsets[:-1].copy()
    path = np.empty(size, np.int32)
    waiting = np.empty(size, np.int32)
    order, found, waiting_count = 0, 0, 0
    for root in range(size):
        if seen[root] != 0:
            continue
        path[0] = root
        depth = 0
        order += 1
        seen[root] = order
        while depth >= 0:
            person = path[depth]
            if at[person] < offsets[person + 1]:
                other = neighbours[at[person]]
                if seen[other] == 0:
                    order += 1
                    seen[other] = order
                    depth += 1
                    path[depth] = other
                else:
                    if component[other] < 0 and seen[other] < seen[person]:
                        seen[person] = seen[other]
                        component[person] = -2  # reaches someone earlier: not the first of its component
                    at[person] += 1
                continue
            depth -= 1
            if component[person] == -2:
                waiting[waiting_count] = person
                waiting_count += 1
                continue
            while waiting_count > 0 and seen[waiting[waiting_count - 1]] >= seen[person]:
                waiting_count -= 1
                component[waiting[waiting_count]] = found
            component[person] = found
            found += 1
    return component
