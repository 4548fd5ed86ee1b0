"""What options of several commands mean."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from graph.errors import UsageError


class ReportFormat(StrEnum):
    """How a command prints what it did."""

    TEXT = "text"
    JSON = "json"


def day_of(text: str, option: str) -> date:
    """A day in the text of an option or argument.

    Raises:
        UsageError: It is no day.
    """
    from graph.staging.bad_value import BadValue
    from graph.staging.dates import read_day

    try:
        return read_day(text)
    except BadValue as bad:
        raise UsageError(f"{option} {text!r}: {bad.reason}", "Use YYYY-MM-DD, for example 2026-09-01.") from None
