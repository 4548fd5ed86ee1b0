"""What comes first in a date that is numbers alone."""

from __future__ import annotations

from enum import StrEnum


class DateOrder(StrEnum):
    """Which of the first two numbers of 03/04/2026 comes first."""

    MONTH = "month"
    DAY = "day"
