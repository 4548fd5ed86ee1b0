"""Dictionary-encoded columns: repeated values are sent to the server once, and each row refers to them by position.

Dates and ids repeat a lot; packing each one again would be the largest cost on the client side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Coded:
    """A column as its distinct values, and for each row the position of its value.

    Attributes:
        values: Distinct values, None for blank; sorted if `of` was called with `ordered`.
        codes: One position for each row.
    """

    values: np.ndarray
    codes: np.ndarray

    @classmethod
    def of(cls, cells: pd.Series, *, ordered: bool = False) -> Coded:
        """Code a column of objects.

        Args:
            cells: Hashable values; anything missing counts as None.
            ordered: Sort the values, so that codes sort like values; none may be missing.
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
        """Some rows as their own distinct values and positions."""
        used, codes = np.unique(self.codes[first:stop], return_inverse=True)
        return list(self.values[used]), codes.tolist()


def plain(cells: pd.Series) -> list[Any]:
    """A column as a list with None for every blank."""
    values = cells.to_numpy(dtype=object, copy=True)
    values[pd.isna(values)] = None
    return list(values)
