"""The state of a link: one line of the definition after the other, at and beside each boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.steps.contacts import Agreement, Check, Evidence, turn
from graph.derive.steps.link_state import BEST_FIRST, Facts, Judge, period_of, rhythm_of, state_of
from graph.derive.steps.required_pairs import End, Formed, Pair
from graph.model.vocabulary import LINK_STATES
from graph.profile.profile import Profile

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)  # 121 days after the winter break, none since
ACTIVE, STARTING, MISSING = Formed.ACTIVE, Formed.STARTING, Formed.MISSING

# A pair about which everything is known and well; each case changes what it names.
WELL = Facts(covered=1.0, down=10, up=10, protocols=1)

TABLE: list[tuple[str, dict[str, object], str]] = [
    ("all is well", {}, "alive"),
    # Nothing has been loaded that could tell
    ("nothing recorded", {"recorded": False}, "cant_tell"),
    ("nothing recorded, no team", {"recorded": False, "lower": MISSING}, "cant_tell"),
    ("nothing recorded, one team at both ends", {"recorded": False, "one_team": True}, "cant_tell"),
    # An end not formed
    ("no upper team", {"upper": MISSING}, "missing"),
    ("no lower team", {"lower": MISSING}, "missing"),
    ("no team, nothing covered", {"lower": MISSING, "covered": None, "down": None, "up": None}, "missing"),
    ("lower team starting", {"lower": STARTING}, "starting"),
    ("one starting, one missing", {"upper": MISSING, "lower": STARTING}, "missing"),
    ("both starting", {"upper": STARTING, "lower": STARTING}, "starting"),
    ("one team carries both", {"one_team": True, "covered": None, "down": None, "up": None, "protocols": 0}, "alive"),
    # Can it be told?
    ("nobody covered, one way", {"covered": 0.0, "up": None}, "cant_tell"),
    ("no members, silence", {"covered": None, "down": None, "up": None}, "cant_tell"),
    ("covered just below the share", {"covered": 0.79, "up": None}, "cant_tell"),
    ("covered at the share", {"covered": 0.8, "up": None}, "one_way_down"),
    ("not covered, but checked", {"covered": 0.0, "checked": True, "up": None}, "one_way_down"),
    ("not covered, but both ways seen", {"covered": 0.0}, "alive"),
    ("not covered, both ways seen long ago", {"covered": 0.0, "down": 181, "up": 181}, "cant_tell"),
    ("not covered, one way seen long ago", {"covered": 0.0, "down": 10, "up": 181}, "cant_tell"),
    # Missing and paper
    ("silence, nothing agreed", {"down": None, "up": None, "protocols": 0}, "missing"),
    ("silence, agreed", {"down": None, "up": None}, "paper"),
    ("agreed, silent for the window and a day", {"down": 181, "up": 200}, "paper"),
    ("agreed, silent for exactly the window", {"down": 180, "up": 180}, "stale"),
    ("agreed every 90 days, silent for three rhythms", {"rhythm": 90, "down": 270, "up": 270}, "stale"),
    ("agreed every 90 days, silent for a day more", {"rhythm": 90, "down": 271, "up": 271}, "paper"),
    ("agreed every 7 days: the window still counts", {"rhythm": 7, "down": 180, "up": 180}, "stale"),
    ("nothing agreed, contact years ago", {"protocols": 0, "down": 2000, "up": None}, "stale"),
    # Stale
    ("one and a half rhythms old", {"down": 45, "up": 60}, "alive"),
    ("a day older", {"down": 46, "up": 60}, "stale"),
    ("a rhythm of 7, ten days", {"rhythm": 7, "down": 10, "up": 10}, "alive"),
    ("a rhythm of 7, eleven days", {"rhythm": 7, "down": 11, "up": 11}, "stale"),
    ("overdue comes before one way", {"down": 46, "up": None}, "stale"),
    # One way
    ("down only", {"up": None}, "one_way_down"),
    ("up only", {"down": None}, "one_way_up"),
    ("answered in the period's last day", {"down": 10, "up": 180}, "alive"),
    ("answered before the period", {"down": 10, "up": 181}, "one_way_down"),
    ("one way comes before nothing in writing", {"up": None, "protocols": 0}, "one_way_down"),
    # Goodwill
    ("nothing in writing", {"protocols": 0}, "goodwill"),
    ("no protocols sheet: writing is not judged", {"protocols": 0, "writing_known": False}, "alive"),
    ("no protocols sheet, silence", {"protocols": 0, "writing_known": False, "down": None, "up": None}, "missing"),
    ("leadership needs no writing", {"protocols": 0, "support": False}, "alive"),
    ("leadership one way", {"protocols": 0, "support": False, "up": None}, "one_way_down"),
    ("leadership silent", {"protocols": 0, "support": False, "down": None, "up": None}, "missing"),
    ("contact today", {"down": 0, "up": 0}, "alive"),
]


@pytest.mark.parametrize(("changes", "state"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_state(changes: dict[str, object], state: str) -> None:
    found = state_of(replace(WELL, **changes), PROFILE)  # type: ignore[arg-type]
    assert found.state == state
    assert found.family == PROFILE.families[state]


def test_the_table_shows_every_state() -> None:
    assert {state for _, _, state in TABLE} == set(LINK_STATES)
    assert set(BEST_FIRST) == set(LINK_STATES)


DAYS = st.none() | st.integers(0, 1000)
FACTS = st.builds(
    Facts,
    support=st.booleans(),
    upper=st.sampled_from(Formed),
    lower=st.sampled_from(Formed),
    one_team=st.booleans(),
    recorded=st.booleans(),
    writing_known=st.booleans(),
    covered=st.none() | st.floats(0, 1),
    checked=st.booleans(),
    down=DAYS,
    up=DAYS,
    protocols=st.integers(0, 3),
    rhythm=st.integers(1, 365),
)


@settings(deadline=None)
@given(facts=FACTS)
def test_down_and_up_are_mirror_images(facts: Facts) -> None:
    mirror = replace(facts, down=facts.up, up=facts.down)
    swap = {"one_way_down": "one_way_up", "one_way_up": "one_way_down"}
    state = state_of(facts, PROFILE).state
    assert state_of(mirror, PROFILE).state == swap.get(state, state)


@settings(deadline=None)
@given(facts=FACTS)
def test_silence_is_never_called_well(facts: Facts) -> None:
    silent = replace(facts, down=None, up=None, one_team=False)
    assert state_of(silent, PROFILE).family in {"gap", "starting", "cant_tell"}


@settings(deadline=None)
@given(facts=FACTS)
def test_knowing_more_of_the_same_only_turns_cant_tell_into_something(facts: Facts) -> None:
    told = replace(facts, covered=1.0)
    if state_of(facts, PROFILE).state != "cant_tell":
        assert state_of(told, PROFILE) == state_of(facts, PROFILE)


def test_the_period_is_the_window_and_longer_for_slow_rhythms() -> None:
    assert period_of(30, PROFILE) == 180
    assert period_of(60, PROFILE) == 180
    assert period_of(61, PROFILE) == 183


# Evidence ---------------------------------------------------------------------------------------------------------


def _end(unit: str, kind: str, *teams: str, formed: Formed = ACTIVE) -> End:
    return End(unit, kind, formed, teams)


def pair(*, upper: tuple[str, ...] = ("U",), lower: tuple[str, ...] = ("L",), group: str = "support") -> Pair:
    return Pair("DIT-BIT", group, _end("D", "DIT", *upper), _end("B", "BIT", *lower), 1)


ALL = frozenset({"teams", "contacts", "meetings", "link_checks", "protocols"})


def judge(evidence: Evidence, loaded: frozenset[str] = ALL) -> Judge:
    return Judge(evidence, PROFILE, PROFILE.calendar(AS_OF), loaded)


def both_ways(age: int = 5) -> Evidence:
    return Evidence(
        members={"U": frozenset({"u"}), "L": frozenset({"l"})},
        crossing={("U", "L"): {("u", "l"): age}, ("L", "U"): {("l", "u"): age + 3}},
        seen={"u": age, "l": age},
        shared_count=True,
    )


def agreed(every: int | None = 30, since: date | None = None) -> dict[tuple[str, str], list[Agreement]]:
    entry = Agreement("p", every, since, responsible=False)
    return {("U", "L"): [entry], ("L", "U"): [entry]}


def test_a_link_shows_its_dates_its_rhythm_and_its_agreement() -> None:
    evidence = both_ways()
    evidence.agreements = agreed(14, date(2026, 1, 2))
    found = judge(evidence).judge(pair())
    assert (found.state, found.family, found.covered) == ("alive", "holds", 1.0)
    assert found.last_contact == AS_OF - timedelta(days=5)
    assert (found.days_since, found.rhythm, found.protocols, found.agreed_on) == (5, 14, 1, date(2026, 1, 2))


def test_days_out_of_session_make_nothing_overdue() -> None:
    autumn = date(2026, 8, 30)
    evidence = both_ways(100)  # 100 days before, of which 61 were summer
    found = Judge(evidence, PROFILE, PROFILE.calendar(autumn), ALL).judge(pair())
    assert (found.days_since, found.state) == (39, "goodwill")


def test_the_shortest_rhythm_agreed_counts_and_a_blank_is_none() -> None:
    entries = [Agreement("a", 60, None, responsible=False), Agreement("b", 20, None, responsible=False)]
    assert rhythm_of(entries, 30) == 20
    assert rhythm_of([Agreement("c", None, None, responsible=False)], 30) == 30
    assert rhythm_of([Agreement("c", 0, None, responsible=False)], 30) == 30
    assert rhythm_of([], 30) == 30


@pytest.mark.parametrize("sheet", ["contacts", "meetings", "link_checks"])
def test_one_sheet_of_contact_is_enough_to_tell(sheet: str) -> None:
    assert judge(both_ways(), frozenset({"teams", sheet})).judge(pair()).state == "alive"


@pytest.mark.parametrize("loaded", [{"teams", "protocols"}, {"contacts", "meetings", "link_checks"}, set()])
def test_without_teams_or_any_sheet_of_contact_nothing_can_be_told(loaded: set[str]) -> None:
    assert judge(both_ways(), frozenset(loaded)).judge(pair()).state == "cant_tell"
    empty = pair(upper=())
    empty = replace(empty, upper=replace(empty.upper, formed=MISSING))
    assert judge(Evidence(), frozenset(loaded)).judge(empty).state == "cant_tell"


def test_a_person_on_both_teams_counts_both_ways_dated_by_the_teams_last_meeting() -> None:
    evidence = Evidence(members={"U": frozenset({"x", "u"}), "L": frozenset({"x", "l"})}, shared_count=True)
    assert judge(evidence).judge(pair()).state == "cant_tell"  # nothing dates it
    evidence.seen = {"x": 12}
    assert evidence.shared("U", "L") == {"x": 12}
    evidence.met = {"L": 20, "U": 33}
    assert evidence.shared("U", "L") == {"x": 20}
    found = judge(evidence).judge(pair())
    assert (found.state, found.days_since) == ("goodwill", 20)
    evidence.shared_count = False
    assert evidence.shared("U", "L") == {}


def test_several_teams_of_a_type_take_the_best_state() -> None:
    evidence = both_ways()
    evidence.members["L2"] = frozenset({"m"})
    evidence.seen["m"] = 1
    two = pair(lower=("L", "L2"))
    assert judge(evidence).judge(two).state == "goodwill"
    assert judge(evidence).judge(pair(lower=("L2",))).state == "missing"
    shared = pair(upper=("U", "L"))
    assert judge(evidence).judge(shared).state == "alive"  # one of the teams carries both types


def test_not_knowing_is_better_than_a_known_gap() -> None:
    evidence = Evidence(members={"U": frozenset({"u"}), "L": frozenset({"l"}), "L2": frozenset({"m"})}, seen={"l": 1})
    evidence.seen = {"l": 1}
    assert judge(evidence).judge(pair(lower=("L",))).state == "missing"
    assert judge(evidence).judge(pair(lower=("L", "L2"))).state == "cant_tell"


@pytest.mark.parametrize(
    ("heard", "answered", "met", "reached", "back"),
    [
        (True, True, False, True, True),
        (True, False, False, False, True),
        (True, None, False, False, True),
        (False, False, True, False, False),
        (None, None, False, False, False),
        (None, None, True, True, True),  # they met: a blank is not a no
        (True, None, True, True, True),
        (True, False, True, False, True),
        (False, None, True, False, False),
        (None, False, True, False, False),
        (None, True, False, True, True),  # an answer is heard as well
    ],
)
def test_a_link_check_says_itself_which_way(
    heard: bool | None, answered: bool | None, met: bool, reached: bool, back: bool
) -> None:
    row = ["A", "B", "A", 10, 12, met, heard, answered, None, None]
    assert turn(row) == Check("A", "B", 10, 12, reached, back)
    turned = ["A", "B", "B", 10, 12, met, heard, answered, None, None]
    assert turn(turned) == Check("B", "A", 10, 12, reached, back)
    unsigned = ["A", "B", None, 10, 12, met, heard, answered, None, None]
    assert turn(unsigned) == Check("A", "B", 10, 12, reached, back)


@pytest.mark.parametrize(
    ("ours", "theirs", "people"),
    [(1, 4, 1), (3, 2, 2), (None, 1, 1), (3, None, None), (0, 3, None), (None, None, None)],
)
def test_a_link_check_counts_the_smaller_side(ours: int | None, theirs: int | None, people: int | None) -> None:
    assert turn(["A", "B", "A", 1, 1, True, True, True, ours, theirs]).people == people


def test_a_link_check_in_the_period_makes_a_pair_tellable() -> None:
    quiet = Evidence(members={"U": frozenset({"u"}), "L": frozenset({"l"})})
    assert judge(quiet).judge(pair()).state == "cant_tell"
    for period, state in ((180, "missing"), (400, "cant_tell")):
        check = Check("U", "L", period, period, reached=False, answered=False)
        quiet.checks = {("U", "L"): [check], ("L", "U"): [replace(check, one="L", other="U")]}
        assert judge(quiet).judge(pair()).state == state
    check = Check("U", "L", 9, 9, reached=True, answered=False)
    quiet.checks = {("U", "L"): [check], ("L", "U"): [Check("L", "U", 9, 9, reached=False, answered=True)]}
    assert judge(quiet).judge(pair()).state == "one_way_down"
