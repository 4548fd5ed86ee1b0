"""Columns on their way to the server: what repeats is sent once, and each row says which of the values is its own.

Dates and ids repeat a lot; packing each of them again would cost more than anything else on this side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Coded:
    """A column as its different values, and for each row the position of its value among them.

    Attributes:
        values: Different values, None for blank; sorted where `of` was told to.
        codes: One position for each row.
    """

    values: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, cells: pd.Series, *, ordered: bool = False) -> Coded:
        """Code a column of objects.

        Args:
            cells: Hashable values; anything missing counts as None.
            ordered: Put the values in order, so that codes sort like values; there must be none missing.
        """
        codes, found = pd.factorize(cells.to_numpy(dtype=object), sort=ordered, use_na_sentinel=ordered)
        values = np.array(found, dtype=object)
        values[pd.isna(values)] = None
        return cls(values, codes)

    def take(self, order: np.ndarray) -> Coded:
        """The rows in another order."""
        return Coded(self.values, self.codes[order])

    def rows(self, first: int, stop: int) -> list[Any]:
        """Values of some rows."""
        return list(self.values[self.codes[first:stop]])

    def page(self, first: int, stop: int) -> tuple[list[Any], list[int]]:
        """Some rows as their own different values and the positions among those."""
        used, codes = np.unique(self.codes[first:stop], return_inverse=True)
        return list(self.values[used]), codes.tolist()


def plain(cells: pd.Series) -> list[Any]:
    """A column as a list with None for every blank."""
    values = cells.to_numpy(dtype=object, copy=True)
    values[pd.isna(values)] = None
    return list(values)
