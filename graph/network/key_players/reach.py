"""The positive key player problem: which few people, as a set, reach the most others.

Borgatti (2006), "Identifying sets of key players in a social network": the set that reaches the most people within a
number of links, including itself. It is built greedily, which reaches at least 63% of what the optimal set would
(Nemhauser, Wolsey and Fisher 1978), and then each member is swapped for anyone who reaches more, until there is none. A
person is only tried while an upper bound allows them to be best (Leskovec et al. 2007). Within one link that is nearly
linear in links; beyond, in the worst case, people times those whom each reaches, and it is abandoned if that is too
much.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids, Offsets
from graph.network.core.kernels import kernel
from graph.network.core.network import Network
from graph.network.structure.components import weak_components

_WORK = 200
"""Limit on passes over all links before it is abandoned."""


@dataclass(frozen=True)
class Reach:
    """A set of people, and whom it reaches.

    Attributes:
        people: The set, [set], in the order of choice.
        reached: Whether each person is within that many links of someone in the set, [people].
        hops: Links.
        basis: How the network was selected.
    """

    people: Ids
    reached: NDArray[np.bool_]
    hops: int
    basis: Mapping[str, str]

    @property
    def share(self) -> float:
        """Share of people who are reached; NaN for an empty network."""
        return float(self.reached.mean()) if len(self.reached) else float("nan")


def compute(network: Network, size: int, *, hops: int = 1, most_rounds: int = 5) -> Reach:
    """The set of this size that reaches the most people; links count in either direction.

    Args:
        network: Whose links are used.
        size: People in the set; everyone where there are fewer.
        hops: Number of links within which someone counts as reached, at least 1.
        most_rounds: Stop exchanging after so many rounds; 0 for the greedy set.

    Raises:
        LooplineError: The set is smaller than 0, `hops` below 1, or there is too much work.
    """
    if size < 0 or hops < 1:
        raise LooplineError(
            f"The set must have 0 or more people and the distance 1 or more links, not {size} and {hops}.",
            "Use 0 people and 1 link, or more.",
        )
    links = network.both
    bound = _bounds(network, hops)
    times = np.zeros(network.size, np.int32)
    chosen = np.full(min(size, network.size), -1, np.int32)
    spent = np.array([_WORK * (network.size + len(links.neighbours)) + 10**8])
    _chosen((links.offsets, links.neighbours), hops, most_rounds, bound, times, chosen, spent)
    if spent[0] < 0:
        raise LooplineError(
            f"Too many people are within {hops} links of each other to try all sets.",
            "Use fewer links, or the network of one unit.",
        )
    return Reach(chosen, times > 0, hops, network.basis)


def _bounds(network: Network, hops: int) -> Offsets:
    """Upper bound on the people each person reaches: walks of that length, at most the size of their component."""
    if not network.size:
        return np.zeros(0, np.int64)
    component = weak_components(network)
    most = np.bincount(component)[component].astype(np.int64)
    links = network.both
    bound = np.minimum(links.degrees + 1, most)
    linked = links.degrees > 0
    for _ in range(1, hops if linked.any() else 0):
        walks = np.ones(network.size, np.int64)
        walks[linked] += np.add.reduceat(bound[links.neighbours], links.offsets[:-1][linked])
        bound = np.minimum(walks, most)
    return bound


@kernel
def _within(links: tuple[Offsets, Ids], person: int, hops: int, found: NDArray[np.int32], spent: Offsets) -> int:
    """Find everyone within so many links; how many the first row of `found` then names. The second row is for marks."""
    offsets, neighbours = links
    met, seen = found[0], found[1]
    met[0], seen[person] = person, 1
    count, level = 1, 0
    first = 0
    while level < hops and first < count:
        stop = count
        for turn in range(first, stop):
            spent[0] -= 1 + offsets[met[turn] + 1] - offsets[met[turn]]
            for slot in range(offsets[met[turn]], offsets[met[turn] + 1]):
                other = neighbours[slot]
                if seen[other] == 0:
                    seen[other] = 1
                    met[count] = other
                    count += 1
        first, level = stop, level + 1
    for turn in range(count):
        seen[met[turn]] = 0
    return count


@kernel
def _next(
    links: tuple[Offsets, Ids],
    hops: int,
    queue: list[tuple[int, int]],
    left: int,
    times: Ids,
    found: NDArray[np.int32],
    spent: Offsets,
) -> tuple[int, int]:
    """Who reaches most of those `left` whom nobody reaches, and how many; bounds in `queue` sink when tried."""
    while True:
        person = heapq.heappop(queue)[1]
        gain = 0
        if left > 0:
            for turn in range(_within(links, person, hops, found, spent)):
                if times[found[0, turn]] == 0:
                    gain += 1
        if gain == left or len(queue) == 0 or (-gain, person) <= queue[0] or spent[0] < 0:
            return person, gain
        heapq.heappush(queue, (-gain, person))


@kernel
def _counted(
    links: tuple[Offsets, Ids],
    hops: int,
    person: int,
    by: int,
    times: Ids,
    found: NDArray[np.int32],
    spent: Offsets,
) -> int:
    """Add to how often each person is reached; how many are reached for the first time, or no more."""
    changed = 0
    for turn in range(_within(links, person, hops, found, spent)):
        times[found[0, turn]] += by
        if times[found[0, turn]] == max(by, 0):
            changed += 1
    return changed


@kernel
def _chosen(
    links: tuple[Offsets, Ids], hops: int, most_rounds: int, bound: Offsets, times: Ids, chosen: Ids, spent: Offsets
) -> None:
    """Choose people and exchange them, until `spent` is below 0 at the latest."""
    left = len(times)
    found = np.zeros((2, left), np.int32)
    queue = [(-bound[person], person) for person in range(left)]
    heapq.heapify(queue)
    for place in range(len(chosen)):
        chosen[place], _ = _next(links, hops, queue, left, times, found, spent)
        left -= _counted(links, hops, chosen[place], 1, times, found, spent)
    rounds, better = 0, True
    while better and rounds < most_rounds and spent[0] >= 0:
        rounds, better = rounds + 1, False
        for place in range(len(chosen)):
            own = _counted(links, hops, chosen[place], -1, times, found, spent)
            left += own
            queue = [
                (-bound[person], person) for person in range(len(times) if own < left else 0) if bound[person] > own
            ]
            heapq.heapify(queue)
            if len(queue) > 0:
                person, gain = _next(links, hops, queue, left, times, found, spent)
                if gain > own:
                    chosen[place], better = person, True
            left -= _counted(links, hops, chosen[place], 1, times, found, spent)
