"""Numbers, dates and names in the pictures' sentences."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import Counts, UnitRef
from dashboards.drawing.phrasing import clean, day, full, in_order, lane, many, percent, share, short
from tests.support.pictures import (
    TODAY,
    large_state,
    picture_of,
)

STATE = UnitRef("S", "Example", "state")
REGION = UnitRef("R6", "Iron Range", "region", "6")
DISTRICT = UnitRef("D9", "Foxborough", "district")
SCHOOL = UnitRef("B4", "Keller High School", "school")
JARGON = re.compile(r"\b([Nn]ode|[Ee]dge|[Pp]ath|[Cc]entrality|[Cc]omponent|null|None|nan|[Ss]core)\b")


def test_numbers_and_dates() -> None:
    assert many(1, "building") == "1 building"
    assert many(1388, "building") == "1,388 buildings"
    assert [percent(part, 2000) for part in (1999, 1989, 1990)] == [">99%", "99%", ">99%"]
    assert percent(0, 0) == "\N{EN DASH}"
    assert day(date(2027, 1, 15), TODAY) == "15 January"
    assert day(TODAY - timedelta(days=400), TODAY) == "26 September 2025"
    assert day(date(2026, 5, 3), None) == "3 May 2026"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(46, 21, 5), "69%"),
        (Counts(0, 0, 5), "\N{EN DASH}"),
        (Counts(2, 0, 2), "100%"),
        (Counts(10, 48, 338, 4), "16%"),
        (Counts(0, 14, 0, 177), "?"),
        (Counts(), "\N{EN DASH}"),
        (Counts(7, both_ways=7), "100%"),
    ],
)
def test_shares(counts: Counts, expected: str) -> None:
    assert share(counts.connected, counts) == expected


def test_names_of_regions() -> None:
    assert (lane(REGION), short(REGION), full(REGION)) == ("6 Iron Range", "Region 6", "Region 6 Iron Range")
    said = UnitRef("057950", "REGION 10 EDUCATION SERVICE CENTER", "region", "10")
    assert (lane(said), short(said)) == (said.name, "Region 10")
    assert full(said) == said.name
    plain = UnitRef("N1", "Network 1", "region")
    assert (lane(plain), short(plain), full(plain)) == ("Network 1", "Network 1", "Network 1")


def test_a_hostile_name_stays_one_short_line() -> None:
    assert clean("a\u2028b\nc\td\u202e" + "x" * 10**6).startswith("a b c d")
    assert len(clean("x" * 10**6)) == 120
    assert full(UnitRef("id-7", "\u200b\n ", "district")) == "id-7"


def test_siblings_stand_in_natural_order() -> None:
    units = [UnitRef(f"D{number}", "x", "district") for number in (10, 9, 100, 1)]
    assert [unit.unit_id for unit in sorted(units, key=in_order)] == ["D1", "D9", "D10", "D100"]
    regions = [UnitRef("z", "", "region", "2"), UnitRef("a", "", "region", "11"), UnitRef("b", "", "region")]
    assert [unit.unit_id for unit in sorted(regions, key=in_order)] == ["z", "a", "b"]


def test_large_numbers_carry_commas() -> None:
    text = headline(picture_of(large_state()))
    assert re.match(r"\d,\d{3} of \d,\d{3} buildings", text)
