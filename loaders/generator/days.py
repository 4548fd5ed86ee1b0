"""Dates counted back from the as-of date, in all days or in days in session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.profile.calendar import SchoolCalendar


@dataclass(frozen=True)
class Days:
    """The state's calendar.

    Attributes:
        as_of: The day the records were taken.
        calendar: Days in session up to it, without the breaks of the profile.
    """

    as_of: date
    calendar: SchoolCalendar

    def back(self, days: int) -> date:
        """The day that many days before the as-of date; after it if negative."""
        return self.as_of - timedelta(days=days)

    def in_session(self, days: int) -> date:
        """The earliest day not more than that many days in session before the as-of date."""
        return self.calendar.back(days)

    def quarter(self) -> date:
        """Last day of the quarter that ended before the as-of date."""
        month = (self.as_of.month - 1) // 3 * 3 + 1
        return date(self.as_of.year, month, 1) - timedelta(days=1)
