"""A depth-first search of the network, and the pieces that remain when one person is removed.

Hopcroft and Tarjan (1973), Tarjan (1974): without recursion, over everyone in one pass, ignoring the direction of
links. People are renumbered in the order in which they are met, so that who is below someone in the search comes right
after them. Linear in links.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Csr, Ids, Offsets
from graph.network.core.kernels import kernel

_OUT = np.int32(2**31 - 1)


@dataclass(frozen=True)
class Tree:
    """A search, and what depends on each person. All but `place` are by turn: [people met].

    Attributes:
        order: Person of each turn.
        place: Turn of each person, [people]; the largest number for people who were left out.
        parent: Turn of the person from whom each was met; -1 for the first of a component.
        low: Earliest turn that has a link with the person or anyone below, other than the one they were met by.
        below: People below and the person, in the search.
        root: First turn of the component.
        apart: People below whose only connection to the rest is through the person.
        squares: Sum of the squares of the sizes of those pieces.
        largest: Turn at which the largest of those pieces begins; -1 without any.
    """

    order: Ids
    place: Ids
    parent: Ids
    low: Ids
    below: Ids
    root: Ids
    apart: Ids
    squares: Offsets
    largest: Ids

    @property
    def together(self) -> Ids:
        """People in the component of each turn."""
        return self.below[self.root]

    @property
    def separate(self) -> NDArray[np.bool_]:
        """Whether the piece that begins at each turn has no other way to the rest than through its parent."""
        return (self.parent >= 0) & (self.low >= self.parent)

    @property
    def rest(self) -> Ids:
        """How many remain connected above each person when they are removed; 0 for the first of a component."""
        return self.together - 1 - self.apart

    @property
    def remaining(self) -> Ids:
        """People in the largest remaining piece of the component when each is removed."""
        pieces = np.where(self.largest >= 0, self.below[self.largest], 0).astype(np.int32)
        return np.maximum(self.rest, pieces)


def search(links: Csr, removed: Ids | None = None) -> Tree:
    """Search everyone.

    Args:
        links: The undirected links.
        removed: People to leave out.
    """
    place = np.full(links.size, -1, np.int32)
    if removed is not None:
        place[removed] = _OUT
    met = links.size - int((place == _OUT).sum())
    order, parent, low = _search(links.offsets, links.neighbours, place, met)
    below, root, apart, squares, largest = _pieces(parent, low)
    return Tree(order, place, parent, low, below, root, apart, squares, largest)


@kernel
def _search(offsets: Offsets, neighbours: Ids, place: Ids, met: int) -> tuple[Ids, Ids, Ids]:
    order = np.empty(met, np.int32)
    parent = np.empty(met, np.int32)
    low = np.empty(met, np.int32)
    at = np.empty(met, np.int64)
    turn = 0
    for first in range(len(place)):
        if place[first] != -1:
            continue
        place[first], order[turn], parent[turn], low[turn], at[turn] = turn, first, -1, turn, offsets[first]
        now = turn
        turn += 1
        while now >= 0:
            above = parent[now]
            stop = offsets[order[now] + 1]
            slot = at[now]
            lowest = low[now]
            other = 0
            while slot < stop:
                other = neighbours[slot]
                met_at = place[other]
                if met_at == -1:
                    break
                if met_at < lowest and met_at != above:
                    lowest = met_at
                slot += 1
            low[now] = lowest
            if slot < stop:
                at[now] = slot + 1
                place[other], order[turn], parent[turn], low[turn] = turn, other, now, turn
                at[turn] = offsets[other]
                now = turn
                turn += 1
            else:
                if above >= 0 and lowest < low[above]:
                    low[above] = lowest
                now = above
    return order, parent, low


@kernel
def _pieces(parent: Ids, low: Ids) -> tuple[Ids, Ids, Ids, Offsets, Ids]:
    met = len(parent)
    below = np.ones(met, np.int32)
    root = np.empty(met, np.int32)
    apart = np.zeros(met, np.int32)
    squares = np.zeros(met, np.int64)
    largest = np.full(met, -1, np.int32)
    for turn in range(met):
        root[turn] = turn if parent[turn] < 0 else root[parent[turn]]
    for turn in range(met - 1, -1, -1):
        above = parent[turn]
        if above < 0:
            continue
        below[above] += below[turn]
        if low[turn] >= above:
            apart[above] += below[turn]
            squares[above] += np.int64(below[turn]) * below[turn]
            if largest[above] < 0 or below[turn] >= below[largest[above]]:
                largest[above] = turn
    return below, root, apart, squares, largest
