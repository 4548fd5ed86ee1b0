"""Sort links into neighbor lists, with two counting sorts. Linear in links and people."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Csr, Ids, Offsets, Weights
from graph.network.core.kernels import kernel

Number = TypeVar("Number", np.int32, np.float64)
Arrays = tuple[Offsets, Ids, Weights]


def gathered(size: int, start: Ids, end: Ids, weight: Weights | None = None) -> Csr:
    """Neighbours to whom links go, parallel ones summed, in order; each link counts 1 where no weight is given."""
    offsets, people, weights = _placed(size, end, start, np.ones(len(start)) if weight is None else weight)
    offsets, neighbours, weights, kept = _summed(offsets, people, weights)
    neighbours = _shortened(neighbours, kept)
    if weight is None and kept == len(start):
        return Csr(offsets, neighbours, lambda: np.ones(kept))
    weights = _shortened(weights, kept)
    return Csr(offsets, neighbours, lambda: weights)


def turned(links: Csr) -> Csr:
    """The same links the other way round, in order."""
    offsets, neighbours = _turned(links.offsets, links.neighbours)
    return Csr(offsets, neighbours, lambda: _turned_weights(links.neighbours, links.weigh(), offsets))


def joined(links: Csr) -> Csr:
    """Neighbours either way, in order, each once; weights of both directions summed."""
    back = turned(links)
    offsets = _joint(links.offsets, links.neighbours, back.offsets, back.neighbours)
    neighbours = _joined(links.offsets, links.neighbours, back.offsets, back.neighbours, offsets)

    def weigh() -> Weights:  # turns the links once more, because keeping them so would take more than it spares
        again = turned(links)
        ways = [(way.offsets, way.neighbours, way.weigh()) for way in (links, again)]
        return _joined_weights(ways[0], ways[1], offsets, neighbours)

    return Csr(offsets, neighbours, weigh)


def _shortened(column: NDArray[Number], kept: int) -> NDArray[Number]:
    return column if kept == len(column) else column[:kept].copy()


@kernel
def _begins(size: int, key: Ids) -> Offsets:
    """Where each key begins once they are sorted; one more than there are keys."""
    begins = np.zeros(size + 1, np.int64)
    for link in range(len(key)):
        begins[key[link] + 1] += 1
    for at in range(size):
        begins[at + 1] += begins[at]
    return begins


@kernel
def _placed(size: int, key: Ids, person: Ids, weight: Weights) -> Arrays:
    """Sort by key; equal ones stay in order."""
    offsets = _begins(size, key)
    at_key = offsets[:-1].copy()
    people, weights = np.empty(len(key), np.int32), np.empty(len(key))
    for link in range(len(key)):
        slot = at_key[key[link]]
        at_key[key[link]] = slot + 1
        people[slot] = person[link]
        weights[slot] = weight[link]
    return offsets, people, weights


@kernel
def _turned(offsets: Offsets, neighbours: Ids) -> tuple[Offsets, Ids]:
    size = len(offsets) - 1
    begins = _begins(size, neighbours)
    at = begins[:-1].copy()
    people = np.empty(len(neighbours), np.int32)
    for person in range(size):
        for slot in range(offsets[person], offsets[person + 1]):
            place = at[neighbours[slot]]
            at[neighbours[slot]] = place + 1
            people[place] = person
    return begins, people


@kernel
def _turned_weights(neighbours: Ids, weights: Weights, begins: Offsets) -> Weights:
    """Weights in the order in which turned links have them, of which `begins` tells where each person's begin."""
    at, turned_weights = begins[:-1].copy(), np.empty(len(weights))
    for slot in range(len(neighbours)):
        place = at[neighbours[slot]]
        at[neighbours[slot]] = place + 1
        turned_weights[place] = weights[slot]
    return turned_weights


@kernel
def _summed(ends: Offsets, people: Ids, weights: Weights) -> tuple[Offsets, Ids, Weights, int]:
    """From links by end to links by start, in order of end, parallel ones as one; and how many are left."""
    size = len(ends) - 1
    begins = _begins(size, people)
    at = begins[:-1].copy()
    neighbours, summed = np.empty(len(people), np.int32), np.empty(len(people))
    for end in range(size):
        for link in range(ends[end], ends[end + 1]):
            person = people[link]
            place = at[person]
            if place > begins[person] and neighbours[place - 1] == end:
                summed[place - 1] += weights[link]
            else:
                neighbours[place], summed[place] = end, weights[link]
                at[person] = place + 1
    kept = 0
    for person in range(size):  # close the gaps that parallel links left
        first = begins[person]
        begins[person] = kept
        for place in range(first, at[person]):
            neighbours[kept], summed[kept] = neighbours[place], summed[place]
            kept += 1
    begins[size] = kept
    return begins, neighbours, summed, kept


@kernel
def _joint(one_offsets: Offsets, one: Ids, other_offsets: Offsets, other: Ids) -> Offsets:
    """Where each person's neighbours of either begin."""
    size = len(one_offsets) - 1
    offsets = np.zeros(size + 1, np.int64)
    for person in range(size):
        left, left_end = one_offsets[person], one_offsets[person + 1]
        right, right_end = other_offsets[person], other_offsets[person + 1]
        count = left_end - left + right_end - right
        while left < left_end and right < right_end:
            if one[left] == other[right]:
                count -= 1
                left += 1
                right += 1
            elif one[left] < other[right]:
                left += 1
            else:
                right += 1
        offsets[person + 1] = offsets[person] + count
    return offsets


@kernel
def _joined(one_offsets: Offsets, one: Ids, other_offsets: Offsets, other: Ids, offsets: Offsets) -> Ids:
    neighbours = np.empty(offsets[-1], np.int32)
    for person in range(len(offsets) - 1):
        left, left_end = one_offsets[person], one_offsets[person + 1]
        right, right_end = other_offsets[person], other_offsets[person + 1]
        for slot in range(offsets[person], offsets[person + 1]):
            if right == right_end or (left < left_end and one[left] < other[right]):
                neighbours[slot] = one[left]
                left += 1
            elif left == left_end or other[right] < one[left]:
                neighbours[slot] = other[right]
                right += 1
            else:
                neighbours[slot] = one[left]
                left += 1
                right += 1
    return neighbours


@kernel
def _joined_weights(one: Arrays, other: Arrays, offsets: Offsets, neighbours: Ids) -> Weights:
    """Weights of either summed, in the order of the neighbours of both."""
    weights = np.zeros(len(neighbours))
    for person in range(len(offsets) - 1):
        left, left_end = one[0][person], one[0][person + 1]
        right, right_end = other[0][person], other[0][person + 1]
        for slot in range(offsets[person], offsets[person + 1]):
            if left < left_end and one[1][left] == neighbours[slot]:
                weights[slot] += one[2][left]
                left += 1
            if right < right_end and other[1][right] == neighbours[slot]:
                weights[slot] += other[2][right]
                right += 1
    return weights
