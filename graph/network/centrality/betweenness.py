"""On how many shortest paths between others each person is: betweenness.

Freeman (1977), by Brandes (2001): links times people for all of it. Above a size, it is computed from a sample of
people instead, each of them as likely as another (Brandes and Pich 2007), with the standard error of every estimate:
links times people in the sample. Routes are counted in links, however strong; every pair of people counts once, or
once each way.

People are met level by level, those a link further away each time. Most of a network is met in two or three levels, and
half of its links need never be looked at, because a level can be gone through from either side, whichever has fewer:
from those met last to all their neighbours, or from those not met yet (Beamer, Asanovic and Patterson 2012).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids, Offsets, Weights
from graph.network.core.kernels import kernel, spread, workers
from graph.network.core.network import Network

Links = tuple[Offsets, Ids | NDArray[np.uint32]]
Seen = NDArray[np.bool_]

EXACT_UP_TO = 2_000
"""People up to which it is exact unless one says otherwise."""


@dataclass(frozen=True)
class ExactBetweenness:
    """Betweenness from everyone.

    Attributes:
        betweenness: Sum of the shares of shortest paths that pass through the person, [people]; their own don't.
        directed: Whether routes follow links from start to end only.
        basis: How the network was selected.
    """

    betweenness: NDArray[np.float64]
    directed: bool
    basis: Mapping[str, str]


@dataclass(frozen=True)
class SampledBetweenness:
    """Betweenness as estimated from a sample of people.

    Attributes:
        sampled_betweenness: Estimate of the sum of shares of shortest paths through the person, [people].
        standard_error: Of each estimate, [people]; NaN from a single person. Where hardly any route passes, it is as
            unsure as the estimate itself.
        sources: People in the sample, [sample].
        seed: Of the draw.
        directed: Whether routes follow links from start to end only.
        basis: How the network was selected.
    """

    sampled_betweenness: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    sources: Ids
    seed: int
    directed: bool
    basis: Mapping[str, str]


def compute(
    network: Network,
    *,
    directed: bool = False,
    exact_up_to: int = EXACT_UP_TO,
    sample: int = 32,
    seed: int = 1,
) -> ExactBetweenness | SampledBetweenness:
    """Betweenness of everyone, exact or sampled.

    Args:
        network: Whose links are followed both ways unless `directed`.
        directed: Follow links from start to end only; else a pair of people counts once.
        exact_up_to: In a network of more people, take a sample.
        sample: How many people to draw, 1 at least; everyone where there are fewer.
        seed: Of the draw.

    Raises:
        LooplineError: The sample is empty, or there are more shortest paths than a number can hold (1e300).
    """
    links, back = (network.out, network.into) if directed else (network.both, network.both)
    if network.size <= max(exact_up_to, 0):
        whole = _summed(links, back, np.arange(network.size, dtype=np.int32))[0]
        return ExactBetweenness(whole if directed else whole / 2, directed, network.basis)
    if sample < 1:
        raise LooplineError("The sample must have at least one person.", "Draw 1 or more.")
    drawn = np.random.default_rng(seed).choice(network.size, min(sample, network.size), replace=False).astype(np.int32)
    total, squares = _summed(links, back, drawn)
    scale = network.size / (1 if directed else 2)
    mean, error = total / len(drawn), np.full(network.size, np.nan)
    if len(drawn) > 1:
        variance = np.maximum(squares - total * mean, 0) / (len(drawn) - 1)
        error = scale * np.sqrt(variance / len(drawn) * (1 - len(drawn) / network.size))
    return SampledBetweenness(scale * mean, error, drawn, seed, directed, network.basis)


def _summed(links: Csr, back: Csr, sources: Ids) -> tuple[Weights, Weights]:
    """Sum over sources of each person's share of the routes that begin there, and of its square."""
    # Numbers without a sign need no look at whether they count from the end: a tenth of the time.
    ways = [(way.offsets, way.neighbours.view(np.uint32)) for way in (links, back)]

    def part(first: int, stop: int) -> tuple[Weights, bool]:
        found = np.zeros((2, links.size))
        done = _dependencies(ways[0], ways[1], sources[first:stop], found)
        return found, done == stop - first

    parts = spread(len(sources), part, workers())
    if not all(counted for _, counted in parts):
        raise LooplineError(
            "This network has more shortest paths than a number can hold.",
            "Use a smaller part of it, or remove the links that turn it into a long ladder.",
        )
    whole = np.sum([found for found, _ in parts], axis=0)
    return whole[0], whole[1]


@kernel
def _from_met(links: Links, level: Ids, seen: Seen, routes: Weights, counted: Weights, order: Ids, met: int) -> int:
    """Go on from everyone of a level; `order` then names whom they lead to from `met` on, `counted` their routes."""
    offsets, neighbours = links
    for person in level:
        for slot in range(offsets[person], offsets[person + 1]):
            other = neighbours[slot]
            if not seen[other]:
                if counted[other] == 0:
                    order[met] = other
                    met += 1
                counted[other] += routes[person]
    return met


@kernel
def _from_unmet(back: Links, seen: Seen, routes: Weights, counted: Weights, order: Ids, met: int) -> int:
    """The same from the other side. Of whom leads to somebody unmet, only those of the level met last have routes."""
    offsets, neighbours = back
    for person in range(len(seen)):
        if not seen[person]:
            ways = 0.0
            for slot in range(offsets[person], offsets[person + 1]):
                ways += routes[neighbours[slot]]
            if ways > 0:
                counted[person] = ways
                order[met] = person
                met += 1
    return met


@kernel
def _levels(
    links: Links, back: Links, source: int, seen: Seen, routes: Weights, counted: Weights, order: Ids
) -> list[tuple[int, int, int]]:
    """Count shortest paths from a source to everyone it leads to.

    Returns:
        For each level, nearest first, where its people begin in `order`, where they stop, and how many links they have.
    """
    offsets, _ = links
    order[0] = source
    counted[source] = 1.0
    first, stop, unmet = 0, 1, offsets[-1]
    levels = [(0, 0, 0)]  # nobody's, so that the list has a kind
    while first < stop:
        ends = 0
        for person in order[first:stop]:
            seen[person] = True
            routes[person], counted[person] = counted[person], 0.0
            ends += offsets[person + 1] - offsets[person]
        unmet -= ends
        levels.append((first, stop, ends))
        if len(seen) // 8 + unmet < ends:  # everyone must be asked whether they are met, but eight cost as one link
            met = _from_unmet(back, seen, routes, counted, order, stop)
        else:
            met = _from_met(links, order[first:stop], seen, routes, counted, order, stop)
        first, stop = stop, met
    return levels


@kernel
def _backward(
    links: Links,
    back: Links,
    levels: list[tuple[int, int, int]],
    routes: Weights,
    beyond: Weights,
    order: Ids,
    found: Weights,
) -> None:
    """Go back from the furthest level, and add what passes through each person to `found`, and its square.

    `routes` then holds what ends at or beyond each person, for each route to them. Its sum over a person's neighbours
    of the next level is what goes on from them: by `beyond`, they gather it, or are given it.
    """
    offsets, neighbours = links
    next_first, next_stop, next_ends = 0, 0, 0
    for turn in range(len(levels) - 1, 0, -1):
        first, stop, ends = levels[turn]
        given = next_ends < ends
        for person in order[next_first:next_stop]:
            if given:  # to their own level and those beyond it as well, where nobody looks any more
                for slot in range(back[0][person], back[0][person + 1]):
                    beyond[back[1][slot]] += routes[person]
            else:
                beyond[person] = routes[person]
        for person in order[first:stop]:
            onward = 0.0
            if given:
                onward, beyond[person] = beyond[person], 0.0
            else:
                for slot in range(offsets[person], offsets[person + 1]):
                    onward += beyond[neighbours[slot]]
            passing = onward * routes[person]
            routes[person] = (1 + passing) / routes[person]
            if turn > 1:
                found[0, person] += passing
                found[1, person] += passing**2
        next_first, next_stop, next_ends = first, stop, ends


@kernel
def _dependencies(links: Links, back: Links, sources: Ids, found: Weights) -> int:
    """Add up shares of routes and their squares; how many sources come before one with too many routes to count."""
    size = len(links[0]) - 1
    routes, spare = np.zeros(size), np.zeros(size)
    seen, order = np.zeros(size, np.bool_), np.empty(size, np.int32)
    for number in range(len(sources)):
        levels = _levels(links, back, sources[number], seen, routes, spare, order)
        if not routes.max() < 1e300:
            return number
        _backward(links, back, levels, routes, spare, order, found)
        seen[:], routes[:], spare[:] = False, 0.0, 0.0
    return len(sources)
