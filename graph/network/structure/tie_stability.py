"""Tie stability: which ties last from one period to the next.

The Jaccard index of two sets of ties, those kept divided by those of either period (Snijders 2001; Snijders, van de
Bunt & Steglich 2010: below 0.3 the periods are too unlike for models of waves). Linear in ties, or nearly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties


@dataclass(frozen=True)
class Stability:
    """One row per group: ties with at least one end in it; the last row is all ties.

    Attributes:
        groups: The groups, if any were given.
        kept: Ties of both periods.
        lost: Ties of the first period only.
        gained: Ties of the second only.
        jaccard: Kept over all three; not a number if there are none.
        basis: What was selected in each period: `before` and `after`.
    """

    groups: Groups | None
    kept: Counts
    lost: Counts
    gained: Counts
    jaccard: NDArray[np.float64]
    basis: Mapping[str, Mapping[str, str]]


def compute(before: Network, after: Network, groups: Groups | None = None, strength: float = 0.0) -> Stability:
    """Compare the ties of two periods among the same people, with the same numbers.

    Args:
        before: The first period.
        after: The second.
        groups: The groups.
        strength: Minimum weight of a tie, both directions summed, in each period.

    Raises:
        LooplineError: The periods, or the groups, differ in the number of people.
    """
    if before.size != after.size:
        raise LooplineError(
            f"The first period has {before.size} people, but the second has {after.size}.",
            "Use the same person numbers in both periods.",
        )
    if groups is not None:
        groups.checked(before.size)
    old, new = (_keys(Ties.of(network, strength)) for network in (before, after))
    lasting = _among(old, new)
    sets = (old[lasting], old[~lasting], new[~_among(new, old)])
    kept, lost, gained = (_by_group(keys, before.size, groups) for keys in sets)
    total = kept + lost + gained
    jaccard = np.where(total > 0, kept / np.maximum(total, 1), np.nan)
    return Stability(groups, kept, lost, gained, jaccard, {"before": before.basis, "after": after.basis})


def _keys(ties: Ties) -> NDArray[np.int64]:
    return np.asarray(ties.one.astype(np.int64) * ties.size + ties.other)


def _among(keys: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the keys are among others, both in order."""
    place = np.searchsorted(others, keys)
    found = np.zeros(len(keys), dtype=np.bool_)
    inside = place < len(others)
    found[inside] = others[place[inside]] == keys[inside]
    return found


def _by_group(keys: NDArray[np.int64], size: int, groups: Groups | None) -> Counts:
    whole = np.array([len(keys)], dtype=np.int64)
    if groups is None:
        return whole
    first, second = groups.codes[keys // max(size, 1)], groups.codes[keys % max(size, 1)]
    second = np.where(second == first, -1, second)
    ends = np.concatenate([first, second])
    return np.append(np.bincount(ends[ends >= 0], minlength=groups.count), whole).astype(np.int64)
