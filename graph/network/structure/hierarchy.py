"""Krackhardt's four dimensions: how close a network is to a pure hierarchy with one head.

Krackhardt (1994), "Graph theoretical dimensions of informal organizations". Each is 1 for an out-tree, in which links
go from the head down. Connectedness and efficiency are linear in links. Hierarchy and least upper bounds compare all
pairs of people: the square of people times people / 16, and limited in size.
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
from graph.network.structure.components import strong_components, weak_components

LARGEST = 5_000
"""Default limit on the number of people for comparing all pairs."""

_BITS = np.array([number.bit_count() for number in range(2**16)], np.uint8)


@dataclass(frozen=True)
class Hierarchy:
    """The four dimensions, 0 to 1 each; NaN if there is no pair that could break it.

    Attributes:
        connectedness: Share of pairs of people who are in the same weak component.
        hierarchy: Of the pairs of whom one can reach the other, the share in which the other can't reach them.
        efficiency: 1 minus the share of links (in either direction) beyond those that a tree needs.
        least_upper_bound: 1 less the pairs within components without a closest common superior (someone who reaches
            both, and whom everyone reaches who reaches both), as a share of the most that there can be.
        basis: How the network was selected.
    """

    connectedness: float
    hierarchy: float
    efficiency: float
    least_upper_bound: float
    basis: Mapping[str, str]


def compute(network: Network, *, largest: int = LARGEST) -> Hierarchy:
    """Krackhardt's dimensions; links go from superior to subordinate.

    Args:
        network: The network; every link counts once.
        largest: Maximum number of people.

    Raises:
        LooplineError: There are more people than that.
    """
    if network.size > largest:
        raise LooplineError(
            f"Hierarchy compares all pairs of people, which is limited to {largest}; this network has {network.size}.",
            "Use the network of one unit.",
        )
    sizes = np.bincount(weak_components(network)).astype(np.int64) if network.size else np.zeros(0, np.int64)
    pairs = network.size * (network.size - 1) // 2
    within = int((sizes * (sizes - 1) // 2).sum())
    links = len(network.both.neighbours) // 2
    needed = int((sizes - 1).sum())
    group = strong_components(network)
    people = np.bincount(group).astype(np.int64) if network.size else sizes
    above = _reaching(len(people), *_ordered(network, group))
    in_common = spread(len(people), lambda first, stop: _compared(first, stop, above, people, _BITS), workers())
    mutual = int((people * (people - 1) // 2).sum())
    reached, bounded = (np.sum(in_common, axis=0) + mutual).tolist()
    beyond = int(((sizes - 1) * (sizes - 2) // 2).sum())
    return Hierarchy(
        within / pairs if pairs else float("nan"),
        1 - mutual / reached if reached else float("nan"),
        1 - (links - needed) / (within - needed) if within > needed else float("nan"),
        1 - (within - bounded) / beyond if beyond else float("nan"),
        network.basis,
    )


def _ordered(network: Network, group: Ids) -> tuple[Ids, Ids]:
    """Links between strong components, from the top down."""
    upper, lower = group[network.start], group[network.end]
    between = np.unique(upper[upper != lower].astype(np.int64) << 32 | lower[upper != lower])[::-1]
    return (between >> 32).astype(np.int32), (between & 0xFFFFFFFF).astype(np.int32)


@kernel
def _reaching(count: int, upper: Ids, lower: Ids) -> NDArray[np.uint16]:
    """Strong components that reach each one, itself among them, as bits: [components, components / 16]."""
    above = np.zeros((count, (count + 15) >> 4), np.uint16)
    for one in range(count):
        above[one, one >> 4] |= np.uint16(1 << (one & 15))
    for link in range(len(upper)):
        one, other = upper[link], lower[link]
        if not (above[other, one >> 4] >> (one & 15)) & 1:  # else all who reach the one are there already
            for word in range(one >> 4, above.shape[1]):  # links go to lower numbers
                above[other, word] |= above[one, word]
    return above


@kernel
def _compared(
    first: int, stop: int, above: NDArray[np.uint16], people: Offsets, bits: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Pairs of people in different components who reach one another one way, and who have a least upper bound."""
    count, words = above.shape
    found = np.zeros(2, np.int64)
    for one in range(first, stop):
        for other in range(one + 1, count):
            if (above[one, other >> 4] >> (other & 15)) & 1:  # the other is itself the least upper bound
                found += people[one] * people[other]
                continue
            least = -1
            left = 0
            for word in range(other >> 4, words):
                common = above[one, word] & above[other, word]
                if common == 0:
                    continue
                if least < 0:
                    least = word << 4
                    while not (common >> (least & 15)) & 1:
                        least += 1
                    for further in range(least >> 4, words):
                        left += bits[above[least, further]]
                left -= bits[common]
            if least >= 0 and left == 0:
                found[1] += people[one] * people[other]
    return found
