"""How deep each person is in the network: the largest k for which they belong to the k-core.

The k-core is the largest part in which everyone has k neighbours within it: Seidman (1983); by buckets of degrees
(Batagelj and Zaversnik 2003), linear in links.
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
class Core:
    """Coreness of people.

    Attributes:
        coreness: Largest k of a k-core that the person is in, [people]; 0 without links.
        basis: How the network was selected.
    """

    coreness: Ids
    basis: Mapping[str, str]

    @property
    def deepest(self) -> int:
        """The largest k that has a core; 0 for an empty network."""
        return int(self.coreness.max(initial=0))


def compute(network: Network) -> Core:
    """Coreness of everyone, whichever way the links go and however strong they are."""
    return Core(_coreness(network.both.offsets, network.both.neighbours), network.basis)


@kernel
def _coreness(offsets: Offsets, neighbours: Ids) -> NDArray[np.int32]:
    size = len(offsets) - 1
    left = np.empty(size, np.int32)
    most = 0
    for person in range(size):
        left[person] = offsets[person + 1] - offsets[person]
        most = max(most, left[person])
    first = np.zeros(most + 2, np.int64)  # where the people with so many neighbours begin in `queue`
    for person in range(size):
        first[left[person] + 1] += 1
    for degree in range(most + 1):
        first[degree + 1] += first[degree]
    queue = np.empty(size, np.int32)
    place = np.empty(size, np.int32)
    at = first.copy()
    for person in range(size):
        place[person] = at[left[person]]
        queue[place[person]] = person
        at[left[person]] += 1
    for turn in range(size):
        person = queue[turn]
        for slot in range(offsets[person], offsets[person + 1]):
            other = neighbours[slot]
            if left[other] > left[person]:  # to the front of their bucket, then one bucket down
                front = max(first[left[other]], turn + 1)
                ahead = queue[front]
                queue[front], queue[place[other]] = other, ahead
                place[ahead], place[other] = place[other], front
                first[left[other]] = front + 1
                left[other] -= 1
    return left
