"""Periods of links: what each load changes in them."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from graph.derive.steps import contacts, coverage, link_state
from graph.ledger.as_json import from_text, renumbered, to_text
from graph.ledger.entry import Change, Moment
from graph.ledger.period import Judgment, Period
from graph.ledger.periods import Periods, decide_periods
from graph.model.vocabulary import LINK_STATES, PERIOD_BEGINS
from graph.profile.profile import Profile
from graph.queries.link_periods import _THRESHOLDS, judged_by

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)
FAMILIES = Profile.load("education").families


class Years:
    """Periods without a graph: loads one after the other, each with a state by link."""

    def __init__(self) -> None:
        self.periods: dict[str, Period] = {}
        self.how = ""
        self.loads = 0

    def load(self, day: date, how: str = "h1", **states: str) -> Change:
        """A load of a date; a link that has no state is not there."""
        self.loads += 1
        change = self.look(day, how, **states)
        for name in change.dropped:
            del self.periods[name]
        self.periods |= {period.period_id: period for period in change.periods}
        self.how = change.judged or self.how
        return change

    def look(self, day: date, how: str = "h1", **states: str) -> Change:
        every = self.periods.values()
        recent = tuple(period for period in every if period.until is None or period.until >= day)
        known = Periods(recent, any(period.since < day for period in every), self.how)
        links = {name: Judgment(state, FAMILIES[state]) for name, state in states.items()}
        return decide_periods(known, links, how, Moment(day, self.loads))

    def told(self, link: str = "x") -> list[tuple[str, str, date, date | None]]:
        """State, how it began, since and until of each period of a link."""
        own = sorted((each for each in self.periods.values() if each.link_id == link), key=lambda each: each.since)
        return [(each.state, each.began, each.since, each.until) for each in own]


def test_a_period_goes_from_one_change_to_the_next() -> None:
    years = Years()
    years.load(AUGUST, x="alive", y="alive")
    change = years.load(SEPTEMBER, x="paper", y="alive")
    assert [period.link_id for period in change.periods] == ["x", "x"]
    assert years.told() == [("alive", "first", AUGUST, SEPTEMBER), ("paper", "changed", SEPTEMBER, None)]
    assert years.told("y") == [("alive", "first", AUGUST, None)]
    first, second = years.periods[f"x|{AUGUST}"], years.periods[f"x|{SEPTEMBER}"]
    assert (first.load, first.ended, second.load, second.ended) == (1, 2, 2, None)
    assert (first.family, second.family) == ("holds", "gap")


def test_the_same_states_change_nothing() -> None:
    years = Years()
    assert not years.load(AUGUST, x="alive").empty
    assert years.load(AUGUST, x="alive").empty
    assert years.load(SEPTEMBER, x="alive").empty


def test_what_could_not_be_told_before_may_have_been_so_before() -> None:
    years = Years()
    years.load(AUGUST, x="alive")
    years.load(SEPTEMBER, x="cant_tell")
    years.load(OCTOBER, x="paper")
    assert [(state, began) for state, began, *_ in years.told()] == [
        ("alive", "first"),
        ("cant_tell", "changed"),
        ("paper", "told"),
    ]


def test_what_other_settings_judge_otherwise_is_no_change_of_the_link() -> None:
    years = Years()
    years.load(AUGUST, x="stale", y="alive")
    years.load(SEPTEMBER, "h2", x="paper", y="alive")
    years.load(OCTOBER, "h2", x="paper", y="stale")
    assert years.told()[-1] == ("paper", "judged", SEPTEMBER, None)
    assert years.told("y")[-1] == ("stale", "changed", OCTOBER, None)


def test_a_link_that_goes_and_comes() -> None:
    years = Years()
    years.load(AUGUST, y="alive")
    years.load(SEPTEMBER, x="alive", y="alive")
    years.load(OCTOBER, y="alive")
    assert years.told() == [("alive", "new", SEPTEMBER, OCTOBER)]
    years.load(OCTOBER + timedelta(days=30), x="alive", y="alive")
    assert years.told()[-1] == ("alive", "new", OCTOBER + timedelta(days=30), None)


@pytest.mark.parametrize(
    ("loads", "told"),
    [
        (("missing", "alive"), [("alive", "first", AUGUST, None)]),
        (("cant_tell", "alive"), [("alive", "first", AUGUST, None)]),
        (("alive", None), []),
    ],
)
def test_of_several_loads_of_the_first_date_the_last_counts(
    loads: tuple[str | None, ...], told: list[tuple[str, str, date, date | None]]
) -> None:
    years = Years()
    for state in loads:
        years.load(AUGUST, **({"x": state} if state else {}))
    assert years.told() == told


@pytest.mark.parametrize(
    ("loads", "told"),
    [
        (("paper", "alive"), [("alive", "first", AUGUST, None)]),
        (("paper", "stale"), [("alive", "first", AUGUST, SEPTEMBER), ("stale", "changed", SEPTEMBER, None)]),
        ((None, "alive"), [("alive", "first", AUGUST, None)]),
        ((None, "stale"), [("alive", "first", AUGUST, SEPTEMBER), ("stale", "changed", SEPTEMBER, None)]),
        (("paper", None), [("alive", "first", AUGUST, SEPTEMBER)]),
        (("paper", "alive", "paper"), [("alive", "first", AUGUST, SEPTEMBER), ("paper", "changed", SEPTEMBER, None)]),
    ],
)
def test_of_several_loads_of_a_later_date_the_last_counts(
    loads: tuple[str | None, ...], told: list[tuple[str, str, date, date | None]]
) -> None:
    years = Years()
    years.load(AUGUST, x="alive")
    for state in loads:
        years.load(SEPTEMBER, **({"x": state} if state else {}))
    assert years.told() == told


def test_settings_that_changed_at_this_date_stay_the_reason() -> None:
    years = Years()
    years.load(AUGUST, x="alive")
    years.load(SEPTEMBER, "h2", x="paper")
    years.load(SEPTEMBER, "h2", x="missing")
    assert years.told()[-1] == ("missing", "judged", SEPTEMBER, None)


@pytest.mark.parametrize("seed", range(30))
def test_periods_of_a_link_follow_one_another(seed: int) -> None:
    made = random.Random(seed)  # noqa: S311 - no secret
    years, day = Years(), AUGUST
    for _ in range(25):
        day += timedelta(days=made.choice((0, 30)))
        states = {name: made.choice(LINK_STATES[:4]) for name in "xyz" if made.random() < 0.8}
        years.load(day, made.choice(("h1", "h1", "h2")), **states)
        now = {each.link_id: each.state for each in years.periods.values() if each.until is None}
        assert now == states
        assert years.look(day, years.how, **states).empty
        for name in "xyz":
            told = years.told(name)
            assert all(until is None or since < until for *_, since, until in told)
            for (state, _, _, until), (after, _, since, _) in pairwise(told):
                assert until is not None
                assert until < since or (until == since and state != after)
            assert {began for _, began, *_ in told} <= set(PERIOD_BEGINS)


def test_a_kept_change_comes_back_with_its_periods() -> None:
    years = Years()
    years.load(AUGUST, x="alive")
    change = replace(years.load(SEPTEMBER, "h2", x="paper"), dropped=("y|2026-09-30",), sequence=2)
    assert from_text(to_text(change)) == change
    other = renumbered(change, {1: 5, 2: 7})
    assert [(period.load, period.ended) for period in other.periods] == [(5, 7), (7, None)]
    old = to_text(change).replace(b'"version": 2', b'"version": 1').replace(b'"periods"', b'"of_later"')
    assert from_text(old).periods == ()


def test_links_are_judged_otherwise_only_by_what_judges_them() -> None:
    profile = Profile.load("education")
    thresholds = profile.parameters(AUGUST)
    same = judged_by(profile, thresholds)
    assert judged_by(profile, profile.parameters(OCTOBER)) == same
    assert judged_by(profile, {**thresholds, "spof_buildings": 9}) == same
    assert judged_by(profile, {**thresholds, "window_days": 90}) != same


def test_every_threshold_that_judges_links_makes_another_question() -> None:
    """What the step and what it reads ask of the profile; `required_pairs` decides which links there are."""
    texts = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (link_state, contacts, coverage)]
    asked = {name for text in texts for name in re.findall(r'threshold\("(\w+)"\)', text)}
    assert asked == set(_THRESHOLDS)
