"""Reciprocity, and the census of pairs of people linked both ways, one way, or not at all.

The share of reciprocated links and the dyad census (mutual, asymmetric, null): Wasserman and Faust (1994), chapter
13. Parallel links count once. Linear in links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Offsets
from graph.network.core.network import Network


@dataclass(frozen=True)
class Reciprocity:
    """Reciprocated links.

    Attributes:
        answered: Share of links that are reciprocated; NaN without links.
        mutual: Pairs of people with links both ways.
        asymmetric: Pairs with a link one way.
        null: Pairs without a link.
        given: People to whom each person has a link, [people].
        mutual_of: People with whom each person has links both ways, [people].
        basis: How the network was selected.
    """

    answered: float
    mutual: int
    asymmetric: int
    null: int
    given: Offsets
    mutual_of: Offsets
    basis: Mapping[str, str]

    @property
    def answered_of(self) -> NDArray[np.float64]:
        """Share of each person's links that are reciprocated, [people]; NaN for people without links."""
        found = np.full(len(self.given), np.nan)
        np.divide(self.mutual_of, self.given, out=found, where=self.given > 0)
        return found


def compute(network: Network) -> Reciprocity:
    """Reciprocity and dyad census of the network, and of each person."""
    given = network.out.degrees
    got = np.bincount(network.out.neighbours, minlength=network.size)
    mutual_of = given + got - network.both.degrees  # who is on both lists is on the joint one once
    links, mutual = int(given.sum()), int(mutual_of.sum()) // 2
    asymmetric = links - 2 * mutual
    null = network.size * (network.size - 1) // 2 - mutual - asymmetric
    answered = 2 * mutual / links if links else float("nan")
    return Reciprocity(answered, mutual, asymmetric, null, given, mutual_of, network.basis)
