"""PageRank: who is contacted by people who are themselves contacted a lot.

Brin and Page (1998): a reader follows a link of the person they are at, by its weight, with probability `damping`, and
else starts again at anyone; who has no links to follow starts again, too. Linear in links a turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids, Offsets, Weights
from graph.network.core.kernels import kernel
from graph.network.core.network import Network


@dataclass(frozen=True)
class Rank:
    """PageRank of people.

    Attributes:
        rank: Share of the time that a reader is at the person, [people]; adds up to 1.
        turns: Number of iterations.
        change: Sum of the last changes, below `tolerance`.
        damping: Probability to follow a link.
        tolerance: Below which sum of changes it stopped.
        basis: How the network was selected.
    """

    rank: NDArray[np.float64]
    turns: int
    change: float
    damping: float
    tolerance: float
    basis: Mapping[str, str]


def compute(network: Network, *, damping: float = 0.85, tolerance: float = 1e-8, most_turns: int = 1000) -> Rank:
    """PageRank of everyone.

    Args:
        network: Whose links are followed from start to end.
        damping: Probability to follow a link, at least 0 and below 1.
        tolerance: Sum of changes below which it stops; the sum of all errors is then below
            tolerance * damping / (1 - damping).
        most_turns: Maximum number of iterations.

    Raises:
        LooplineError: The damping is out of range, or the changes did not fall below the tolerance.
    """
    if not 0 <= damping < 1:
        raise LooplineError(f"The damping must be at least 0 and below 1, not {damping}.", "For example, use 0.85.")
    if network.size == 0:
        return Rank(np.empty(0), 0, 0.0, damping, tolerance, network.basis)
    given = _given(network.out)
    links, change = network.into, np.inf
    weights = links.weigh()  # of use here alone, and as many as there are links
    rank = np.full(network.size, 1 / network.size)
    share = rank * given
    for turn in range(1, most_turns + 1):
        change = _turn(links.offsets, links.neighbours, weights, given, share, rank, damping)
        if change < tolerance * rank.sum():
            # Whoever has no link to follow starts again at anyone, which only makes all ranks larger by one factor.
            return Rank(rank / rank.sum(), turn, float(change / rank.sum()), damping, tolerance, network.basis)
    raise LooplineError(
        f"PageRank still changed by {change:.1e} after {most_turns} iterations.",
        "Allow more iterations or a larger tolerance.",
    )


def _given(links: Csr) -> NDArray[np.float64]:
    """By how much a person's rank is multiplied for each unit of weight; 0 without links."""
    whole = np.zeros(links.size)
    linked = links.degrees > 0
    if linked.any():
        whole[linked] = np.add.reduceat(links.weigh(), links.offsets[:-1][linked])
    return np.divide(1.0, whole, out=np.zeros(links.size), where=whole > 0)


@kernel
def _turn(
    offsets: Offsets, neighbours: Ids, weights: Weights, given: Weights, share: Weights, rank: Weights, damping: float
) -> float:
    """Compute every rank again from those who turn to the person, the ones just computed among them (Gauss-Seidel).

    Args:
        offsets: Where each person's links begin, of those that lead to them.
        neighbours: From whom.
        weights: How strong.
        given: By how much a person's rank is multiplied for each unit of weight.
        share: What of each person's rank goes along a unit of weight; renewed in place, as is `rank`.
        rank: Share of the time at each person.
        damping: Probability to follow a link.

    Returns:
        Sum of the changes.
    """
    changed, anew = 0.0, (1 - damping) / len(rank)
    for person in range(len(rank)):
        whole = 0.0
        for slot in range(offsets[person], offsets[person + 1]):
            whole += share[neighbours[slot]] * weights[slot]
        renewed = anew + damping * whole
        changed += abs(renewed - rank[person])
        rank[person] = renewed
        share[person] = renewed * given[person]
    return changed
