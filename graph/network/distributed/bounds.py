"""Bounds from one part of a network: how deep people sit, on how many routes they are, by how many routes they reach.

Each bound holds whatever the other parts hold: depth grows with every link, so links that cross are left out for the
lower bound and taken for links to people as deep as can be for the upper one (what is left is peeled as in Batagelj
and Zaversnik 2003; Montresor, De Pellegrini & Miorandi 2013 turn the upper one into the exact one, in rounds). A
shortest route between two people of a part that is shorter than any way over its border is one of the whole network.
Person-disjoint paths to elsewhere pass the border at different people (Menger 1927).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.network.centrality import k_core
from graph.network.core.csr import Ids, Offsets, Weights
from graph.network.core.kernels import kernel
from graph.network.core.network import Network
from graph.network.distributed.distributed import Part
from graph.network.structure import disjoint_paths

FAR = 2**29


def coreness(part: Part) -> tuple[Ids, Ids]:
    """Lower and upper bound of the coreness of a part's people, [own people] each."""
    inside, size = part.inside, len(part.people)
    low = k_core.compute(inside).coreness
    ends = [inside.start, inside.end]
    ties = np.unique(np.sort(np.stack(part.crossing, axis=1), axis=1), axis=0)
    own = np.searchsorted(part.people, np.where(part.own[ties[:, 0]], ties[:, 0], ties[:, 1]))
    most = int(part.known.both.degrees[part.people].max(initial=0))
    # People elsewhere are stood in for by so many who all know one another, each tie going to another one of them.
    order = np.argsort(own, kind="stable")
    own = own[order]
    turn = np.arange(len(own)) - np.searchsorted(own, own)
    one, other = np.triu_indices(most + 1, 1)
    start = np.concatenate([ends[0], own, size + one])
    end = np.concatenate([ends[1], size + turn, size + other])
    high = k_core.compute(Network.of(size + most + 1, start, end)).coreness[:size]
    return low, high


def betweenness(part: Part, together: NDArray[np.integer]) -> tuple[Weights, Weights]:
    """Lower and upper bound of the betweenness of a part's people, links followed both ways, [own people] each.

    Links times people of the part.

    Args:
        part: What the agency knows.
        together: People in the component of each of its people, themselves among them: known from the meta-graph.
    """
    links = part.inside.both
    size = links.size
    border = np.flatnonzero(part.border).astype(np.int32)
    out = _outside(links.offsets, links.neighbours, border)
    low, known = np.zeros(size), np.zeros(size)
    _certain(links.offsets, links.neighbours, out, low, known)
    pairs = (together - 1.0) * (together - 2.0) / 2
    sure = _within(part, known) - known  # pairs of the same component that are certain, the person not among them
    contacts = part.known.both.degrees[part.people]
    return low / 2, np.where(contacts < 2, 0.0, low / 2 + pairs - sure)


def _within(part: Part, known: Weights) -> Weights:
    """For each person, the number of certain pairs among people connected with them inside the part."""
    from graph.network.structure.components import weak_components

    piece = weak_components(part.inside)
    return (np.bincount(piece, known, minlength=1) / 2)[piece] if len(piece) else known


def disjoint_routes(
    parts: list[Part], team: NDArray[np.integer], target: NDArray[np.integer], *, joined: bool
) -> tuple[int, int]:
    """Lower and upper bound of the person-disjoint paths from a team to a target, in either direction.

    Args:
        parts: What each agency knows.
        team: People, of any agencies.
        target: People, likewise.
        joined: Whether, by the meta-graph, someone in one is connected with someone in the other.
    """
    inside = sum(_reached(part, team, target, border=False) for part in parts)
    leaving = sum(_reached(part, team, target, border=True) for part in parts)
    coming = sum(_reached(part, target, team, border=True) for part in parts)
    return max(inside, int(joined)), min(leaving, coming)


def _reached(part: Part, begin: NDArray[np.integer], target: NDArray[np.integer], *, border: bool) -> int:
    """Disjoint routes within a part from those of a team who are there to those of the target, or to the border."""
    own = part.own
    start = np.searchsorted(part.people, np.unique(begin[own[begin]]))
    stop = np.unique(np.searchsorted(part.people, target[own[target]]))
    if border:
        stop = np.union1d(stop, np.flatnonzero(part.border))
    if not len(start) or not len(stop):
        return 0
    found = disjoint_paths.compute(part.inside, 1, start, np.zeros(len(start), np.int64), stop, most=len(start))
    return int(found.routes[0])


def _outside(offsets: Offsets, neighbours: Ids, border: Ids) -> Ids:
    """Links from each person to the nearest one at the border, and one more across it; `FAR` without a way."""
    away = disjoint_paths.distances(offsets, neighbours, border)
    return np.where(away < 0, FAR, away + 1).astype(np.int32)


@kernel
def _certain(offsets: Offsets, neighbours: Ids, out: Ids, low: Weights, known: Weights) -> None:
    """Brandes (2001) over those pairs whose shortest paths are shorter than any way over the border.

    Adds to `low` everyone's shares of these routes, and to `known` in how many such pairs they are.
    """
    size = len(offsets) - 1
    away = np.full(size, -1, np.int32)
    ways, beyond = np.zeros(size), np.zeros(size)
    order = np.empty(size, np.int32)
    for source in range(size):
        order[0], away[source], ways[source] = source, 0, 1.0
        met, turn = 1, 0
        while turn < met:
            person = order[turn]
            turn += 1
            for slot in range(offsets[person], offsets[person + 1]):
                other = neighbours[slot]
                if away[other] < 0:
                    away[other] = away[person] + 1
                    order[met] = other
                    met += 1
                if away[other] == away[person] + 1:
                    ways[other] += ways[person]
        for turn in range(met - 1, 0, -1):
            person = order[turn]
            sure = 1.0 if away[person] < out[source] + out[person] else 0.0
            known[person] += sure
            low[person] += beyond[person] * ways[person]
            share = (sure / ways[person]) + beyond[person]
            for slot in range(offsets[person], offsets[person + 1]):
                other = neighbours[slot]
                if away[other] == away[person] - 1:
                    beyond[other] += share
        for turn in range(met):
            away[order[turn]], ways[order[turn]], beyond[order[turn]] = -1, 0.0, 0.0
