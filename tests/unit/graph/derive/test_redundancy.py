"""By how many people a link is held, against trying every set of people."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.steps.contacts import Check, Evidence
from graph.derive.steps.link_state import Judged
from graph.derive.steps.redundancy import Crossing, Holding, counted_of, crossing_of, holdings, settle
from graph.derive.steps.required_pairs import End, Formed, Pair
from graph.profile.profile import Profile

PROFILE = Profile.load("education")
UPPER, LOWER, BOTH = ("u1", "u2", "u3", "u4"), ("l1", "l2", "l3", "l4"), ("b1", "b2")

CROSSINGS = st.builds(
    lambda edges, both: Crossing(frozenset(edges), frozenset(both) | {p for edge in edges for p in edge if p in BOTH}),
    st.sets(st.tuples(st.sampled_from(UPPER + BOTH), st.sampled_from(LOWER + BOTH)).filter(lambda e: e[0] != e[1])),
    st.sets(st.sampled_from(BOTH)),
)


def ends_all(gone: set[str], crossing: Crossing) -> bool:
    """Whether no contact is left once these people have left."""
    return not (crossing.both - gone) and all(set(edge) & gone for edge in crossing.edges)


def fewest(crossing: Crossing) -> tuple[int, set[str]]:
    """The size of the smallest set that ends all contact, and, where it is one, everyone who is such a set."""
    people = sorted({person for edge in crossing.edges for person in edge} | crossing.both)
    for size in range(len(people) + 1):
        found = [set(gone) for gone in combinations(people, size) if ends_all(set(gone), crossing)]
        if found:
            return size, set().union(*found) if size == 1 else set()
    raise AssertionError("everyone leaving ends all contact")


@settings(deadline=None)
@given(crossings=st.lists(CROSSINGS, max_size=4))
def test_the_fewest_people_whose_leaving_ends_all_contact(crossings: list[Crossing]) -> None:
    for crossing, found in zip(crossings, holdings(crossings), strict=True):
        assert (found.people, set(found.alone)) == fewest(crossing)


@pytest.mark.parametrize(
    ("edges", "both", "people", "alone"),
    [
        ([], [], 0, ""),
        ([("u", "l")], [], 1, "ul"),  # either one's leaving ends it
        ([("u", "l"), ("u", "m")], [], 1, "u"),
        ([("u", "l"), ("v", "l")], [], 1, "l"),
        ([("u", "l"), ("v", "m")], [], 2, ""),
        ([("u", "l"), ("u", "m"), ("v", "m")], [], 2, ""),
        ([], ["x"], 1, "x"),
        ([("x", "l"), ("u", "x")], ["x"], 1, "x"),
        ([("u", "l")], ["x"], 2, ""),
    ],
)
def test_small_cases_by_hand(edges: list[tuple[str, str]], both: list[str], people: int, alone: str) -> None:
    assert holdings([Crossing(frozenset(edges), frozenset(both))]) == [Holding(people, frozenset(alone))]


def test_nothing_to_work_out() -> None:
    assert holdings([]) == []


# Which contacts count


def pair(upper: tuple[str, ...] = ("U",), lower: tuple[str, ...] = ("L",), formed: Formed = Formed.ACTIVE) -> Pair:
    return Pair("DIT-BIT", "support", End("D", "DIT", Formed.ACTIVE, upper), End("B", "BIT", formed, lower), 9)


SESSIONS = PROFILE.calendar(date(2026, 5, 3))


def test_contact_counts_in_either_direction_and_only_within_the_period() -> None:
    evidence = Evidence(
        members={"U": frozenset("uvw"), "L": frozenset("lmn")},
        crossing={("U", "L"): {("u", "l"): 5, ("v", "m"): 900}, ("L", "U"): {("n", "w"): 180, ("m", "w"): 900}},
    )
    found = crossing_of(pair(), evidence, SESSIONS, 180)
    assert found == Crossing(frozenset({("u", "l"), ("w", "n")}), frozenset())


def test_several_teams_hold_a_pair_together() -> None:
    evidence = Evidence(
        members={"U": frozenset("u"), "L": frozenset("l"), "M": frozenset("m")},
        crossing={("U", "L"): {("u", "l"): 5}, ("M", "U"): {("m", "u"): 5}},
    )
    found = crossing_of(pair(lower=("L", "M")), evidence, SESSIONS, 180)
    assert holdings([found]) == [Holding(1, frozenset("u"))]


def test_someone_on_both_teams_counts_once_and_by_being_there() -> None:
    evidence = Evidence(
        members={"U": frozenset("ux"), "L": frozenset("lx")},
        crossing={("U", "L"): {("x", "l"): 5, ("u", "x"): 5}},
        seen={"x": 5, "u": 5, "l": 5},
        shared_count=True,
    )
    assert holdings([crossing_of(pair(), evidence, SESSIONS, 180)]) == [Holding(1, frozenset("x"))]
    # The teams last met long ago, yet that person still talks to them.
    evidence.met = {"U": 900}
    assert holdings([crossing_of(pair(), evidence, SESSIONS, 180)]) == [Holding(1, frozenset("x"))]
    evidence.crossing = {}
    assert holdings([crossing_of(pair(), evidence, SESSIONS, 180)]) == [Holding(0)]


# What people's contacts show against what teams counted


LAST = date(2026, 1, 31)


def judged(state: str = "alive", days: int | None = 5) -> Judged:
    return Judged("DIT-BIT:B", state, PROFILE.families[state], LAST, days, 30, 1, None, 1.0)


def checks(*rows: tuple[int, int | None]) -> Evidence:
    found = [Check("U", "L", age, age, reached=True, answered=True, people=people) for age, people in rows]
    return Evidence(members={"U": frozenset("uv")}, checks={("U", "L"): found, ("L", "U"): found})


def people(evidence: Evidence, contacts: Holding, state: Judged, link: Pair | None = None) -> int | None:
    link = link or pair()
    return settle(link, state, contacts, counted_of(link, evidence, SESSIONS, PROFILE), evidence, PROFILE).people


@pytest.mark.parametrize(
    ("counts", "contacts", "state", "expected"),
    [
        ([], 2, judged(), 2),
        ([], 0, judged("paper", None), 0),
        ([], 0, judged("stale", 900), 0),
        ([], 0, judged("cant_tell", 5), None),
        ([(5, None)], 0, judged(), None),  # contact, and nobody counted the people
        ([(5, 1)], 0, judged(), 1),
        ([(5, 3)], 1, judged(), 3),  # the records show one, the teams know of three
        ([(5, 1)], 2, judged(), 2),
        ([(5, 2), (90, 1)], 0, judged(), 2),  # the latest count
        ([(900, 1)], 0, judged("stale", 900), 0),  # a count from before the period is none
    ],
)
def test_the_number_of_people(
    counts: list[tuple[int, int | None]], contacts: int, state: Judged, expected: int | None
) -> None:
    assert people(checks(*counts), Holding(contacts), state) == expected


def test_a_pair_without_a_team_is_held_by_nobody() -> None:
    assert people(checks(), Holding(0), judged("missing", None), pair(formed=Formed.MISSING)) == 0


def test_one_team_at_both_ends_is_held_by_its_members() -> None:
    assert people(checks(), Holding(2), judged(), pair(lower=("U",))) == 2
    assert people(Evidence(), Holding(0), judged(), pair(lower=("U",))) is None
