"""Links of everyone as three arrays, and the kinds of numbers that all measures share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Offsets = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Csr:
    """Neighbours of every person in one array, sorted, each once, nobody their own.

    Attributes:
        offsets: Where each person's neighbours begin; one more than there are people.
        neighbours: Numbers of people.
        weights: Weight of each link, summed over parallel ones.
    """

    offsets: Offsets
    neighbours: Ids
    weights: Weights

    @property
    def size(self) -> int:
        """People."""
        return len(self.offsets) - 1

    @cached_property
    def degrees(self) -> Offsets:
        """Neighbours of each person."""
        return np.diff(self.offsets)
