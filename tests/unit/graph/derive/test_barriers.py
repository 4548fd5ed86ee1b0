"""Where a barrier stands: with whom, since when, how soon an answer was due, when those who raised it heard back."""

from __future__ import annotations

from datetime import date

import pytest

from graph.derive.steps.barriers import Handling, Raised, Stands, raised_of
from graph.profile.calendar import SchoolCalendar

AS_OF = date(2026, 6, 1)
CALENDAR = SchoolCalendar(AS_OF)
STANDS = Stands(CALENDAR, 30, {("BIT", "DIT"): 10}, escalated=True)
RAISED = date(2026, 3, 1)
UP = Handling("BIT", date(2026, 3, 2), passed=date(2026, 3, 5))


def barrier(*way: Handling, resolved: date | None = None, reported: date | None = None) -> Raised:
    return Raised("b1", RAISED, resolved, reported, "BIT", way)


@pytest.mark.parametrize(
    ("raised", "state", "at_team", "since"),
    [
        (barrier(), "raised", "BIT", RAISED),
        (barrier(UP), "passed_on", "BIT", date(2026, 3, 5)),
        (barrier(UP, Handling("DIT", date(2026, 3, 7))), "waiting", "DIT", date(2026, 3, 7)),
        (
            barrier(UP, Handling("DIT", date(2026, 3, 7), answered=date(2026, 3, 9))),
            "answered",
            "DIT",
            date(2026, 3, 9),
        ),
        (barrier(UP, resolved=date(2026, 4, 1), reported=date(2026, 4, 3)), "reported_back", "BIT", date(2026, 4, 3)),
        (
            barrier(UP, Handling("DIT", date(2026, 3, 7)), resolved=date(2026, 4, 1)),
            "resolved",
            "DIT",
            date(2026, 4, 1),
        ),
    ],
)
def test_the_last_step_says_where_it_is(raised: Raised, state: str, at_team: str, since: date) -> None:
    found = STANDS.of(raised)
    assert (found.state, found.at_team, found.since) == (state, at_team, since)
    assert found.days == (AS_OF - since).days


def test_what_a_team_solved_itself_it_knew_at_once() -> None:
    found = STANDS.of(barrier(Handling("BIT", RAISED), resolved=date(2026, 3, 11)))
    assert (found.state, found.heard, found.round_trip) == ("reported_back", True, 10)


def test_what_others_resolved_is_heard_only_when_reported() -> None:
    found = STANDS.of(barrier(UP, Handling("DIT", date(2026, 3, 7)), resolved=date(2026, 3, 11)))
    assert (found.heard, found.round_trip) == (False, (AS_OF - RAISED).days)
    # Nor is it known who resolved what nobody is on record as having had.
    assert STANDS.of(barrier(resolved=date(2026, 3, 11))).heard is False


@pytest.mark.parametrize(
    ("way", "due"),
    [
        ((UP, Handling("DIT", date(2026, 3, 7))), 10),
        ((UP, Handling("RIT", date(2026, 3, 7))), 30),
        ((Handling("DIT", date(2026, 3, 7)),), 10),
        ((Handling("BIT", date(2026, 3, 7)),), 30),
    ],
)
def test_an_answer_is_due_as_agreed_with_the_team_it_came_from(way: tuple[Handling, ...], due: int) -> None:
    assert STANDS.of(barrier(*way)).due_days == due


def test_a_profile_that_does_not_say_leaves_open_what_was_not_agreed() -> None:
    stands = Stands(CALENDAR, None, {("BIT", "DIT"): 10}, escalated=True)
    assert stands.of(barrier(UP, Handling("DIT", date(2026, 3, 7)))).due_days == 10
    assert stands.of(barrier(UP, Handling("RIT", date(2026, 3, 7)))).due_days is None


def test_of_two_teams_on_one_day_the_one_that_has_it_still_comes_last() -> None:
    day = date(2026, 3, 7)
    found = STANDS.of(barrier(Handling("DMT", day), Handling("AIT", day), Handling("DIT", day, passed=day)))
    assert (found.state, found.at_team) == ("waiting", "DMT")


def test_without_the_sheet_of_escalations_it_is_not_known_who_has_it() -> None:
    stands = Stands(CALENDAR, 30, {}, escalated=False)
    assert (stands.of(barrier()).state, stands.of(barrier()).at_team) == (None, None)
    assert stands.of(barrier(resolved=date(2026, 4, 1))).state == "resolved"
    assert stands.of(barrier()).round_trip == (AS_OF - RAISED).days


def test_days_out_of_session_are_left_out() -> None:
    stands = Stands(SchoolCalendar(AS_OF, (("04-01", "04-30"),)), 30, {}, escalated=True)
    assert stands.of(barrier(UP)).days == (AS_OF - date(2026, 3, 5)).days - 30


def test_what_lies_after_the_date_is_left_out() -> None:
    later = date(2026, 6, 2)
    rows = [["b1", RAISED, later, later, "BIT", [["BIT", RAISED, RAISED, None], ["DIT", later, None, None]]]]
    (found,) = raised_of(rows, AS_OF)
    assert found == Raised("b1", RAISED, None, None, "BIT", (Handling("BIT", RAISED, RAISED),))
