"""The negative key player problem: which few people, as a set, hold the network together.

Borgatti (2006), "Identifying sets of key players in a social network": the set whose leaving makes the most pairs of
people unable to reach each other. The people who individually cut off the most are seldom that set. It is built
greedily, and then each member is swapped for anyone better, until there is none. One search gives the effect of each
person's leaving, so that a choice is linear in links, and the total is that times the set size times rounds. The
optimal set may be better: finding it is NP-hard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids, Offsets
from graph.network.core.kernels import kernel, spread, workers
from graph.network.core.network import Network
from graph.network.structure.components import weak_components
from graph.network.structure.tree import search

LARGEST = 5_000
"""Default limit on the number of people for computing all distances."""


@dataclass(frozen=True)
class Fragmentation:
    """A set of people, and the fragmentation without them.

    Attributes:
        people: The set, [set], in the order of choice.
        before: Fragmentation F with everyone: share of pairs of people who can't reach each other; NaN without a pair.
        after: F of the others after the set has left.
        rounds: Number of rounds of swaps.
        basis: How the network was selected.
    """

    people: Ids
    before: float
    after: float
    rounds: int
    basis: Mapping[str, str]


def compute(network: Network, size: int, *, most_rounds: int = 5) -> Fragmentation:
    """The set of this size whose removal fragments the network most; links count in either direction.

    Args:
        network: The network.
        size: People in the set; everyone where there are fewer.
        most_rounds: Maximum number of rounds of swaps; 0 for the greedy set.

    Raises:
        LooplineError: The set is smaller than 0.
    """
    if size < 0:
        raise LooplineError(f"The set must have 0 or more people, not {size}.", "Use 0 or more.")
    chosen: list[int] = []
    pairs = _pairs(network)
    before = _share(pairs, network.size)
    while len(chosen) < min(size, network.size):
        person, pairs = _best(network, chosen)
        chosen.append(person)
    rounds, better = 0, True
    while better and rounds < most_rounds and pairs:
        rounds, better = rounds + 1, False
        for place in range(len(chosen)):
            person, left = _best(network, chosen[:place] + chosen[place + 1 :])
            if left < pairs:
                chosen[place], pairs, better = person, left, True
    after = _share(pairs, network.size - len(chosen))
    return Fragmentation(np.array(chosen, np.int32), before, after, rounds, network.basis)


def fragmentation(network: Network, removed: NDArray[np.integer]) -> float:
    """Share of pairs of people who can't reach each other without some people; NaN if fewer than two are left."""
    tree = search(network.both, np.asarray(removed, np.int32))
    sizes = tree.below[tree.parent < 0].astype(np.int64)
    return _share(int((sizes * (sizes - 1)).sum()), len(tree.order))


def distance_weighted(network: Network, removed: NDArray[np.integer], *, largest: int = LARGEST) -> float:
    """Fragmentation in which a pair counts for less the farther apart it is: 1 - sum of 1/distance / pairs.

    Borgatti (2006), equation 9. Links times people.

    Args:
        network: Whose links are used, in either direction.
        removed: People to leave out.
        largest: Maximum number of people.

    Returns:
        0 where everyone is linked with everyone, 1 without links, NaN where fewer than two are left.

    Raises:
        LooplineError: There are more people.
    """
    if network.size > largest:
        raise LooplineError(
            f"Distances between all pairs are limited to {largest} people, and this network has {network.size}.",
            "Use the network of one unit.",
        )
    links = network.both
    out = np.zeros(network.size, np.bool_)
    out[np.asarray(removed, np.int64)] = True
    left = network.size - int(out.sum())
    if left < 2:
        return float("nan")
    arrays = (links.offsets, links.neighbours)
    near = spread(network.size, lambda first, stop: _nearness(first, stop, *arrays, out), workers())
    return 1 - float(sum(near)) / (left * (left - 1))


def _pairs(network: Network) -> int:
    """Ordered pairs of people who can reach each other."""
    if not network.size:
        return 0
    sizes = np.bincount(weak_components(network)).astype(np.int64)
    return int((sizes * (sizes - 1)).sum())


def _share(pairs: int, people: int) -> float:
    return 1 - pairs / (people * (people - 1)) if people > 1 else float("nan")


def _best(network: Network, removed: list[int]) -> tuple[int, int]:
    """The person whose removal separates most pairs, the lowest number if equal; and the ordered pairs left then."""
    tree = search(network.both, np.array(removed, np.int32))
    sizes = tree.together.astype(np.int64)
    rest = tree.rest.astype(np.int64)
    whole = sizes[tree.parent < 0]
    lost = sizes * (sizes - 1) - (tree.squares - tree.apart) - rest * (rest - 1)
    most = int(lost.max())
    person = int(tree.order[lost == most].min())
    return person, int((whole * (whole - 1)).sum()) - most


@kernel
def _nearness(first: int, stop: int, offsets: Offsets, neighbours: Ids, out: NDArray[np.bool_]) -> float:
    size = len(out)
    near = 0.0
    away = np.empty(size, np.int32)
    order = np.empty(size, np.int32)
    for source in range(first, stop):
        if out[source]:
            continue
        away[:] = -1
        away[source], order[0] = 0, source
        met, turn = 1, 0
        while turn < met:
            person = order[turn]
            turn += 1
            for slot in range(offsets[person], offsets[person + 1]):
                other = neighbours[slot]
                if away[other] < 0 and not out[other]:
                    away[other] = away[person] + 1
                    near += 1 / away[other]
                    order[met] = other
                    met += 1
    return near
