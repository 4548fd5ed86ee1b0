"""A row or a cell that is not loaded: where it is, what is wrong with it and what to do, with its value masked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Lost = Literal["row", "cell"]


@dataclass(frozen=True)
class Problem:
    """One reason why an input row, or one of its cells, goes into quarantine.

    Attributes:
        file: The file as the user gave it; a workbook sheet or zip member after `!`.
        line: Line of the file where the row starts, with the header as line 1; the row number in a workbook.
        column: Header text; empty if the problem concerns the row as a whole.
        code: A stable code for the kind of problem.
        value: The value, masked.
        reason: What is wrong and what to do.
        lost: `row` where the whole row is not loaded; `cell` where the row is, without this cell.
    """

    file: str
    line: int
    column: str
    code: str
    value: str
    reason: str
    lost: Lost = "row"


def mask(value: str) -> str:
    """Reduce a bad value to its first character and its length, so that no name or address reaches a log.

    Values of one or two characters lose their first character too.
    """
    text = value.strip()
    if not text:
        return "(blank)"
    if len(text) <= 2:
        return f"({len(text)} character{'s' if len(text) > 1 else ''})"
    first = text[0] if unicodedata.category(text[0])[0] in "LNPS" else "?"
    return f"{first}\u2026 ({len(text)} characters)"
