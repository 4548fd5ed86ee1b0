"""What options of several commands mean."""

from __future__ import annotations

import getpass
import os
from datetime import date
from enum import StrEnum

from graph.errors import UsageError


class ReportFormat(StrEnum):
    """How a command prints what it did."""

    TEXT = "text"
    JSON = "json"


def user_name() -> str:
    """The name under which the system knows who runs the command; a number where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"


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
