"""Rows of an export that name nobody where a person should stand: vacant seats, and those to be filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from graph.model.sheets import SHEETS
from graph.staging.person_key import says_nobody
from loaders.mapping.mapping import Block, Cell
from loaders.mapping.rows import Rows


def nobody_rows(
    block: Block, rows: Rows, columns: dict[str, pd.Series], people: Sequence[Block]
) -> tuple[np.ndarray, list[str]]:
    """Which rows need a person and name nobody.

    Args:
        block: What is made of the rows.
        rows: The rows that it reads.
        columns: Their cells, as the block fills them.
        people: What makes people of the same file: where it takes the same id, its name may say that it is nobody's.

    Returns:
        The rows, and the headers of the cells that say so.
    """
    sheet = SHEETS[block.sheet]
    found = np.zeros(len(rows), dtype=bool)
    headers: list[str] = []
    for name in sheet.person_columns & columns.keys():
        if not sheet.needs(name):
            continue
        cell = block.columns[name]
        told = _first_header(rows.source.spec.person_key if cell.person_key else [], rows)
        for other in people:
            if _fill_alike(other.columns["person_id"], cell) and "name" in other.columns:
                told += _first_header(other.columns["name"].headers, rows)
        for cells in [columns[name], *map(rows.column, told)]:
            found |= cells.isin([text for text in cells.unique() if says_nobody(text)]).to_numpy(dtype=bool)
        headers += told or cell.headers[:1]
    return found, list(dict.fromkeys(headers))


def _first_header(headers: Sequence[str], rows: Rows) -> list[str]:
    return [header for header in headers if rows.has([header])][:1]


def _fill_alike(one: Cell, other: Cell) -> bool:
    return (one.headers, one.person_key) == (other.headers, other.person_key)
