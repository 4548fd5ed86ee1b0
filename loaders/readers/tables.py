"""What the file readers return: tables of text, the rows they had to leave out, and the limits they apply.

A reader does not interpret: every cell is text, a blank cell is the empty string, nothing is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    import pandas as pd

    from graph.problem import Problem

MAX_COLUMNS = 2_000
MAX_FIELD = 131_072  # characters; the default limit of Python's csv module
HEADER_ROWS = 30  # physical lines from the top in which a header is looked for
MAX_RECORD = 8 * 2**20  # bytes of one row, or characters of one physical line

_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?%?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


if TYPE_CHECKING:
    IsHeader = Callable[[str, int, Sequence[str]], bool]
    """Called with a table's name, a line and its cells: whether this is the header, with titles above it perhaps."""


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of one file, workbook sheet or archive member, or a slice of them.

    Attributes:
        file: The file as the user gave it, followed by `!sheet` or `!member` for a part of a file.
        headers: Trimmed headers; an unnamed column between others is an empty string.
        frame: One object column of `str` per header, named 0 to n-1; a blank cell is the empty text.
        lines: One integer per row of `frame`: the physical line it begins on (the header of a plain file is 1), or
            the row number in a workbook.
        problems: Rows left out. Rows read = rows in `frame` + problems; entirely blank rows do not count.
        notes: What was normalized, each reported once per file.
        comma: Numbers may have a decimal comma, since semicolons separate the cells.
        line: Line of the header.
    """

    file: str
    headers: tuple[str, ...]
    frame: pd.DataFrame
    lines: np.ndarray
    problems: list[Problem] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    comma: bool = False
    line: int = 1

    def __len__(self) -> int:
        return len(self.frame)


@dataclass(frozen=True)
class Wish:
    """What is read of a file.

    Attributes:
        wanted: Called with each sheet's title or member's name; those it declines are not read.
        is_header: Knows a table's header; None where it is the first row.
    """

    wanted: Callable[[str], bool]
    is_header: IsHeader | None = None


def shown(name: str) -> str:
    """A file, sheet or member name fit for a message: controls and bidi marks made visible, length bounded."""
    clean = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in name
    )
    return clean if len(clean) <= 1_000 else f"{clean[:999]}\u2026"


def clean_headers(cells: Sequence[str], file: str, line: int) -> tuple[str, ...]:
    """Trim and check the header row.

    Args:
        cells: The header row as read; unnamed cells at its end are dropped.
        file: For the error.
        line: For the error.

    Raises:
        InputError: More than 2,000 columns, a header twice, unreadable characters, or a row that is data.
    """
    headers = [cell.strip().strip(_INVISIBLE).strip() for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise InputError("The header row is empty.", "Put the column names there.", file=file, line=line)
    if len(headers) > MAX_COLUMNS:
        raise InputError(
            f"The header has {len(headers):,} columns; the limit is {MAX_COLUMNS:,}.",
            "Export only the columns that are needed.",
            file=file,
            line=line,
        )
    if looks_like_data(headers):
        raise InputError(
            "The first row has numbers, dates or email addresses instead of column names.",
            "Add a row with the column names above the data.",
            file=file,
            line=line,
        )
    seen: dict[str, int] = {}
    for position, header in enumerate(headers, start=1):
        if "\0" in header or any("\ud800" <= char <= "\udfff" for char in header):
            raise InputError(
                f"The header of column {position} has unreadable characters.",
                "Save the file again as CSV UTF-8.",
                file=file,
                line=line,
            )
        if header and header in seen:
            raise InputError(
                f"Columns {seen[header]} and {position} have the same header.",
                "Rename or remove one of the two; where a line above says what each is of, write that into both names.",
                file=file,
                line=line,
                column=str(position),  # not its text: without a header row that would be somebody's data
            )
        seen[header] = position
    return tuple(headers)


def say_titles(line: int) -> tuple[str, ...]:
    """A note about lines above the header, if there are any."""
    return (f"the column names are in line {line}; what stands above them was left out",) if line > 1 else ()


def say_unnamed(columns: Iterable[int]) -> tuple[str, ...]:
    """A note about columns that have values and no header, by their places counted from 0."""
    places = [str(place + 1) for place in sorted(columns)]
    if not places:
        return ()
    which = f"column {places[0]} has" if len(places) == 1 else f"columns {', '.join(places)} have"
    return (f"{which} values but no header and can't be read",)


def looks_like_data(headers: Sequence[str]) -> bool:
    """Whether every cell of a header row is a number, a date or an e-mail address.

    A matrix is fine: its first header cell is blank or a word, the others may be ids.
    """
    return bool(headers) and all(
        len(header) < 400  # no address is longer, and the patterns are slow
        and (_NUMBER.fullmatch(header) or _DATE.fullmatch(header) or _EMAIL.fullmatch(header))
        for header in headers
    )
