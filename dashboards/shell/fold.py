"""Long lists: the first rows are seen at once, the others on request, and all of them in print."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.drawing.phrasing import number
from dashboards.shell.markup import Markup, join, tag

FIRST, PAGE = 6, 50


def fold(rows: Sequence[Markup], first: int = FIRST) -> Markup:
    """A list of which the first rows are seen; pages of 50 open one after the other.

    Args:
        rows: Elements `li`, the most important first.
        first: How many are seen at once.
    """
    # One row more than is shown would be hidden behind a line as long as itself.
    shown = len(rows) if len(rows) <= first + 1 else first
    more, rest = None, list(rows[shown:])
    for start in reversed(range(0, len(rest), PAGE)):
        page, after = rest[start : start + PAGE], len(rest) - start
        whole = start == 0 and after <= PAGE
        words = f"Show all {number(len(rows))}" if whole else f"Show {number(len(page))} more of {number(after)}"
        more = tag("details", tag("summary", words), tag("ul", page, class_="listed"), more, class_="fold")
    return join(tag("ul", rows[:shown], class_="listed") if rows else None, more)
