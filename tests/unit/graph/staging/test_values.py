"""Cells: what is taken, what is refused, and in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.sheets import SHEETS
from graph.staging.bad_value import BadValue
from graph.staging.dates import read_date
from graph.staging.values import clean, read_column, read_id, read_text, reader


def read(sheet: str, column: str, text: str) -> Any:
    """A cell as the sheet's reader sees it."""
    return reader(SHEETS[sheet].columns[column])(clean(text))


@pytest.mark.parametrize(
    ("sheet", "column", "text", "value"),
    [
        ("people", "person_id", " 007 ", "007"),
        ("people", "person_id", "'001902", "001902"),
        ("people", "person_id", "Robert'}) DETACH DELETE n //", "Robert'}) DETACH DELETE n //"),
        ("people", "person_id", "Null", "Null"),
        ("people", "person_id", "\u00e9", "\u00e9"),
        ("people", "person_id", "e\u0301", "\u00e9"),
        ("people", "name", "  Ann \u00a0\u00a0 Able\u00a0", "Ann   Able"),
        ("people", "name", "Ann\r\nAble\u200b", "Ann Able"),
        ("people", "name", "\u202eelbA", "elbA"),
        ("people", "name", '=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("people", "hired", "2026-09-01", date(2026, 9, 1)),
        ("people", "hired", "2026-09-01T00:00:00", date(2026, 9, 1)),
        ("people", "hired", "2026-09-01T23:30:00-05:00", date(2026, 9, 1)),
        ("people", "hired", "01-SEP-2026", date(2026, 9, 1)),
        ("people", "left", "9999-12-31", None),
        ("people", "left", "4712-12-31", None),
        ("people", "left", "00.00.0000", None),
        ("people", "hired", "0000-00-00 00:00:00", None),
        ("people", "hired", "00000000", None),
        ("people", "hired", "0", None),  # a formula that points at a blank cell
        ("people", "hired", "1/0/1900", None),  # the same, formatted as a date
        ("people", "hired", "1900-01-00", None),
        ("people", "hired", "00.01.1900", None),
        ("people", "hired", "1900-01-02", date(1900, 1, 2)),
        ("people", "person_id", '="00123"', "00123"),
        ("people", "employed_fte", "0.5", 0.5),
        ("people", "employed_fte", "1", 1.0),
        ("units", "level", "SCHOOL", "school"),
        ("units", "in_scope", "Yes", True),
        ("units", "in_scope", "0", False),
        ("units", "in_scope", "x", True),
        ("units", "in_scope", "N", False),
        ("roles", "code", "Regional Director", "regional_director"),
        ("teams", "meets_every_days", "30.0", 30),
        ("meetings", "attendees", "p1| p2 |p1||", ["p1", "p2"]),
        ("contacts", "count", "0.25", 0.25),
    ],
)
def test_taken(sheet: str, column: str, text: str, value: object) -> None:
    assert read(sheet, column, text) == value


@pytest.mark.parametrize(
    ("sheet", "column", "text", "code"),
    [
        ("people", "person_id", "p\u202e1", "control_character"),
        ("people", "person_id", "p\u200b1", "control_character"),
        ("people", "person_id", "p\t1", "control_character"),
        ("people", "person_id", "p\n1", "control_character"),
        ("people", "person_id", "p\u20281", "control_character"),
        ("people", "person_id", "1.0E+05", "mangled_id"),
        ("people", "person_id", "a|b", "separator_in_id"),
        ("people", "person_id", "Total:", "total_row"),
        ("people", "person_id", "Grand total: 1,204", "total_row"),
        ("people", "person_id", "x" * 201, "too_long"),
        ("people", "name", "x" * 2_001, "too_long"),
        ("people", "hired", "09/01/2026", "bad_date"),
        ("people", "hired", "2026-02-30", "bad_date"),
        ("people", "hired", "\uff12\uff10\uff12\uff16-09-01", "bad_date"),
        ("people", "hired", "0001-01-01", "implausible_date"),
        ("people", "hired", "9999-12-31", "implausible_date"),
        ("people", "left", "1900-01-01", "implausible_date"),
        ("people", "left", "1899-12-30", "implausible_date"),
        ("people", "hired", "10/0/1900", "bad_date"),
        ("people", "hired", "13/13/2026", "bad_date"),
        ("people", "employed_fte", "-0.1", "out_of_range"),
        ("people", "employed_fte", "2", "out_of_range"),
        ("people", "employed_fte", "0,5", "bad_number"),
        ("people", "employed_fte", "nan", "bad_number"),
        ("people", "employed_fte", "1e400", "bad_number"),
        ("people", "employed_fte", "\uff11", "bad_number"),
        ("units", "level", "planet", "unknown_value"),
        ("units", "in_scope", "perhaps", "bad_flag"),
        ("teams", "meets_every_days", "30.5", "bad_number"),
        ("contacts", "count", "0", "out_of_range"),
        ("contacts", "count", "-3", "out_of_range"),
        ("contacts", "count", "1e12", "out_of_range"),
        ("meetings", "attendees", "p1|p\u202e2", "control_character"),
    ],
)
def test_refused(sheet: str, column: str, text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read(sheet, column, text)
    assert caught.value.code == code
    assert caught.value.reason.endswith("."), "a reason is a sentence"
    assert len(text) < 3 or text.strip() not in caught.value.reason, "a value may be personal and is never told"


def test_years_are_told_in_the_reason() -> None:
    with pytest.raises(BadValue, match=r"The year 1066 is not plausible"):
        read_date("1066-10-14")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("46266", "spreadsheet's number of a day"), ("1900-01-01", "where there is none"), ("2026", "not a")],
)
def test_what_systems_write_for_a_date_is_named(text: str, reason: str) -> None:
    with pytest.raises(BadValue, match=reason):
        read_date(text)


@given(st.text(max_size=300))
def test_a_text_is_taken_or_refused_and_never_crashes(text: str) -> None:
    for read_one in (read_text, read_id):
        try:
            value = read_one(clean(text))
        except BadValue:
            continue
        assert value == clean(value) or read_one is read_id
        assert all(character.isprintable() or character == "\u00a0" for character in value)


@given(st.lists(st.sampled_from(["a", "b", "", " ", "bad", "c "]), max_size=40))
def test_a_column_is_read_like_its_cells(cells: list[str]) -> None:
    def read_one(text: str) -> str:
        if text == "bad":
            raise BadValue("bad", "Bad.")
        return text.upper()

    values, bad = read_column(pd.Series(cells, dtype=object), read_one)
    assert sorted(bad) == [place for place, cell in enumerate(cells) if cell == "bad"]
    assert list(values) == [cell.strip().upper() if cell.strip() and cell != "bad" else None for cell in cells]
    assert values.dtype == np.dtype(object)
