"""The truck factor: the fewest people without whom more than half of the items would have no holder.

Avelino, Passos, Hora and Valente (2016): the people with the most items leave one after another until too many items
are orphaned. That count can exceed the minimum, which is NP-hard to find; `at_least` is a lower bound. The cost is one
sort of the holdings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids


@dataclass(frozen=True)
class TruckFactor:
    """How few people the items depend on.

    Attributes:
        people: Who leaves, [truck factor]; those with the most items first, the lower number among equals.
        orphaned: Items that nobody holds any more once they are gone.
        items: Items that somebody holds.
        at_least: A lower bound on the truck factor.
        share: The share of items of which more are orphaned.
        basis: How the network was selected.
    """

    people: Ids
    orphaned: int
    items: int
    at_least: int
    share: float
    basis: Mapping[str, str] = field(default_factory=dict)

    @property
    def factor(self) -> int:
        """How many people; 0 without items."""
        return len(self.people)


def compute(
    person: NDArray[np.integer],
    item: NDArray[np.integer],
    *,
    share: float = 0.5,
    basis: Mapping[str, str] | None = None,
) -> TruckFactor:
    """The truck factor of holdings.

    Args:
        person: Number of the person of each holding, from 0.
        item: Number of what they hold, from 0; the same pair twice is one holding.
        share: More than this share of the items is to be orphaned, at least 0 and below 1.
        basis: How the network was selected.

    Raises:
        LooplineError: The columns differ in length, a number is negative, or the share is out of range.
    """
    if len(person) != len(item) or (len(item) and min(person.min(), item.min()) < 0):
        raise LooplineError(
            "Holdings must be of equal length, with numbers of 0 or more.", "Give a person and an item for each."
        )
    if not 0 <= share < 1:
        raise LooplineError(f"The share must be at least 0 and below 1, not {share}.", "For example, use 0.5.")
    if not len(item):
        return TruckFactor(np.empty(0, np.int32), 0, 0, 0, share, dict(basis or {}))
    pairs = np.unique(np.stack([np.asarray(item, np.int64), np.asarray(person, np.int64)], axis=1), axis=0)
    whose, holdings_of = pairs[:, 1], np.bincount(pairs[:, 1])
    order = np.argsort(-holdings_of, kind="stable")
    turn = np.empty(len(holdings_of), np.int64)
    turn[order] = np.arange(len(holdings_of))
    first = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
    orphaned_at = np.sort(np.maximum.reduceat(turn[whose], first))  # when the last holder of an item leaves
    needed = math.floor(len(first) * share + 1e-9) + 1
    leaving = int(orphaned_at[needed - 1]) + 1
    holders = np.sort(np.diff(first, append=len(pairs)))[:needed]
    reach = np.cumsum(holdings_of[order])  # so few people can't orphan items with more holdings than they have
    at_least = max(int(holders[-1]), int(np.searchsorted(reach, holders.sum())) + 1)
    orphaned = int(np.searchsorted(orphaned_at, leaving))
    return TruckFactor(order[:leaving].astype(np.int32), orphaned, len(first), at_least, share, dict(basis or {}))
