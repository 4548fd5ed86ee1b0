"""Contact rows as stored in the graph, by calendar day, independent of the as-of date."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Ids

NO_DAY = np.iinfo(np.int32).min
"""Stands for an unknown day."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Rows:
    """Rows of contact, [rows] each.

    Attributes:
        start: From whom, as a place in a list of people.
        end: To whom, likewise.
        first: Day of the first contact, counted from 1970; `NO_DAY` where it is not known.
        last: Day of the last contact, likewise.
        count: Contacts of the row.
        channel: Number of the channel, or the number of channels where none is named.
    """

    start: Ids
    end: Ids
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    count: NDArray[np.float64]
    channel: NDArray[np.int8]

    @classmethod
    def joined(cls, parts: list[Rows]) -> Rows:
        """Concatenate several sets of rows."""
        empty = (np.zeros(0, dtype=kind) for kind in (*[np.int32] * 4, np.float64, np.int8))
        return cls(
            *(
                np.concatenate([none, *(getattr(part, field.name) for part in parts)])
                for field, none in zip(fields(cls), empty, strict=True)
            )
        )

    def renewed(self, kept: NDArray[np.bool_], fresh: Rows) -> Rows:
        """Some of these rows, followed by new ones."""
        size, columns = int(kept.sum()), []
        for field in fields(self):
            old, new = getattr(self, field.name), getattr(fresh, field.name)
            column = np.empty(size + len(new), dtype=old.dtype)
            np.compress(kept, old, out=column[:size])
            column[size:] = new
            columns.append(column)
        return Rows(*columns)

    def only(self, kept: NDArray[np.bool_]) -> Rows:
        """Some of the rows."""
        return self if kept.all() else Rows(*(getattr(self, field.name)[kept] for field in fields(self)))

    def placed(self, places: Ids) -> Rows:
        """The same rows for another list of people; `places` maps positions in this list to positions in that one."""
        return replace(self, start=places[self.start], end=places[self.end])

    def ages(self, as_of: date) -> tuple[NDArray[np.bool_], NDArray[np.int32], NDArray[np.int32]]:
        """Which rows had begun by a date, and how many calendar days before it were each one's last and first contact.

        A period that runs past the date counts up to it; one of which no day is known counts as of the date itself.
        """
        today = np.int32((as_of - _EPOCH).days)
        last = _day_or(self.last, today)
        first = _day_or(self.first, last)
        return first <= today, np.maximum(today - last, 0), today - first


def _day_or(day: NDArray[np.int32], other: NDArray[np.int32] | np.int32) -> NDArray[np.int32]:
    missing = day == NO_DAY
    return np.where(missing, other, day) if missing.any() else day


def days(coded: NDArray[np.int64]) -> NDArray[np.int32]:
    """Days counted from 1970 of days coded as year * 366 + day of the year; 0 is `NO_DAY`."""
    year, day = np.divmod(coded - 1, 366)
    begins = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return np.where(coded == 0, NO_DAY, begins + day).astype(np.int32)
