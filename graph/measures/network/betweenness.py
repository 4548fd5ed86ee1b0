"""On how many shortest routes between others each person is: betweenness.

Freeman (1977), by Brandes (2001): links times people for all of it. Above a size, it is worked out from a sample of
people instead, each of them as likely as another (Brandes and Pich 2007), with the standard error of every estimate:
links times people in the sample. Routes are counted in links, however strong; every pair of people counts once, or
once each way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.measures.network.csr import Csr, Ids, Offsets, Weights
from graph.measures.network.kernels import kernel, spread, workers
from graph.measures.network.network import Network

Away = NDArray[np.int8] | NDArray[np.int32]

EXACT_UP_TO = 2_000
"""People up to which it is exact unless one says otherwise."""


@dataclass(frozen=True)
class ExactBetweenness:
    """Betweenness from everyone.

    Attributes:
        betweenness: Sum of the shares of shortest routes that pass through the person, [people]; their own don't.
        directed: Whether routes follow links from start to end only.
        told: What was selected of the network.
    """

    betweenness: NDArray[np.float64]
    directed: bool
    told: Mapping[str, str]


@dataclass(frozen=True)
class SampledBetweenness:
    """Betweenness as estimated from a sample of people.

    Attributes:
        sampled_betweenness: Estimate of the sum of shares of shortest routes through the person, [people].
        standard_error: Of each estimate, [people]; NaN from a single person. Where hardly any route passes, it is as
            unsure as the estimate itself.
        sources: People in the sample, [sample].
        seed: Of the draw.
        directed: Whether routes follow links from start to end only.
        told: What was selected of the network.
    """

    sampled_betweenness: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    sources: Ids
    seed: int
    directed: bool
    told: Mapping[str, str]


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
        LooplineError: The sample is empty, or there are more shortest routes than a number can hold (1e300).
    """
    links = network.out if directed else network.both
    if network.size <= max(exact_up_to, 0):
        whole = _summed(links, np.arange(network.size, dtype=np.int32))[0]
        return ExactBetweenness(whole if directed else whole / 2, directed, network.told)
    if sample < 1:
        raise LooplineError("A sample of nobody has no betweenness.", "Draw 1 at least.")
    drawn = np.random.default_rng(seed).choice(network.size, min(sample, network.size), replace=False).astype(np.int32)
    total, squares = _summed(links, drawn)
    scale = network.size / (1 if directed else 2)
    mean, error = total / len(drawn), np.full(network.size, np.nan)
    if len(drawn) > 1:
        variance = np.maximum(squares - total * mean, 0) / (len(drawn) - 1)
        error = scale * np.sqrt(variance / len(drawn) * (1 - len(drawn) / network.size))
    return SampledBetweenness(scale * mean, error, drawn, seed, directed, network.told)


def _summed(links: Csr, sources: Ids) -> tuple[Weights, Weights]:
    """Sum over sources of each person's share of the routes that begin there, and of its square."""

    def part(first: int, stop: int) -> tuple[Weights, bool]:
        some, done = sources[first:stop], 0
        found = np.zeros((2, links.size))
        # Distances of one byte each stay in the processor's cache; whom they are too short for is gone through again.
        for away in (np.full(links.size, -1, np.int8), np.full(links.size, -1, np.int32)):
            furthest = np.iinfo(away.dtype).max
            done += _dependencies((links.offsets, links.neighbours), some[done:], away, furthest, found)
        return found, done == len(some)

    parts = spread(len(sources), part, workers())
    if not all(counted for _, counted in parts):
        raise LooplineError(
            "There are more shortest routes in this network than a number can hold.",
            "Take a smaller part of it, or leave out the links that make it a long ladder.",
        )
    whole = np.sum([found for found, _ in parts], axis=0)
    return whole[0], whole[1]


@kernel
def _counted(links: tuple[Offsets, Ids], source: int, away: Away, furthest: int, routes: Weights, order: Ids) -> int:
    """Count the shortest routes from a source; how many people are met, whom `order` then names, nearest first.

    Somebody further away than `furthest` stays where they are found, and more people are never met.
    """
    offsets, neighbours = links
    order[0], away[source], routes[source] = source, 0, 1.0
    met = 1
    turn = 0
    while turn < met and away[order[turn]] < furthest:
        person = order[turn]
        further = away[person] + 1
        share = routes[person]
        for slot in range(offsets[person], offsets[person + 1]):
            other = neighbours[slot]
            if away[other] < 0:
                away[other] = further
                order[met] = other
                met += 1
            if away[other] == further:
                routes[other] += share
        turn += 1
    return met


@kernel
def _dependencies(links: tuple[Offsets, Ids], sources: Ids, away: Away, furthest: int, found: Weights) -> int:
    """Add up shares of routes and their squares; the number of sources before one that could not be done.

    One can't be where somebody is `furthest` links away or further, or where routes are more than can be counted.
    """
    offsets, neighbours = links
    size = len(offsets) - 1
    routes = np.zeros(size)  # shortest ones from the source; on the way back, what ends at or beyond each, a route
    order = np.empty(size, np.int32)
    for number in range(len(sources)):
        met = _counted(links, sources[number], away, furthest, routes, order)
        last = order[met - 1]
        if away[last] >= furthest:
            return number
        for turn in range(met):
            if not routes[order[turn]] < 1e300:
                return number
        for turn in range(met - 1, -1, -1):
            person = order[turn]
            further = away[person] + 1
            onward = 0.0
            for slot in range(offsets[person], offsets[person + 1]):
                if away[neighbours[slot]] == further:
                    onward += routes[neighbours[slot]]
            passing = onward * routes[person]
            routes[person] = (1 + passing) / routes[person]
            if turn:
                found[0, person] += passing
                found[1, person] += passing**2
        for turn in range(met):
            person = order[turn]
            away[person], routes[person] = -1, 0.0
    return len(sources)
