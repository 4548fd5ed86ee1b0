"""A page's picture as a plain table, for the button "Show as table"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dashboards.shell.markup import Markup, tag


def plain_table(columns: Sequence[str], figures: Collection[int], rows: Iterable[Iterable[object]]) -> Markup:
    """A table that scrolls sideways if it is too wide.

    Args:
        columns: Names of columns.
        figures: Positions of the columns with numbers.
        rows: Cells; integers get thousands commas, empty cells a dash.
    """

    def aligned(at: int) -> str | None:
        return "number" if at in figures else None

    head = [tag("th", name, scope="col", class_=aligned(at)) for at, name in enumerate(columns)]
    body = [tag("tr", [tag("td", _text(cell), class_=aligned(at)) for at, cell in enumerate(cells)]) for cells in rows]
    return tag("div", tag("table", tag("thead", tag("tr", head)), tag("tbody", body), class_="twin"), class_="scroll")


def _text(cell: object) -> str:
    if cell is None or cell == "":
        return "\N{EN DASH}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
