"""The headline: how many buildings are connected, of which, and what is missing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboards.drawing.building_cards import building_cards
from dashboards.drawing.cards import panel
from dashboards.drawing.headline import banner, headline
from dashboards.drawing.inputs import Counts, Facts, StatePicture, Step, UnitRef
from dashboards.drawing.summary import summary
from tests.support.pictures import (
    TODAY,
    picture_of,
    small_state,
)

STATE = UnitRef("S", "Example", "state")
REGION = UnitRef("R6", "Iron Range", "region", "6")
DISTRICT = UnitRef("D9", "Foxborough", "district")
SCHOOL = UnitRef("B4", "Keller High School", "school")
JARGON = re.compile(r"\b([Nn]ode|[Ee]dge|[Pp]ath|[Cc]entrality|[Cc]omponent|null|None|nan|[Ss]core)\b")


def test_headline_with_scope() -> None:
    text = headline(picture_of(small_state()))
    assert re.fullmatch(
        r"\d+ of the \d+ buildings that have begun are connected; for \d+ of them the line works both ways\.", text
    )


def _counted(counts: Counts, facts: Facts | None = None) -> StatePicture:
    return StatePicture((Step(STATE),), counts, facts=facts or Facts(as_of=TODAY, all_buildings=counts.total))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(400, both_ways=400), "All 400 buildings have an unbroken line."),
        (
            Counts(400, both_ways=380),
            "All 400 buildings have an unbroken line; for 380 of them the line works both ways.",
        ),
        (Counts(0, 58), "None of the 58 buildings (all in scope) is connected."),
        (Counts(1, 1, both_ways=1), "1 of 2 buildings (all in scope) is connected; its line works both ways."),
        (Counts(1, 1), "1 of 2 buildings (all in scope) is connected; its line works one way only."),
        (Counts(5, 5), "5 of 10 buildings (all in scope) are connected; for none of them the line works both ways."),
        (Counts(1, both_ways=1), "The one building has an unbroken line."),
        (Counts(), "No building is in scope."),
        (Counts(3, 1, 0, 6), "For 6 of 10 buildings (all in scope) we can't tell yet; 3 are connected."),
    ],
)
def test_headlines(counts: Counts, expected: str) -> None:
    assert headline(_counted(counts)) == expected


def test_a_headline_counts_against_what_has_begun() -> None:
    counts = Counts(10, 48, 338, 4)
    assert headline(_counted(counts)) == (
        "10 of the 62 buildings that have begun are connected; for none of them the line works both ways."
    )
    assert headline(_counted(replace(counts, connected=0))) == "None of the 52 buildings that have begun is connected."
    few = headline(_counted(Counts(300, 48, 4, 48)))
    assert few.startswith("300 of the 396 buildings that have begun are connected")
    unscoped = headline(_counted(counts, Facts(scope_given=False)))
    assert unscoped.startswith("10 of the 62 buildings that have begun (no scope was given, so all count) are")
    all_begun = headline(_counted(Counts(300, 48, 0, 52), Facts(all_buildings=2130)))
    assert all_begun.startswith("300 of 400 buildings in scope (of 2,130) are connected")


def test_where_one_has_begun_the_headline_is_in_the_singular() -> None:
    assert headline(_counted(Counts(1, 0, 5))) == (
        "The 1 building that has begun has an unbroken line; its line works one way only; 5 have not begun yet."
    )
    assert headline(_counted(Counts(0, 1, 5))) == "The 1 building that has begun is not connected."


def test_what_has_not_begun_is_said_once() -> None:
    for counts in (Counts(0, 0, 56), Counts(10, 0, 46, both_ways=10)):
        picture = _counted(counts)
        said = headline(picture) + "".join(text for text, _ in summary(picture))
        assert said.count("begun yet") == 1


def test_headline_says_that_no_scope_was_given() -> None:
    text = headline(_counted(Counts(3, 1, both_ways=2), Facts(scope_given=False)))
    assert (
        text
        == "3 of 4 buildings (no scope was given, so all count) are connected; for 2 of them the line works both ways."
    )


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        ("nothing", "Nothing is loaded yet. Load a staff export to begin."),
        ("units", "We know 400 buildings, but not their teams. Load the teams sheet."),
        ("teams", "We can't tell yet what is connected: contact records are missing."),
    ],
)
def test_headline_when_data_are_missing(loaded: str, expected: str) -> None:
    picture = _counted(Counts(0, 0, 0, 400), Facts(loaded=loaded))  # type: ignore[arg-type]
    assert headline(picture) == expected
    assert panel(picture).cards


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", "is connected: the line works both ways."),
        ("d", "is connected, but the line works one way only between the district and the building."),
        ("?", "contact records between the district and the building are missing."),
        ("s", "has not begun yet: its line is not due."),
        ("n", "is cut off: the line breaks between the district and the building."),
    ],
)
def test_headline_of_one_building(code: str, expected: str) -> None:
    building = small_state().below[0].below[0].below[0]
    building.code = code
    picture = picture_of(building)
    assert headline(picture).endswith(expected)
    assert len(building_cards(picture)) == 3


def test_banner_only_for_a_broken_link_at_the_top() -> None:
    top = small_state()
    assert banner(picture_of(top)) == ""
    top.leaders = "m"
    assert banner(picture_of(top)).startswith(
        "No contact on record between the state team and the State Management Team"
    )
    top.leaders = "n"
    assert banner(picture_of(top)).startswith("No State Management Team is recorded.")
