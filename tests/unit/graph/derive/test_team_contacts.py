"""Contact between members of teams, out of everyone's records: against the plain way of finding it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from graph.derive.read.records import NEVER, Meetings, Records, Selection
from graph.derive.steps.team_contacts import crossing, seen
from graph.errors import LooplineError
from graph.profile.calendar import SchoolCalendar

AS_OF = date(2026, 10, 31)


def records(
    rows: list[tuple[int, int, int, float]],
    met: list[tuple[int, int, list[int]]] | None = None,
    size: int = 6,
    since: list[int] | None = None,
) -> Records:
    """Rows of (from, to, age, count) and meetings of (age, size, people) among people P0, P1 and so on.

    A row began as long ago as `since` says, else on the day of its last contact.
    """
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    attended = [(number, who, age, many) for number, (age, many, people) in enumerate(met or []) for who in people]
    meeting, person, age, many = np.array(attended, dtype=np.int32).reshape(-1, 4).T
    return Records(
        AS_OF,
        np.array([f"P{number}" for number in range(size)], dtype=object),
        np.array([""] * size, dtype=object),
        np.ones(size, dtype=np.bool_),
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.int32),
        table[:, 2].astype(np.int32),
        table[:, 2].astype(np.int32) if since is None else np.array(since, dtype=np.int32),
        table[:, 3],
        np.zeros(len(table), dtype=np.int8),
        Meetings(meeting, person, age, many),
    )


def plainly(
    given: Records, members: dict[str, list[str]], wanted: set[tuple[str, str]], largest: int
) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """The same by going through every row."""
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(dict)
    both = wanted | {pair[::-1] for pair in wanted}
    on = {person: [team for team, people in members.items() if person in people] for person in given.people}

    def note(one: str, other: str, age: int) -> None:
        for way in product(on[one], on[other]):
            if way in both and one != other:
                found[way][one, other] = min(age, found[way].get((one, other), NEVER))

    for start, end, age, count in zip(given.start, given.end, given.age, given.count, strict=True):
        if count > 0:
            note(given.people[start], given.people[end], int(age))
    met = given.meetings
    for meeting in set(met.meeting.tolist()):
        there = np.flatnonzero((met.meeting == meeting) & (met.size <= largest))
        for one, other in product(there, there):
            note(given.people[met.person[one]], given.people[met.person[other]], int(met.age[one]))
    return dict(found)


@pytest.mark.parametrize("seed", range(40))
def test_contact_of_wanted_pairs_is_that_of_every_row_gone_through(seed: int) -> None:
    dice = np.random.default_rng(seed)
    rows = [(int(a), int(b), int(c), float(d)) for a, b, c, d in dice.integers(0, [6, 6, 90, 3], (40, 4))]
    met = [
        (int(dice.integers(90)), int(dice.integers(2, 30)), dice.choice(6, int(dice.integers(1, 5)), False).tolist())
        for _ in range(8)
    ]
    given = records(rows, met)
    members = {
        team: sorted({f"P{who}" for who in dice.integers(0, 6, int(dice.integers(0, 4)))}) for team in ("A", "B", "C")
    }
    wanted = {("A", "B"), ("B", "C")}
    assert crossing(given, members, wanted, 25) == plainly(given, members, wanted, 25)


def test_the_latest_of_contact_and_meeting_counts_whichever_it_is() -> None:
    members = {"A": ["P0"], "B": ["P1"]}
    early = crossing(records([(0, 1, 3, 1)], [(40, 2, [0, 1])]), members, {("A", "B")}, 25)
    late = crossing(records([(0, 1, 40, 1)], [(3, 2, [0, 1])]), members, {("A", "B")}, 25)
    assert early == {("A", "B"): {("P0", "P1"): 3}, ("B", "A"): {("P1", "P0"): 40}}
    assert late == {("A", "B"): {("P0", "P1"): 3}, ("B", "A"): {("P1", "P0"): 3}}


def test_a_row_that_says_that_nothing_went_is_no_contact_but_shows_the_person() -> None:
    given = records([(0, 1, 7, 0)])
    assert crossing(given, {"A": ["P0"], "B": ["P1"]}, {("A", "B")}, 25) == {}
    assert seen(given, {"A": ["P0", "P2"]}) == {"P0": 7}


def test_a_selection_names_what_was_selected_and_selects_it() -> None:
    given = records([(0, 1, 3, 2), (1, 0, 3, 1), (2, 3, 200, 5), (3, 3, 1, 1)], [(3, 3, [2, 4, 5]), (3, 40, [0, 5])])
    calendar = SchoolCalendar(AS_OF)
    whole = given.network(Selection(), calendar)
    assert whole.basis == {
        "as_of": "2026-10-31",
        "period": "all on record",
        "channel": "all",
        "contacts": "any number",
        "meetings": "of up to 25 people",
    }
    assert sorted(zip(whole.start.tolist(), whole.end.tolist(), whole.weight.tolist(), strict=True)) == [
        *((0, 1, 2.0), (1, 0, 1.0), (2, 3, 5.0)),
        *((2, 4, 0.5), (2, 5, 0.5), (4, 2, 0.5), (4, 5, 0.5), (5, 2, 0.5), (5, 4, 0.5)),
    ]
    recent = given.network(Selection(days=30), calendar)
    assert (2, 3) not in set(zip(recent.start.tolist(), recent.end.tolist(), strict=True))
    strong = given.network(Selection(strength=3), calendar)
    assert sorted(zip(strong.start.tolist(), strong.end.tolist(), strict=True)) == [(0, 1), (1, 0), (2, 3)]
    mail = given.network(Selection(channel="email"), calendar)
    assert len(mail.start) == 3
    assert mail.basis["channel"] == "email"


def test_an_earlier_period_has_what_lasted_into_it_and_nothing_of_later() -> None:
    # Ages of first and last contact: today, within the last ten days only, from the last period into this one, in the
    # last period only, long ago only, and over all three periods.
    given = records(
        [(0, 1, 0, 1), (1, 2, 3, 1), (2, 3, 5, 1), (3, 4, 12, 1), (4, 5, 25, 1), (5, 0, 1, 1)],
        [(8, 2, [0, 2]), (18, 2, [1, 3]), (11, 2, [2, 4])],
        since=[0, 9, 15, 19, 29, 60],
    )
    gone = replace(given, here=np.array([True] * 5 + [False]))
    calendar = SchoolCalendar(AS_OF)

    def ties(before: int, of: Records = given) -> set[tuple[int, int]]:
        found = of.network(Selection(10, before=before), calendar)
        return {(min(pair), max(pair)) for pair in zip(found.start.tolist(), found.end.tolist(), strict=True)}

    assert ties(0) == {(0, 1), (1, 2), (2, 3), (0, 5), (0, 2)}
    assert ties(1) == {(2, 3), (3, 4), (0, 5), (1, 3), (2, 4)}
    assert ties(2) == {(4, 5), (0, 5)}
    # Whoever has left since is missing now, and was there then.
    assert ties(0, gone) == {(0, 1), (1, 2), (2, 3), (0, 2)}
    assert ties(2, gone) == {(4, 5), (0, 5)}
    assert given.network(Selection(10, before=2), calendar).basis["period"] == "10 days in session, 2 earlier"
    for wrong in ({"before": -1, "days": 10}, {"before": 1}):
        with pytest.raises(LooplineError, match="earlier period"):
            Selection(**wrong)  # type: ignore[arg-type]
