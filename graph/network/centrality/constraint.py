"""How redundant each person's contacts are: Burt's constraint and effective size.

Burt (1992): with p_ij the share of i's contact (links both ways, summed) that goes to j, the constraint on i is the
sum over their contacts j of (p_ij + sum_q p_iq p_qj)^2, and their effective size is the number of contacts less what
they repeat, the sum over j and q of p_iq m_jq, with m_jq the contact of j and q as a share of j's strongest. Neither
is defined for people without links. Every link is looked at with the fewer neighbours of its two ends: at most
links^1.5 for a clique, close to linear where people have bounded numbers of contacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Ids, Offsets, Weights
from graph.network.core.kernels import kernel, spread
from graph.network.core.network import Network


@dataclass(frozen=True)
class Constraint:
    """Structural holes around people.

    Attributes:
        constraint: Burt's constraint, [people]; NaN for people without links.
        effective_size: Contacts that don't repeat one another, [people]; NaN for people without links.
        weighted: Whether strong links counted for more.
        basis: How the network was selected.
    """

    constraint: NDArray[np.float64]
    effective_size: NDArray[np.float64]
    weighted: bool
    basis: Mapping[str, str]


def compute(network: Network, *, weighted: bool = True) -> Constraint:
    """Constraint and effective size of everyone.

    Args:
        network: Whose links are taken together both ways.
        weighted: Whether strong links count for more; else every contact counts the same, however strong and which way.
    """
    links = network.both
    weights = links.weights if weighted else np.ones(len(links.neighbours), np.uint8)
    norms, found = np.zeros((2, links.size)), np.full((2, links.size), np.nan)
    linked = links.degrees > 0
    if linked.any():
        begins = links.offsets[:-1][linked]
        norms[0, linked], norms[1, linked] = (
            np.add.reduceat(weights, begins, dtype=np.float64),
            np.maximum.reduceat(weights, begins),
        )
    spread(
        links.size,
        lambda first, stop: _constrained(first, stop, links.offsets, links.neighbours, weights, norms, found),
    )
    return Constraint(found[0], found[1], weighted, network.basis)


@kernel
def _slot(neighbours: Ids, first: int, stop: int, wanted: int) -> int:
    """Where someone is among sorted neighbours; -1 if they are not."""
    end = stop
    while first < stop:
        middle = (first + stop) >> 1
        if neighbours[middle] < wanted:
            first = middle + 1
        else:
            stop = middle
    return first if first < end and neighbours[first] == wanted else -1


@kernel
def _through(
    person: int,
    via: int,
    offsets: Offsets,
    neighbours: Ids,
    weights: Weights | NDArray[np.uint8],
    share: Weights,
    passed: Weights,
    unit: float,
) -> float:
    """Add to `passed` what goes to each contact of a person, by way of one of them; `unit` for a weight of 1.

    Returns:
        Their contact's weights with the person's other contacts, by the share of each.
    """
    low, high = offsets[via], offsets[via + 1]
    begin, end = offsets[person], offsets[person + 1]
    repeated = 0.0
    if high - low <= 16 * (end - begin):
        for back in range(low, high):
            other = neighbours[back]
            if share[other] > 0:
                passed[other] += unit * weights[back]
                repeated += share[other] * weights[back]
    else:  # someone with very many: look for one's own contacts among theirs
        for mine in range(begin, end):
            other = neighbours[mine]
            back = _slot(neighbours, low, high, other)
            if back >= 0:
                passed[other] += unit * weights[back]
                repeated += share[other] * weights[back]
    return repeated


@kernel
def _constrained(
    first: int,
    stop: int,
    offsets: Offsets,
    neighbours: Ids,
    weights: Weights | NDArray[np.uint8],
    norms: Weights,
    found: Weights,
) -> None:
    size = len(offsets) - 1
    share = np.zeros(size)  # of the person's contact that goes to each; 0 for everyone else
    passed = np.zeros(size)  # and that goes there by way of others
    for person in range(first, stop):
        begin, end = offsets[person], offsets[person + 1]
        if begin == end:
            continue
        for slot in range(begin, end):
            share[neighbours[slot]] = weights[slot] / norms[0, person]
        repeated = 0.0
        for slot in range(begin, end):
            via = neighbours[slot]
            repeated += (
                _through(person, via, offsets, neighbours, weights, share, passed, share[via] / norms[0, via])
                / norms[1, via]
            )
        total = 0.0
        for slot in range(begin, end):
            other = neighbours[slot]
            total += (share[other] + passed[other]) ** 2
            share[other], passed[other] = 0.0, 0.0
        found[0, person] = total
        found[1, person] = end - begin - repeated
