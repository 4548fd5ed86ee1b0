"""Links as three arrays (CSR), and the array types that all measures share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Offsets = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Csr:
    """Neighbors of every person in one array, sorted, without duplicates and self-links.

    Weights are computed on first use: most measures never need them.

    Attributes:
        offsets: Where each person's neighbours begin; one more than there are people.
        neighbours: Numbers of people.
        weigh: Works out the weights; `weights` keeps them, too.
    """

    offsets: Offsets
    neighbours: Ids
    weigh: Callable[[], Weights]

    @property
    def size(self) -> int:
        """People."""
        return len(self.offsets) - 1

    @cached_property
    def weights(self) -> Weights:
        """Weight of each link, summed over parallel ones."""
        return self.weigh()

    @cached_property
    def degrees(self) -> Offsets:
        """Neighbours of each person."""
        return np.diff(self.offsets)
