"""CSV: every file that people open in a spreadsheet is written in one way, and holds no formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import tables
from dashboards.drawing.table import Line, Table, csv_text
from dashboards.shell.downloads import csv_bytes
from graph.csv_text import cell, safe_cell, write_csv
from graph.problem import Problem
from loaders import quarantine

WORDS = st.text(st.characters(codec="utf-8"))
RISKY = st.text("=+-@\t\r\n \u00a0\u200b\ufeff\uff1d\uff0b12.,e", min_size=1)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30",
        "-cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "\N{FULLWIDTH PLUS SIGN}1",
        " =1",
        "\N{NO-BREAK SPACE}=1",
        "\N{FULLWIDTH COMMERCIAL AT}x",
        "-",
        "=-5",
        "\n=1",
        "\ufeff=1",
        "\u200b@x",
        "-inf",
        "-1_0",
        "+\uff11",
        "\t5",
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "12", "-5", "+3", "1,388", "-1.5", "63%", "Region 6", "'quoted", "\N{EN DASH}"])
def test_plain_text_and_numbers_stay(text: str) -> None:
    assert safe_cell(text) == text


def looks_like_a_formula(text: str) -> bool:
    """As a careful reader would judge it: what is left of blanks and marks begins with one of four signs."""
    bare = unicodedata.normalize("NFKC", text).strip("\u200b\ufeff \t\r\n\u00a0")
    return bare[:1] in ("=", "+", "-", "@") and bool(bare)


@given(WORDS | RISKY)
def test_no_cell_is_a_formula_and_none_loses_its_text(text: str) -> None:
    safe = safe_cell(text)
    assert safe.removeprefix("'") == text.removeprefix("'") or safe == f"'{text}"
    if looks_like_a_formula(safe):
        assert float(safe.replace(",", "")) is not None
        assert set(safe) <= set("0123456789+-.,eE")
    assert safe_cell(safe) == safe


@given(st.lists(st.lists(WORDS | RISKY, min_size=2, max_size=2)))
def test_rows_come_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    write_csv(out, ("a", "=b"), rows)
    read = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert read == [["a", "'=b"], *([safe_cell(text) for text in row] for row in rows)]


def test_values_as_text() -> None:
    values = [None, True, 0.5, ["a", None, False], date(2026, 9, 1), {"b": 1}]
    assert [cell(value) for value in values] == ["", "true", "0.5", "a||false", "2026-09-01", '{"b": 1}']


def by_page(rows: Sequence[Sequence[str]]) -> str:
    return csv_bytes(("a", "b"), rows).decode("utf-8-sig")


def by_picture(rows: Sequence[Sequence[str]]) -> str:
    return csv_text(Table("", (("a", False), ("b", False)), tuple(Line(tuple(row)) for row in rows)))


ROWS = [("=1+1", "plain"), ("\n@x", "-5"), ("\uff1dcmd", "-inf")]
SAFE = [["'=1+1", "plain"], ["'\n@x", "-5"], ["'\uff1dcmd", "'-inf"]]


@pytest.mark.parametrize("write", [by_page, by_picture])
def test_every_file_has_the_same_guard(write: Callable[[Sequence[Sequence[str]]], str]) -> None:
    assert list(csv.reader(io.StringIO(write(ROWS), newline="")))[1:] == SAFE


def test_the_command_line_has_the_same_guard(capsys: pytest.CaptureFixture[str]) -> None:
    tables.print_csv(("a", "b"), [dict(zip("ab", row, strict=True)) for row in ROWS])
    assert list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))[1:] == SAFE


def test_the_quarantine_has_the_same_guard(tmp_path: Path) -> None:
    written = quarantine.write(tmp_path, "l", [Problem("=a.csv", 2, "\n@x", "-inf", "-5", "why")])
    (row,) = list(csv.reader(io.StringIO(Path(written).read_bytes().decode(), newline="")))[1:]
    assert row == ["'=a.csv", "2", "'\n@x", "'-inf", "-5", "why", "row"]
