"""Ties of a network as pairs of people, each once, whichever way contact went."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.measures.network.groups import Counts, Groups
from graph.measures.network.network import Ids, Network

STRETCH = 100_000


@dataclass(frozen=True)
class Ties:
    """Pairs of people with a tie.

    Attributes:
        size: People.
        one: The person of the lower number in each tie.
        other: The person of the higher number.
    """

    size: int
    one: Ids
    other: Ids

    @classmethod
    def of(cls, network: Network, strength: float = 0.0) -> Ties:
        """Ties of a network whose weight, both ways summed, is at least `strength`.

        Raises:
            LooplineError: The strength is negative or not a number.
        """
        if not strength >= 0:
            raise LooplineError(f"A tie's least strength is {strength}.", "Give 0 or more.")
        links = network.both
        people = np.repeat(np.arange(links.size, dtype=np.int32), links.degrees)
        kept = people < links.neighbours
        if strength > 0:
            kept &= links.weights >= strength
        found = cls(links.size, people[kept], links.neighbours[kept])
        if strength == 0:
            vars(found)["degrees"] = links.degrees  # known already: spares counting millions of ends
        return found

    @property
    def count(self) -> int:
        """Ties."""
        return len(self.one)

    @cached_property
    def degrees(self) -> Counts:
        """Ties of each person."""
        found = np.bincount(self.one, minlength=self.size) + np.bincount(self.other, minlength=self.size)
        return found.astype(np.int64)

    def inside(self, groups: Groups) -> Counts:
        """Ties between members of each group."""
        found = [np.zeros(0, dtype=np.int32)]
        for begin in range(0, self.count, STRETCH):  # short enough to stay in the processor's cache
            first = groups.codes[self.one[begin : begin + STRETCH]]
            found.append(first[first == groups.codes[self.other[begin : begin + STRETCH]]])
        codes = np.concatenate(found)
        return np.bincount(codes[codes >= 0], minlength=groups.count).astype(np.int64)

    def between(self, groups: Groups) -> tuple[Counts, Counts, NDArray[np.int64]]:
        """Ties between every two groups that have any, sparse.

        Returns:
            Numbers of the one group, of the other (never below the one) and ties; a group's own ties have both the
            same.
        """
        first, second = groups.codes[self.one], groups.codes[self.other]
        placed = (first >= 0) & (second >= 0)
        first, second = first[placed].astype(np.int64), second[placed].astype(np.int64)
        keys = np.minimum(first, second) * groups.count + np.maximum(first, second)
        cells, ties = np.unique(keys, return_counts=True)
        return cells // max(groups.count, 1), cells % max(groups.count, 1), ties.astype(np.int64)
