"""Rows on the command line: an aligned table, CSV that spreadsheets can't mistake for formulas, or JSON."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from graph.csv_text import cell, write_csv
from graph.wording import say, say_share

_MAX_WIDTH = 60


class Format(StrEnum):
    """How a command prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_json(rows: Any) -> None:  # noqa: ANN401 - rows of any shape
    """One JSON document on standard output."""
    from graph.queries.evaluate import to_json

    print(to_json(rows, indent=2))


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A header and one line per row; lists are joined with `|`, dates are ISO, a blank means not known."""
    write_csv(sys.stdout, columns, ([row.get(name) for name in columns] for row in rows), line_end="\n")


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], shares: Collection[str] = ()) -> None:
    """Aligned columns, numbers to the right; long cells are cut, CSV and JSON have them whole.

    Args:
        columns: Names, in order.
        rows: Values by name.
        shares: Columns shown as percentages.
    """
    cells = [[_short(row.get(name), share=name in shares) for name in columns] for row in rows]
    widths = [max([len(name), *(len(line[at]) for line in cells)]) for at, name in enumerate(columns)]
    right = [
        bool(rows) and all(isinstance(row.get(name), int | float | None) and row.get(name) is not True for row in rows)
        for name in columns
    ]
    for line in [list(columns), *cells]:
        padded = [
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ]
        print("  ".join(padded).rstrip())


def print_item(label: str, text: str) -> None:
    """A label with a text that wraps beside it."""
    width = max(min(shutil.get_terminal_size((110, 24)).columns, 130), 60)
    indent = " " * (len(label) + 2)
    print(textwrap.fill(text, width, initial_indent=f"{label}  ", subsequent_indent=indent, break_on_hyphens=False))


def note(text: str) -> None:
    """A note on standard error, apart from the result."""
    print(text, file=sys.stderr)


def _short(value: Any, *, share: bool) -> str:  # noqa: ANN401 - any value of a row
    if share and value is not None:
        return say_share(value)
    text = "" if value is None else cell(value) if isinstance(value, dict) else say(value)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_WIDTH else text[: _MAX_WIDTH - 1] + "…"
