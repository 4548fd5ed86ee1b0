"""Core and periphery: how well a network fits a dense core with everyone else attached to it.

Borgatti & Everett (2000). The plain model has a core in which all have ties and a periphery in which none have; ties
between the two are left open, and the fit is the correlation over all other pairs. Cores are tried in order of ties:
with a given number of people in it, a core of those with most ties has the most ties inside less ties of the
periphery (Lip 2011). The graded model gives each person a coreness c, with ties as near to c_i c_j as can be in
squares (MINRES; Comrey 1962, Boyd et al. 2010), and its fit is the correlation over all pairs. Linear in ties per
round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.network.core.network import Network
from graph.network.core.ties import Ties

Floats = NDArray[np.float64]

ROUNDS = 500
NEAR = 1e-6


@dataclass(frozen=True)
class Periphery:
    """One row per person, and the fit of both models.

    Attributes:
        core: Whether the person is in the core of the plain model.
        fit: Correlation with the plain model, up to 1; not a number if all pairs, or none, have ties.
        coreness: Coreness in the graded model, 0 or above, with a sum of squares of 1; 0 for everyone without ties.
        graded_fit: Correlation with the graded model; likewise.
        rounds: Iterations of the graded model; the maximum if it did not converge.
        basis: How the network was selected.
    """

    core: NDArray[np.bool_]
    fit: float
    coreness: Floats
    graded_fit: float
    rounds: int
    basis: Mapping[str, str]


def compute(network: Network, strength: float = 0.0) -> Periphery:
    """Fit both models to ties of at least `strength`.

    Raises:
        LooplineError: The strength is negative or not a number.
    """
    ties = Ties.of(network, strength)
    core, fit = _plain(ties)
    coreness, rounds = _graded(ties)
    return Periphery(
        core, fit, coreness, _graded_fit(ties, coreness), rounds, {**network.basis, "strength": f"{strength:g}"}
    )


def _plain(ties: Ties) -> tuple[NDArray[np.bool_], float]:
    size, count = ties.size, ties.count
    order = np.argsort(-ties.degrees, kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    if count == 0 or 2 * count == size * (size - 1):
        return np.zeros(size, dtype=np.bool_), float("nan")
    members = np.arange(1, size)
    later = np.maximum(rank[ties.one], rank[ties.other])
    core_ties = np.cumsum(np.bincount(later, minlength=size))[: size - 1].astype(np.float64)
    rim_ties = core_ties - np.cumsum(ties.degrees[order])[: size - 1] + count
    core_pairs = members * (members - 1) / 2
    rim = (size - members).astype(np.float64)
    rim_pairs = rim * (rim - 1) / 2
    pairs, tied = core_pairs + rim_pairs, core_ties + rim_ties
    under = np.sqrt(np.maximum(core_pairs * rim_pairs * tied * (pairs - tied), 0))
    over = core_ties * (rim_pairs - rim_ties) - rim_ties * (core_pairs - core_ties)
    fits = np.where(under > 0, over / np.where(under > 0, under, 1), -np.inf)
    if not np.isfinite(fits).any():
        return np.zeros(size, dtype=np.bool_), float("nan")
    best = int(np.argmax(fits))
    return rank <= best, float(fits[best])


def _graded(ties: Ties) -> tuple[Floats, int]:
    """Least squares of ties against products, person by person in turn for all at once, halfway each round."""
    degrees = ties.degrees.astype(np.float64)
    if ties.count == 0:
        return np.zeros(ties.size), 0
    begin = np.searchsorted(ties.one, np.arange(ties.size + 1))
    upper = csr_array((np.ones(ties.count), ties.other, begin), shape=(ties.size, ties.size))
    lower = upper.T
    scores = degrees / np.sqrt(2 * ties.count)
    done = 0
    for _ in range(ROUNDS):
        done += 1
        reached = upper @ scores + lower @ scores
        spare = (scores**2).sum() - scores**2
        better = (scores + np.where(spare > 0, reached / np.where(spare > 0, spare, 1), 0.0)) / 2
        moved = float(np.abs(better - scores).max())
        scores = better
        if moved <= NEAR * float(scores.max()):
            break
    return scores / np.sqrt((scores**2).sum()), done


def _graded_fit(ties: Ties, scores: Floats) -> float:
    """Correlation of ties and products over all pairs, from sums, without going through the pairs."""
    pairs = ties.size * (ties.size - 1) / 2
    first, second, fourth = (float((scores**power).sum()) for power in (1, 2, 4))
    total, squares = (first**2 - second) / 2, (second**2 - fourth) / 2
    together = float((scores[ties.one] * scores[ties.other]).sum())
    spread = (ties.count - ties.count**2 / max(pairs, 1)) * (squares - total**2 / max(pairs, 1))
    if spread <= 1e-15:
        return float("nan")
    return (together - ties.count * total / pairs) / float(np.sqrt(spread))
