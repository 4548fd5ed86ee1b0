"""Finding, ordering, running and recording steps, without a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

import graph.derive as module
from graph.derive import derive, ordered, steps
from graph.errors import LooplineError, QueryError
from graph.measures.network.network import Network
from graph.measures.step import BATCH, Step, Work, columns
from graph.profile import Profile
from graph.runner import Counters, Params, Plan, Result
from graph.statements import statement

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)
VERSION = f"1-{PROFILE.fingerprint}"


class Collecting:
    """A runner that answers what it is told to and keeps what it is asked."""

    def __init__(self, load: str | None = "load-1", recorded: list[list[Any]] | None = None) -> None:
        self.answers: dict[str, list[dict[str, Any]]] = {
            statement("derive/run/latest"): [{"load": load, "as_of": AS_OF}] if load else [],
            statement("derive/run/recorded"): [{"found": recorded or []}],
        }
        self.written: list[tuple[str, dict[str, Any]]] = []

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        del params, timeout
        rows = self.answers[text]
        return Result(tuple(rows[0]) if rows else (), rows)

    def write(self, text: str, params: Params | None = None) -> Counters:
        self.written.append((text, dict(params or {})))
        return Counters(properties_set=1)

    def write_all(self, statements: Any) -> Counters:
        raise AssertionError(f"a step writes one statement at a time, but here are {statements}")

    def explain(self, text: str, params: Params | None = None) -> Plan:
        del params
        raise AssertionError(f"deriving plans nothing, but asked for {text}")

    def params_of(self, name: str) -> list[dict[str, Any]]:
        return [params for text, params in self.written if text == statement(f"derive/run/{name}")]


def step(name: str, *needs: str, compute: Callable[[Work], int] = lambda _: 1) -> Step:
    return Step(name, needs, "1", compute)


def use(monkeypatch: pytest.MonkeyPatch, *found: Step) -> None:
    monkeypatch.setattr(module, "_measures", lambda: list(found))
    monkeypatch.setattr(module, "_files", list)


def test_the_shipped_steps_come_after_what_they_need() -> None:
    names = [found.name for found in steps()]
    assert {"scope", "members", "coverage", "links", "link_state", "redundancy", "lines"} <= set(names)
    for found in steps():
        assert all(names.index(need) < names.index(found.name) for need in found.needs)
    assert names == [found.name for found in steps()]


def test_order_does_not_depend_on_where_steps_are_found() -> None:
    found = [step("d", "b", "c"), step("c", "a"), step("b", "a"), step("a")]
    assert (
        [each.name for each in ordered(found)] == [each.name for each in ordered(found[::-1])] == ["a", "b", "c", "d"]
    )


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ([step("a", "b"), step("b", "a")], "need each other"),
        ([step("a", "a")], "need each other"),
        ([step("a", "z")], "needs z, which does not exist"),
        ([step("a"), step("a")], "Two steps of deriving are named a"),
    ],
)
def test_steps_that_contradict_themselves_are_refused(found: list[Step], message: str) -> None:
    with pytest.raises(LooplineError, match=message):
        ordered(found)


def test_every_step_is_recorded_with_load_version_date_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"), step("two", "one", compute=lambda _: 0))
    runner, told = Collecting(), []
    report = derive(runner, PROFILE, on_progress=lambda *said: told.append(said))
    assert told == [("one", 1, 2), ("two", 2, 2)]
    assert [(entry.step, entry.rows) for entry in report.steps] == [("one", 1), ("two", 0)]
    assert report.warnings == ["Step two ran and found nothing."]
    assert (report.as_of, report.load, report.profile) == (AS_OF, "load-1", "education")
    recorded = runner.params_of("record")
    assert [params.pop("milliseconds") >= 0 for params in recorded] == [True, True]
    same = {"load": "load-1", "version": VERSION, "as_of": AS_OF, "told": None}
    assert recorded == [{"step": "one", "rows": 1, **same}, {"step": "two", "rows": 0, **same}]


def test_which_contact_was_counted_is_recorded_with_each_step_that_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network.of(2, np.array([0]), np.array([1]), told={"period": "all on record", "channel": "email"})

    def read(work: Work) -> Network:
        del work
        return network

    def count(work: Work) -> int:
        return work.keep(read).size

    use(monkeypatch, step("one", compute=count), step("three", "two", compute=count), step("two", "one"))
    runner = Collecting()
    derive(runner, PROFILE)
    said = {params["step"]: params["told"] for params in runner.params_of("record")}
    told = "period all on record; channel email"
    assert said == {"one": told, "two": None, "three": told}


def test_a_record_that_differs_in_nothing_but_time_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(recorded=[["one", "load-1", VERSION, AS_OF, 1, None]])
    assert derive(runner, PROFILE).written.total == 0
    assert runner.written == []


@pytest.mark.parametrize(
    "recorded",
    [
        ["one", "load-0", VERSION, AS_OF, 1, None],
        ["one", "load-1", "0-older", AS_OF, 1, None],
        ["one", "load-1", VERSION, date(2026, 5, 2), 1, None],
        ["one", "load-1", VERSION, AS_OF, 2, None],
        ["one", "load-1", VERSION, AS_OF, 1, "channel: email"],
    ],
)
def test_a_record_that_differs_is_written_again(monkeypatch: pytest.MonkeyPatch, recorded: list[Any]) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(recorded=[recorded])
    derive(runner, PROFILE)
    assert len(runner.params_of("record")) == 1


def test_records_of_steps_that_are_gone_are_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(
        recorded=[["one", "load-1", VERSION, AS_OF, 1, None], ["old", "load-0", VERSION, AS_OF, 1, None]]
    )
    derive(runner, PROFILE)
    assert runner.params_of("forget") == [{"steps": ["old"]}]


def test_a_step_that_fails_leaves_no_record_of_itself_and_those_after(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Work) -> int:
        raise QueryError("no")

    use(monkeypatch, step("a"), step("b", "a", compute=fail), step("c", "b"))
    runner = Collecting(recorded=[[name, "load-0", VERSION, AS_OF, 1, None] for name in "abc"])
    with pytest.raises(QueryError, match="no"):
        derive(runner, PROFILE)
    assert [params["step"] for params in runner.params_of("record")] == ["a"]
    assert runner.params_of("forget") == [{"steps": ["b", "c"]}]


def test_what_went_wrong_first_is_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(Collecting):
        def write(self, text: str, params: Params | None = None) -> Counters:
            raise QueryError(f"the server is gone: {text} {params}")

    def fail(_: Work) -> int:
        raise QueryError("the step's own fault")

    use(monkeypatch, step("a", compute=fail))
    with pytest.raises(QueryError, match="own fault"):
        derive(Lost(recorded=[["a", "load-0", VERSION, AS_OF, 1, None]]), PROFILE)


def test_nothing_loaded_is_said_and_the_clock_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    with pytest.raises(LooplineError, match="Nothing is loaded yet") as refused:
        derive(Collecting(load=None), PROFILE)
    assert refused.value.fix
    assert derive(Collecting(load=None), PROFILE, as_of=date(2020, 1, 1)).as_of == date(2020, 1, 1)


def test_columns_and_batches() -> None:
    assert columns(("a", "b"), []) == {"a": [], "b": []}
    assert columns(("a", "b"), [(1, 2), (3, 4)]) == {"a": [1, 3], "b": [2, 4]}
    runner = Collecting()
    work = Work(runner, PROFILE, AS_OF)
    work.write("links/sweep", {"link_id": []})
    assert runner.written == []
    work.write("links/sweep", {"link_id": list(range(BATCH + 1))}, more=1)
    assert [len(params["link_id"]) for _, params in runner.written] == [BATCH, 1]
    assert all(params["more"] == 1 for _, params in runner.written)
    assert work.counters.properties_set == 2


def test_what_several_steps_need_is_made_once() -> None:
    made = []

    def make(work: Work) -> int:
        made.append(work)
        return len(made)

    work = Work(Collecting(), PROFILE, AS_OF)
    assert work.keep(make) == work.keep(make) == 1
