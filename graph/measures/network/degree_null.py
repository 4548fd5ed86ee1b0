"""What chance alone gives a group: ties dealt out at random, with every person keeping as many as they have.

The model is the one of greatest entropy with given degrees on simple graphs (Park & Newman 2004; Squartini &
Garlaschelli 2011): a pair of people has a tie with chance x_i x_j / (1 + x_i x_j). Where degrees are small beside the
network it is the configuration model, d_i d_j / 2m; where they are not (a hub, a small dense network) it never gives
a pair more than one tie, as the configuration model does. People of like degree share a class, so that the work does
not grow with people. The variance is that of degrees held fixed, not of degrees kept on average: what the degrees
explain is projected out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.measures.network.groups import Counts, Groups

Floats = NDArray[np.float64]

CLASSES = 96
EXACT_CLASSES = 48
ROUNDS = 400
ROWS = 20_000


@dataclass(frozen=True)
class DegreeNull:
    """Chances of a tie between people of every two classes of degree; make it with `DegreeNull.of`.

    Attributes:
        classes: Class of each person.
        share: Degree of each person over the mean degree of their class.
        chance: Chance of a tie between two people, class by class.
        spread: Variance of each person's degree in the model, by class.
        whole: Sum of the spread over all people.
    """

    classes: NDArray[np.int32]
    share: Floats
    chance: Floats
    spread: Floats
    whole: float

    @classmethod
    def of(cls, degrees: Counts) -> DegreeNull:
        """Fit the model to the degree of each person."""
        classes = _classes(degrees)
        people = np.bincount(classes).astype(np.float64)
        mean = np.bincount(classes, weights=degrees) / np.maximum(people, 1)
        chance = _chances(people, mean)
        doubt = chance * (1 - chance)
        spread = doubt @ people - np.diag(doubt)
        share = degrees / np.where(mean > 0, mean, 1)[classes]
        return cls(classes, share, chance, spread, float(spread @ people))

    def inside(self, groups: Groups) -> tuple[Floats, Floats, Floats]:
        """Ties inside each group: mean, variance with degrees fixed, and variance if pairs were independent."""
        placed = groups.codes >= 0
        rows, columns, share = groups.codes[placed], self.classes[placed], self.share[placed]
        shape = (groups.count, len(self.spread))
        doubt = self.chance * (1 - self.chance)
        mean, fixed, free = (np.zeros(groups.count) for _ in range(3))
        members = csr_array((share, (rows, columns)), shape=shape)
        squares = csr_array((share**2, (rows, columns)), shape=shape)
        safe = np.where(self.spread > 0, self.spread, 1)
        for part in _parts(groups.count):
            held, own = members[part].toarray(), squares[part].toarray()
            mean[part] = ((held @ self.chance * held).sum(axis=1) - own @ np.diag(self.chance)) / 2
            towards = np.maximum(held @ doubt - np.diag(doubt), 0)
            free[part] = ((held @ doubt * held).sum(axis=1) - own @ np.diag(doubt)) / 2
            explained = (held * towards**2 / safe).sum(axis=1)
            if self.whole > 0:
                explained -= (held * towards).sum(axis=1) ** 2 / (2 * self.whole)
            fixed[part] = free[part] - explained
        mean, free = np.maximum(mean, 0), np.maximum(free, 0)
        return mean, np.clip(fixed, 0, free), free

    def pairs(self, one: NDArray[np.integer], other: NDArray[np.integer]) -> Floats:
        """Chance of a tie between given people, any shape."""
        found = self.chance[self.classes[one], self.classes[other]] * self.share[one] * self.share[other]
        return np.asarray(np.minimum(found, 1.0))

    def across(self, groups: Groups, one: NDArray[np.integer], other: NDArray[np.integer]) -> tuple[Floats, Floats]:
        """Ties between given pairs of different groups: mean and variance with degrees fixed.

        Args:
            groups: The groups.
            one: Numbers of groups.
            other: Numbers of groups, as many; none its own partner.
        """
        placed = groups.codes >= 0
        cells = (self.share[placed], (groups.codes[placed], self.classes[placed]))
        members = csr_array(cells, shape=(groups.count, len(self.spread)))
        doubt = self.chance * (1 - self.chance)
        mean, variance = np.zeros(len(one)), np.zeros(len(one))
        part_of_all = groups.sums(self.spread[self.classes] * self.share) / max(self.whole, 1e-300)
        for part in _parts(len(one)):
            first, second = members[one[part]].toarray(), members[other[part]].toarray()
            mean[part] = (first @ self.chance * second).sum(axis=1)
            variance[part] = (first @ doubt * second).sum(axis=1)
        return mean, variance * np.clip((1 - part_of_all[one]) * (1 - part_of_all[other]), 0, 1)


def _parts(count: int) -> Iterator[slice]:
    for first in range(0, count, ROWS):
        yield slice(first, min(first + ROWS, count))


def _classes(degrees: Counts) -> NDArray[np.int32]:
    """Every degree its own class while there are few; above that, classes whose width grows with degree."""
    highest = int(degrees.max()) if len(degrees) else 0
    table = np.zeros(highest + 1, dtype=np.int64)
    table[degrees] = 1
    if table.sum() > CLASSES:
        apart = np.minimum(np.arange(highest + 1), EXACT_CLASSES)
        wide = np.log(np.maximum(np.arange(highest + 1) / EXACT_CLASSES, 1)) / np.log(highest / EXACT_CLASSES)
        table_of = apart + np.floor(wide * (CLASSES - EXACT_CLASSES - 1)).astype(np.int64)
        used = np.zeros(CLASSES + 1, dtype=np.int64)
        used[table_of[table > 0]] = 1
        numbers = (np.cumsum(used) - 1)[table_of]
    else:
        numbers = np.cumsum(table) - 1
    found: NDArray[np.int32] = numbers[degrees].astype(np.int32)
    return found


def _chances(people: Floats, mean: Floats) -> Floats:
    """Chance of a tie, class by class, so that every class has its mean degree."""
    total = float(people @ mean)
    if total <= 0:
        return np.zeros((len(mean), len(mean)))
    x = mean / np.sqrt(total)
    for _ in range(ROUNDS):
        reach = x / (1 + np.outer(x, x))
        given = reach @ people - np.diag(reach)
        better = np.where(given > 0, mean / np.where(given > 0, given, 1), 0.0)
        better = np.minimum(np.sqrt(x * better), 1e9)
        if np.allclose(better, x, rtol=1e-9, atol=0):
            break
        x = better
    odds = np.outer(x, x)
    chance = odds / (1 + odds)
    for _ in range(ROUNDS // 4):  # what is left where a degree is as high as can be: a hub, a clique
        given = chance @ people - np.diag(chance)
        short = np.sqrt(np.where(given > 0, mean / np.where(given > 0, given, 1), 1.0))
        chance = np.minimum(chance * np.outer(short, short), 1.0)
    return np.asarray(chance)
