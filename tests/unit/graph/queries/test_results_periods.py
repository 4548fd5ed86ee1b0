"""Computing answers writes the periods of links first, so that questions about them are asked of the last load."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.ledger.entry import Change
from graph.profile.profile import Profile
from graph.queries.catalog import Catalog, Query
from graph.queries.evaluate import Context
from graph.queries.results import compute_all
from tests.support.fake_answers import HEADER, FakeRunner, make_query
from tests.unit.graph.queries.test_results_ledger import Kept

PROFILE = Profile.load("education")
JUDGED = [["scope", "l1", None], ["link_state", "l1", None]]


def state_of(runner: FakeRunner) -> list[tuple[str, date, date | None]]:
    return [(row["state"], row["since"], row["until"]) for row in runner.periods.values()]


def month(runner: FakeRunner, load: str, day: date, state: str) -> None:
    steps = [[step, load, None] for step, *_ in JUDGED]
    runner.context |= {"load": load, "as_of": day, "steps": steps, "answered": []}
    runner.links = [["x", state, PROFILE.families[state]]]


@pytest.fixture
def runner(queries: Catalog) -> FakeRunner:
    return FakeRunner({queries["s01_x"].text: []}, steps=JUDGED)


def test_periods_are_written_before_questions_are_asked(queries: Catalog, runner: FakeRunner) -> None:
    month(runner, "l1", date(2026, 6, 1), "alive")
    compute_all(runner, PROFILE, queries=queries)
    month(runner, "l2", date(2026, 7, 1), "paper")
    before = len(runner.asked)
    compute_all(runner, PROFILE, queries=queries)
    assert state_of(runner) == [
        ("alive", date(2026, 6, 1), date(2026, 7, 1)),
        ("paper", date(2026, 7, 1), None),
    ]
    asked = [text for text, _ in runner.asked[before:]]
    periods = next(at for at, text in enumerate(asked) if "LinkPeriod" in text)
    assert periods < asked.index(queries["s01_x"].text)
    runner.context["answered"] = ["l2"]
    assert compute_all(runner, PROFILE, queries=queries).written.total == 0


def test_no_period_where_links_were_not_judged_or_for_another_date(queries: Catalog, runner: FakeRunner) -> None:
    month(runner, "l1", date(2026, 6, 1), "alive")
    compute_all(runner, PROFILE, queries=queries, as_of=date(2026, 5, 1))
    runner.context["steps"] = [["scope", "l1", None], ["link_state", "l0", None]]
    compute_all(runner, PROFILE, queries=queries)
    assert runner.periods == {}


def test_periods_that_were_kept_and_not_written_are_written_next(queries: Catalog, runner: FakeRunner) -> None:
    journal = Kept()
    month(runner, "l1", date(2026, 6, 1), "alive")
    runner.cut_off_after = 0
    with pytest.raises(ConnectionError):
        compute_all(runner, PROFILE, queries=queries, journal=journal)
    assert (runner.periods, [len(change.periods) for change in journal.changes]) == ({}, [1])
    runner.cut_off_after = None
    compute_all(runner, PROFILE, queries=queries, journal=journal)
    assert state_of(runner) == [("alive", date(2026, 6, 1), None)]
    numbers = [change.sequence for change in journal.changes]
    assert numbers == list(range(1, len(numbers) + 1))
    kept: list[Change] = [change for change in journal.changes if change.periods]
    assert [change.now.load_id for change in kept] == ["l1"]


def test_a_kept_answer_about_periods_does_not_stand_where_one_changed(
    tmp_path: Path, queries: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "MATCH (period:LinkPeriod) RETURN period.link_id AS team_id, period.since AS since, "
        "[period.link_id] AS ids, 1 AS buildings;"
    )
    about = make_query(tmp_path, name="s01_periods", text=text)
    every = Catalog([*queries.values(), about])
    monkeypatch.setattr("graph.queries.stored.catalog", lambda: every)
    row = {"team_id": "x", "since": date(2026, 6, 1), "ids": ["x"], "buildings": 1}
    runner = FakeRunner({queries["s01_x"].text: [], about.text: [row]}, steps=JUDGED)
    month(runner, "l1", date(2026, 6, 1), "alive")
    compute_all(runner, PROFILE, queries=every)
    for state, again in (("alive", False), ("paper", True)):
        month(runner, "l1", date(2026, 6, 1), state)
        before = len(runner.asked)
        compute_all(runner, PROFILE, queries=every, changed=frozenset(), since="l1")
        assert (about.text in [text for text, _ in runner.asked[before:]]) is again


def test_a_question_about_history_says_what_it_lacks(tmp_path: Path) -> None:
    query: Query = make_query(tmp_path, header=HEADER.replace("needs: [scope]", "needs: [scope, history]"))
    runner = FakeRunner()
    assert Context.read(runner).missing(query) == ("an earlier load to compare with",)
    runner.context["history"] = True
    assert Context.read(runner).missing(query) == ()
