"""Ties of a network as pairs of people, each once, regardless of direction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids, Offsets, Weights
from graph.network.core.groups import Counts, Groups
from graph.network.core.kernels import kernel
from graph.network.core.network import Network

_KEPT = "ties of any strength"


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
        """Ties of a network whose weight, both directions summed, is at least `strength`; all of them are kept with it.

        Raises:
            LooplineError: The strength is negative or not a number.
        """
        if not strength >= 0:
            raise LooplineError(f"The minimum strength of a tie must be 0 or more, not {strength}.", "Use 0 or more.")
        if strength == 0 and _KEPT in vars(network):
            kept_with_it: Ties = vars(network)[_KEPT]
            return kept_with_it
        links = network.both
        weights = links.weights if strength > 0 else np.empty(0)
        found = cls(links.size, *_once(links.offsets, links.neighbours, weights, strength))
        if strength == 0:
            vars(found)["degrees"] = links.degrees  # known already: spares counting millions of ends
            vars(network)[_KEPT] = found  # every level asks
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
        return _inside(groups.count, groups.codes, self.one, self.other)

    def across(self, groups: Groups) -> Counts:
        """Ties of each group with other groups of its level."""
        return _across(groups.count, groups.codes, self.one, self.other)

    def between(self, groups: Groups) -> tuple[Counts, Counts, NDArray[np.int64]]:
        """Ties between every two groups that have any, sparse.

        Returns:
            Numbers of the one group, of the other (never below the one) and ties; a group's own ties have both the
            same.
        """
        return _cells(groups.count, groups.codes, self.one, self.other)


@kernel
def _once(offsets: Offsets, neighbours: Ids, weights: Weights, strength: float) -> tuple[Ids, Ids]:
    """The lower and the higher person of every tie that is strong enough; weights are not looked at for 0."""
    ties = 0
    for person in range(len(offsets) - 1):
        for slot in range(offsets[person], offsets[person + 1]):
            if person < neighbours[slot] and (strength == 0 or weights[slot] >= strength):
                ties += 1
    one, other = np.empty(ties, np.int32), np.empty(ties, np.int32)
    ties = 0
    for person in range(len(offsets) - 1):
        for slot in range(offsets[person], offsets[person + 1]):
            if person < neighbours[slot] and (strength == 0 or weights[slot] >= strength):
                one[ties], other[ties] = person, neighbours[slot]
                ties += 1
    return one, other


@kernel
def _inside(count: int, codes: Ids, one: Ids, other: Ids) -> Counts:
    inside = np.zeros(count, np.int64)
    for tie in range(len(one)):
        group = codes[one[tie]]
        if group >= 0 and group == codes[other[tie]]:
            inside[group] += 1
    return inside


@kernel
def _across(count: int, codes: Ids, one: Ids, other: Ids) -> Counts:
    across = np.zeros(count, np.int64)
    for tie in range(len(one)):
        first, second = codes[one[tie]], codes[other[tie]]
        if first >= 0 and second >= 0 and first != second:
            across[first] += 1
            across[second] += 1
    return across


@kernel
def _by_lower(count: int, codes: Ids, one_end: Ids, other_end: Ids) -> tuple[Counts, Ids]:
    """Where each group's ties begin as the lower of two, and the higher group of every tie; of people in groups."""
    begins = np.zeros(count + 1, np.int64)
    for tie in range(len(one_end)):
        low = min(codes[one_end[tie]], codes[other_end[tie]])
        if low >= 0:
            begins[low + 1] += 1
    for group in range(count):
        begins[group + 1] += begins[group]
    at, higher = begins[:-1].copy(), np.empty(begins[count], np.int32)
    for tie in range(len(one_end)):
        first, second = codes[one_end[tie]], codes[other_end[tie]]
        low = min(first, second)
        if low >= 0:
            higher[at[low]] = max(first, second)
            at[low] += 1
    return begins, higher


@kernel
def _cells(count: int, codes: Ids, one_end: Ids, other_end: Ids) -> tuple[Counts, Counts, Counts]:
    """Pairs of groups and how often each occurs, sorted by the lower number, then by the higher.

    Ties are sorted by their lower group by counting, and those of one group counted on a line of all groups, so that
    nothing is compared but the few groups that it has ties with.
    """
    begins, higher = _by_lower(count, codes, one_end, other_end)
    line, met = np.zeros(count, np.int64), np.empty(count, np.int64)
    one, other, ties = np.empty(1024, np.int64), np.empty(1024, np.int64), np.empty(1024, np.int64)
    cells = 0
    for group in range(count):
        partners = 0
        for place in range(begins[group], begins[group + 1]):
            if line[higher[place]] == 0:
                met[partners] = higher[place]
                partners += 1
            line[higher[place]] += 1
        met[:partners].sort()
        if cells + partners > len(one):
            one = _grown(one, cells + partners)
            other = _grown(other, cells + partners)
            ties = _grown(ties, cells + partners)
        for partner in met[:partners]:
            one[cells], other[cells], ties[cells] = group, partner, line[partner]
            line[partner] = 0
            cells += 1
    return one[:cells], other[:cells], ties[:cells]  # the room behind them was never written to and takes no memory


@kernel
def _grown(column: Counts, least: int) -> Counts:
    """The same column with room for at least so many, and for twice as many as it had."""
    grown = np.empty(max(least, 2 * len(column)), np.int64)
    grown[: len(column)] = column
    return grown
