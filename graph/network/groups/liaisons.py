"""Liaisons between two groups: the liaison two-paths of given pairs of groups, by broker.

A liaison (Gould & Fernandez 1989) is a person v of neither group with a two-path a -> v -> b from one to the other
where a has no link to b. Two-paths of both ways are counted together. A hub's two-paths are not gone through: they
are the product of its links with either group, less the closed ones, so the work is that of the groups' links and of
closed two-paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids
from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Liaisons:
    """One row per pair of groups, as given.

    Attributes:
        one: The first group.
        other: The second.
        paths: Liaison two-paths between them, both ways.
        brokers: People who carry any.
        broker: Who carries most, the first of several; -1 where there are none.
        share: Share of the paths that this person carries; not a number if there are none.
        basis: How the network was selected.
    """

    one: Counts
    other: Counts
    paths: Counts
    brokers: Counts
    broker: Ids
    share: Floats
    basis: Mapping[str, str]


def compute(network: Network, groups: Groups, pairs: NDArray[np.integer]) -> Liaisons:
    """Find the brokers of each pair of groups.

    Args:
        network: Who turns to whom.
        groups: Who belongs where; people without a group broker too.
        pairs: Two different groups a row.

    Raises:
        LooplineError: The groups do not fit the network, or a pair is not of two groups of the level.
    """
    groups.checked(network.size)
    given = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if given.size and (not 0 <= given.min() <= given.max() < groups.count or (given[:, 0] == given[:, 1]).any()):
        raise LooplineError("A pair must name two groups of the level.", "Give two different groups for each pair.")
    order = np.argsort(groups.codes, kind="stable")
    begin = np.searchsorted(groups.codes[order], np.arange(groups.count + 1))
    rows = []
    for one, other in given.tolist():
        x, y = order[begin[one] : begin[one + 1]], order[begin[other] : begin[other + 1]]
        brokers, paths = _both_ways(network, groups, (one, x), (other, y))
        best = int(np.argmax(paths)) if len(paths) else -1
        total = int(paths.sum())
        rows.append(
            (total, len(paths), int(brokers[best]) if len(paths) else -1, paths[best] / total if total else np.nan)
        )
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    counts = table[:, :2].astype(np.int64)
    return Liaisons(
        given[:, 0], given[:, 1], counts[:, 0], counts[:, 1], table[:, 2].astype(np.int32), table[:, 3], network.basis
    )


def _both_ways(
    network: Network, groups: Groups, one: tuple[int, NDArray[np.int64]], other: tuple[int, NDArray[np.int64]]
) -> tuple[NDArray[np.int64], Counts]:
    """Brokers of a pair of groups, each a number and its members, and the open two-paths that each carries."""
    people, paths = [], []
    for (first, x), (second, y) in ((one, other), (other, one)):
        _, after = _around(network.out, x)
        _, before = _around(network.into, y)
        v = np.intersect1d(after, before)
        v = v[(groups.codes[v] != first) & (groups.codes[v] != second)]
        product = _number(after, v) * _number(before, v)
        people.append(v)
        paths.append(product - _closed(network, groups, x, second, v))
    every, place = np.unique(np.concatenate(people), return_inverse=True)
    total = np.bincount(place, weights=np.concatenate(paths), minlength=len(every)).astype(np.int64)
    return every[total > 0].astype(np.int64), total[total > 0]


def _around(links: Csr, members: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ids]:
    """Links of some people: whose each is, and with whom."""
    many = links.degrees[members]
    first = np.repeat(links.offsets[members] - np.cumsum(many) + many, many)
    return np.repeat(members, many), links.neighbours[first + np.arange(many.sum())]


def _number(found: Ids, wanted: Ids) -> Counts:
    """How often each of the wanted, in order, is found."""
    place = np.searchsorted(wanted, found)
    place = (
        place[(place < len(wanted)) & (wanted[np.minimum(place, len(wanted) - 1)] == found)]
        if len(wanted)
        else place[:0]
    )
    return np.bincount(place, minlength=len(wanted)).astype(np.int64)


def _closed(network: Network, groups: Groups, x: NDArray[np.int64], second: int, wanted: Ids) -> Counts:
    """Two-paths of each of the wanted whose ends have a link of their own."""
    a, b = _around(network.out, x)
    direct = groups.codes[b] == second
    between = [np.zeros(0, dtype=np.int32)]
    for start, end in zip(a[direct].tolist(), b[direct].tolist(), strict=True):
        between.append(np.intersect1d(_of(network.out, start), _of(network.into, end), assume_unique=True))
    return _number(np.concatenate(between), wanted)


def _of(links: Csr, person: int) -> Ids:
    return links.neighbours[links.offsets[person] : links.offsets[person + 1]]
