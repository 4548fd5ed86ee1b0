"""Columns on their way to the server come out as they went in."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from graph.loading.columns import Coded, plain

CELLS = st.lists(
    st.none() | st.sampled_from(["a", "b", "c"]) | st.dates(date(2026, 1, 1), date(2026, 1, 3)), max_size=30
)


@given(cells=CELLS, first=st.integers(0, 30), length=st.integers(0, 30))
def test_a_coded_column_holds_its_cells(cells: list[object], first: int, length: int) -> None:
    column = Coded.of(pd.Series(cells, dtype=object))
    stop = first + length
    assert column.rows(first, stop) == cells[first:stop]
    values, codes = column.page(first, stop)
    assert [values[code] for code in codes] == cells[first:stop]
    assert len(values) == len(set(cells[first:stop])), "each value is sent once"
    assert plain(pd.Series(cells, dtype=object)) == cells


@given(st.lists(st.text(max_size=3)))
def test_codes_of_an_ordered_column_sort_like_its_cells(cells: list[str]) -> None:
    column = Coded.of(pd.Series(cells, dtype=object), ordered=True)
    order = column.codes.argsort(kind="stable")
    assert column.take(order).rows(0, len(cells)) == sorted(cells)


def test_missing_values_of_any_kind_are_blank() -> None:
    assert plain(pd.Series([1.0, None, float("nan"), pd.NaT], dtype=object)) == [1.0, None, None, None]
    assert plain(pd.Series([["a"], None], dtype=object)) == [["a"], None]
