"""CSV output for people: one way to write each value, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_STARTS = frozenset("=+-@")
_BREAKS = frozenset("\t\r\n")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def write_csv(
    out: SupportsWrite[str], columns: Iterable[str], rows: Iterable[Iterable[object]], line_end: str = "\r\n"
) -> None:
    """Write a header and one line per row.

    Args:
        out: A text file that leaves line ends alone.
        columns: The header.
        rows: Values, written by `cell`.
        line_end: What ends a line.
    """
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow([safe_cell(name) for name in columns])
    writer.writerows([safe_cell(cell(value)) for value in row] for row in rows)


def cell(value: Any) -> str:  # noqa: ANN401 - any value of a row
    """A value as text: None is empty, a list is joined with `|`, dates are ISO, flags true or false, a map is JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "|".join(cell(item) for item in value)
    if isinstance(value, dict):
        from graph.queries.evaluate import to_json

        return to_json(value)
    return str(value)


def safe_cell(text: str) -> str:
    """Prefix a cell that a spreadsheet would take for a formula with an apostrophe; plain numbers stay as they are.

    Args:
        text: Any text. Blanks and zero-width characters before a formula do not hide it, nor do full-width characters.
    """
    if _NUMBER.fullmatch(text):
        return text
    seen = next((sign for sign in text if not _is_blank(sign)), "")
    starts = unicodedata.normalize("NFKC", seen)[:1] in _STARTS
    return f"'{text}" if text[:1] in _BREAKS or starts else text


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")
