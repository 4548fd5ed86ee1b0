"""The configuration null model: ties assigned at random, with every person keeping their number of ties.

It is the maximum-entropy model with given degrees on simple graphs (Park & Newman 2004; Squartini &
Garlaschelli 2011): a pair of people has a tie with chance x_i x_j / (1 + x_i x_j). Where degrees are small beside the
network it is the configuration model, d_i d_j / 2m; where they are not (a hub, a small dense network) it never gives
a pair more than one tie, as the configuration model does. People of similar degree share a class, so that the work does
not grow with the number of people. The variance is that of degrees held fixed, not of degrees kept on average: what the
degrees explain is projected out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

from graph.network.core.groups import Counts, Groups

Floats = NDArray[np.float64]

CLASSES = 96
EXACT_CLASSES = 48
ROUNDS = 60
NEAR = 1e-9
ROWS = 2_000
DENSE = 2_000_000


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
        doubt = self.chance * (1 - self.chance)
        mean, fixed, free = (np.zeros(groups.count) for _ in range(3))
        members, squares = self._members(groups, self.share), self._members(groups, self.share**2)
        safe = np.where(self.spread > 0, self.spread, 1)
        for part in _parts(groups.count):
            counts, own = _rows(members, part), _rows(squares, part)
            mean[part] = (np.einsum("gc,gc->g", counts @ self.chance, counts) - own @ np.diag(self.chance)) / 2
            towards = counts @ doubt
            free[part] = (np.einsum("gc,gc->g", towards, counts) - own @ np.diag(doubt)) / 2
            towards = np.maximum(towards - np.diag(doubt), 0)
            shares = counts * towards
            explained = np.einsum("gc,gc,c->g", shares, towards, 1 / safe)
            if self.whole > 0:
                explained -= shares.sum(axis=1) ** 2 / (2 * self.whole)
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
        members = self._members(groups, self.share)
        doubt = self.chance * (1 - self.chance)
        mean, variance = np.zeros(len(one)), np.zeros(len(one))
        part_of_all = groups.sums(self.spread[self.classes] * self.share) / max(self.whole, 1e-300)
        for part in _parts(len(one)):
            first, second = _rows(members, one[part]), _rows(members, other[part])
            mean[part] = (first @ self.chance * second).sum(axis=1)
            variance[part] = (first @ doubt * second).sum(axis=1)
        return mean, variance * np.clip((1 - part_of_all[one]) * (1 - part_of_all[other]), 0, 1)

    def _members(self, groups: Groups, share: Floats) -> Floats | csr_array:
        """Sum of a share over the members of each group in each class; sparse where there are many groups."""
        placed = groups.codes >= 0
        rows, columns = groups.codes[placed], self.classes[placed]
        shape = (groups.count, len(self.spread))
        if shape[0] * shape[1] > DENSE:
            return csr_array((share[placed], (rows, columns)), shape=shape)
        cells = rows.astype(np.int64) * shape[1] + columns
        return np.bincount(cells, weights=share[placed], minlength=shape[0] * shape[1]).astype(float).reshape(shape)


def _rows(table: Floats | csr_array, which: slice | NDArray[np.integer]) -> Floats:
    found = table[which]
    return np.asarray(found if isinstance(found, np.ndarray) else found.toarray())


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
    """Chance of a tie, class by class, so that every class has its mean degree: likeliest x by Newton's method."""
    chance = np.zeros((len(mean), len(mean)))
    occurring = np.flatnonzero(mean > 0)
    people, mean = people[occurring], mean[occurring]
    if not len(occurring):
        return chance
    log_x = np.log(mean) - np.log(people @ mean) / 2
    for _ in range(ROUNDS):
        found = expit(np.add.outer(log_x, log_x))
        short = mean - (found @ people - np.diag(found))
        if np.abs(short / mean).max() < NEAR:
            break
        doubt = found * (1 - found)
        own = np.diag(doubt @ people - 2 * np.diag(doubt))
        slope = people[:, None] * (doubt * people + own) + np.diag(people * mean * 1e-9)
        log_x = np.minimum(log_x + np.clip(np.linalg.solve(slope, people * short), -2, 2), 40)
    found = expit(np.add.outer(log_x, log_x))
    for _ in range(ROUNDS):  # what is left where a degree is as high as can be: a hub, a clique
        given = found @ people - np.diag(found)
        short = np.sqrt(mean / np.maximum(given, 1e-300))
        if np.abs(short - 1).max() < NEAR:
            break
        found = np.minimum(found * np.outer(short, short), 1.0)
    chance[np.ix_(occurring, occurring)] = found
    return chance
