"""A row that is not loaded: where it stands, what is wrong with it and what to do, with its value masked."""

from __future__ import annotations

import unicodedata
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
    """Say of a bad value only how it begins and how long it is, so that no name or address reaches a log.

    Texts of one or two characters lose their first character too, since it would be most of them.
    """
    text = value.strip()
    if not text:
        return "(blank)"
    if len(text) <= 2:
        return f"({len(text)} character{'s' if len(text) > 1 else ''})"
    first = text[0] if unicodedata.category(text[0])[0] in "LNPS" else "?"
    return f"{first}\u2026 ({len(text)} characters)"
