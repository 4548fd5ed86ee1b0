"""What a workbook marks besides its cells' values: hidden rows, cells merged over several rows, cells struck through.

openpyxl reads neither of the first two where it reads row by row, so the sheet's part is read once more, for its marks
alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from typing import BinaryIO

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook

_BLOCK = 256 * 1024
_MOST_RANGES = 100_000


@dataclass
class Marks:
    """Marks of one sheet; rows and columns are counted from 1.

    Attributes:
        hidden: Rows that a filter or a person hid.
        merged: By column, the first and the last row of each range that is merged over several rows.
    """

    hidden: set[int] = field(default_factory=set)
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def filled_from(self, column: int, row: int) -> int | None:
        """The row whose cell covers this one; None if the cell is its own."""
        return next((first for first, last in self.merged.get(column, ()) if first < row <= last), None)


def read_marks(part: BinaryIO) -> Marks:
    """The marks of a sheet.

    Args:
        part: The sheet's XML, which `loaders.readers.xlsx_guard` has checked.
    """
    marks = Marks()
    row = 0

    def start(name: str, attributes: dict[str, Any]) -> None:
        nonlocal row
        tag = name.rpartition(":")[2]
        if tag == "row":
            row = int(attributes.get("r", row + 1))
            if attributes.get("hidden") in {"1", "true"}:
                marks.hidden.add(row)
        elif tag == "mergeCell" and sum(map(len, marks.merged.values())) < _MOST_RANGES:
            _add_range(marks, attributes.get("ref", ""))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    while block := part.read(_BLOCK):
        parser.Parse(block)
    return marks


def struck_styles(book: Workbook) -> set[int]:
    """Numbers of a workbook's styles whose text is struck through."""
    styles: Any = book
    return {number for number, style in enumerate(styles._cell_styles) if styles._fonts[style.fontId].strike}  # noqa: SLF001 - openpyxl has no public list of styles


def is_struck(cell: Cell | MergedCell, struck: set[int]) -> bool:
    """Whether a cell has one of these styles.

    Args:
        cell: As read row by row; a cell that the file leaves out has no style.
        struck: As of `struck_styles`.
    """
    return getattr(cell, "_style_id", None) in struck


def _add_range(marks: Marks, reference: str) -> None:
    from openpyxl.utils.cell import range_boundaries

    first_column, first_row, _, last_row = (bound or 0 for bound in range_boundaries(reference))
    if last_row > first_row:
        marks.merged.setdefault(first_column, []).append((first_row, last_row))
