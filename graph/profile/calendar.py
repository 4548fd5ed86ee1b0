"""Days in session: the days between two dates that no break covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

# Farther back, days are not counted: "too long ago" is the same answer for 40 years and for 400.
_REACH = 40 * 366


class SchoolCalendar:
    """Counts days in session up to one date.

    Args:
        as_of: The date from which days are counted back.
        breaks: (first, last) as `MM-DD`, both included; a last day before the first runs over the new year.
    """

    def __init__(self, as_of: date, breaks: Sequence[tuple[str, str]] = ()) -> None:
        self.as_of = as_of
        self._breaks = tuple(breaks)

    def since(self, day: date) -> int:
        """Days in session after `day`, up to and including the as-of date; 0 for the as-of date and anything later.

        A day more than forty years back counts as forty years.
        """
        return self.ago((self.as_of - day).days)

    def ago(self, calendar_days: int) -> int:
        """Days in session within this many calendar days before the as-of date."""
        return self._counts[min(max(calendar_days, 0), len(self._counts) - 1)]

    def back(self, days: int) -> date:
        """The earliest date that is not more than `days` days in session ago."""
        return self.as_of - timedelta(days=bisect_right(self._counts, days) - 1)

    def is_in(self, day: date) -> bool:
        """Whether a day is in session."""
        return (day.month, day.day) not in self._off

    @cached_property
    def _off(self) -> frozenset[tuple[int, int]]:
        """Month and day of every day that a break covers."""
        off = set()
        leap = date(2024, 1, 1)
        for ahead in range(366):
            day = leap + timedelta(days=ahead)
            mark = f"{day.month:02d}-{day.day:02d}"
            for first, last in self._breaks:
                if first <= mark <= last if first <= last else mark >= first or mark <= last:
                    off.add((day.month, day.day))
        return frozenset(off)

    @cached_property
    def _counts(self) -> list[int]:
        """Days in session by number of calendar days back."""
        counts, total = [0], 0
        latest = self.as_of.toordinal()
        for ordinal in range(latest, max(latest - _REACH, 1), -1):
            total += self.is_in(date.fromordinal(ordinal))
            counts.append(total)
        return counts
