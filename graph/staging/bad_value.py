"""Why a cell can't be taken."""

from __future__ import annotations


class BadValue(Exception):  # noqa: N818 - it never leaves this package
    """A cell that can't be parsed: a code, and a reason with the fix."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
