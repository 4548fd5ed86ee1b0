"""A row that is not loaded: where it stands, what is wrong with it and what to do, with its value masked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason why one input row goes into quarantine.

    Attributes:
        file: The file as the user gave it; a workbook sheet or zip member after `!`.
        line: Line of the file where the row begins, the header being line 1; a row number in a workbook.
        column: Header text; empty where the row as a whole is at fault.
        code: One word that names the kind of problem, the same in every load.
        value: The value, masked.
        reason: What is wrong and what to do.
    """

    file: str
    line: int
    column: str
    code: str
    value: str
    reason: str


def mask(value: str) -> str:
    """What may be shown of a value that may be personal: its first character and its length, in characters."""
    if not value:
        return ""
    first = value[0] if value[0].isprintable() else "?"
    return first if len(value) == 1 else f"{first}… ({len(value)} characters)"
