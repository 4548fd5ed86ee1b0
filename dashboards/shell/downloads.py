"""Lists as CSV files that spreadsheets can't mistake for formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import streamlit as st

from graph.csv_text import write_csv


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV in UTF-8 with a byte order mark, so that spreadsheets read names correctly.

    Args:
        columns: The header.
        rows: Cells; None is empty, lists are joined with `|`.
    """
    out = io.StringIO()
    write_csv(out, columns, rows)
    return ("\ufeff" + out.getvalue()).encode()


def csv_button(columns: Sequence[str], rows: Sequence[Sequence[object]], name: str, label: str = "Download") -> None:
    """A button that saves rows as CSV; the file is created when the button is pressed.

    Args:
        columns: The header.
        rows: Cells.
        name: File name.
        label: Text of the button.
    """
    st.download_button(
        label,
        data=lambda: csv_bytes(columns, rows),
        file_name=name,
        mime="text/csv",
        key=f"save {name}",
        on_click="ignore",
        disabled=not rows,
    )
