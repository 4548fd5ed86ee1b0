"""Finding, ordering, running and recording steps, without a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

import graph.derive.run as module
from graph.derive.run import derive, ordered, steps
from graph.derive.step import BATCH, Step, Work, columns
from graph.errors import LooplineError, QueryError
from graph.model.cypher_builder import statement
from graph.model.derived_cypher import read_derived, set_derived, sweep_derived
from graph.network.core.network import Network
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.queries.evaluate import ANSWERS, HISTORY
from graph.runner import Counters, Params, Plan, Result

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)
VERSION = f"1-{PROFILE.fingerprint}"


class Collecting:
    """A runner that answers what it is told to and keeps what it is asked."""

    def __init__(self, load: str | None = "load-1", recorded: list[list[Any]] | None = None) -> None:
        self.answers: dict[str, list[dict[str, Any]]] = {
            statement("derive/run/latest"): [{"load": load, "sequence": 1, "as_of": AS_OF}] if load else [],
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

    def write_all(self, statements: Any, *, proof: Any = None) -> Counters:
        raise AssertionError(f"a step writes one statement at a time, but here are {statements} {proof}")

    def explain(self, text: str, params: Params | None = None) -> Plan:
        del params
        raise AssertionError(f"deriving plans nothing, but asked for {text}")

    def params_of(self, name: str) -> list[dict[str, Any]]:
        return [params for text, params in self.written if text == statement(f"derive/run/{name}")]


def kept(name: str, load: str = "load-1", *, rows: int = 1, basis: str | None = None, **other: Any) -> list[Any]:
    """A step's record as the graph holds it."""
    said = {"version": VERSION, "as_of": AS_OF, "sequence": 1, "reads": []} | other
    return [name, load, said["version"], said["as_of"], rows, basis, said["sequence"], said["reads"]]


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
        ([step("a", "b"), step("b", "a")], "depend on each other"),
        ([step("a", "a")], "depend on each other"),
        ([step("a", "z")], "needs z, which does not exist"),
        ([step("a"), step("a")], "Two derivation steps are named a"),
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
    same = {"load": "load-1", "version": VERSION, "as_of": AS_OF, "basis": None, "sequence": 1, "reads": []}
    assert recorded == [{"step": "one", "rows": 1, **same}, {"step": "two", "rows": 0, **same}]


def test_which_contact_was_counted_is_recorded_with_each_step_that_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network.of(2, np.array([0]), np.array([1]), basis={"period": "all on record", "channel": "email"})

    def read(work: Work) -> Network:
        del work
        return network

    def count(work: Work) -> int:
        return work.keep(read).size

    use(monkeypatch, step("one", compute=count), step("three", "two", compute=count), step("two", "one"))
    runner = Collecting()
    derive(runner, PROFILE)
    recorded = {params["step"]: params["basis"] for params in runner.params_of("record")}
    basis = "period all on record; channel email"
    assert recorded == {"one": basis, "two": None, "three": basis}


def test_a_record_that_differs_in_nothing_but_time_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(recorded=[kept("one")])
    assert derive(runner, PROFILE).written.total == 0
    assert runner.written == []


@pytest.mark.parametrize(
    "recorded",
    [
        kept("one", "load-0"),
        kept("one", version="0-older"),
        kept("one", as_of=date(2026, 5, 2)),
        kept("one", rows=2),
        kept("one", basis="channel: email"),
        kept("one", sequence=0),
        kept("one", reads=["Team"]),
    ],
)
def test_a_record_that_differs_is_written_again(monkeypatch: pytest.MonkeyPatch, recorded: list[Any]) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(recorded=[recorded])
    derive(runner, PROFILE)
    assert len(runner.params_of("record")) == 1


def test_records_of_steps_that_are_gone_are_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    runner = Collecting(recorded=[kept("one"), kept("old", "load-0")])
    derive(runner, PROFILE)
    assert runner.params_of("forget") == [{"steps": ["old"]}]


def test_a_step_that_fails_leaves_no_record_of_itself_and_those_after(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Work) -> int:
        raise QueryError("no")

    use(monkeypatch, step("a"), step("b", "a", compute=fail), step("c", "b"))
    runner = Collecting(recorded=[kept(name, "load-0") for name in "abc"])
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
        derive(Lost(recorded=[kept("a")]), PROFILE)


def test_nothing_loaded_is_said_and_the_clock_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, step("one"))
    with pytest.raises(LooplineError, match="Nothing is loaded yet") as refused:
        derive(Collecting(load=None), PROFILE)
    assert refused.value.fix
    assert derive(Collecting(load=None), PROFILE, as_of=date(2020, 1, 1)).as_of == date(2020, 1, 1)


class Changed(Collecting):
    """A graph after a second load, which says what it touched."""

    def __init__(self, recorded: list[list[Any]], touched: list[str], *, known: bool = True, sheets: Any = ()) -> None:
        super().__init__("load-2", recorded)
        self.answers[statement("derive/run/latest")][0]["sequence"] = 2
        self.answers[statement("derive/run/since")] = [
            {"loads": 1, "touched": touched, "known": known, "sheets": list(sheets)}
        ]
        for part in ("links/teams", "scope/read"):
            self.answers[statement(f"derive/{part}")] = [{"found": []}]
        self.answers[read_derived("Team", "coverage")] = [{"found": []}]


def reading(part: str, *, writes: str = "") -> Callable[[Work], int]:
    """What a step does that reads a part file, and may write with a statement."""

    def compute(work: Work) -> int:
        work.found(part)
        if writes:
            work.write(writes, {"key": ["T"], "covered": [1.0]})
        return 1

    return compute


UNITS = step("units", compute=reading("scope/read"))
COVERED = step("covered", compute=reading("scope/read", writes=set_derived("Team", "coverage")))
TEAMS = step("z_teams", compute=lambda work: len(work.stored("Team", "coverage")))
LINKS = step("z_links", compute=reading("links/teams"))


def after(*found: Step, touched: list[str], **said: Any) -> tuple[list[str], Changed]:
    """Names of the steps that ran after a load that touched something, once all had run after the load before."""
    first = Collecting()
    for part in ("links/teams", "scope/read"):
        first.answers[statement(f"derive/{part}")] = [{"found": []}]
    first.answers[read_derived("Team", "coverage")] = [{"found": []}]
    derive(first, PROFILE)
    names = ("step", "load", "version", "as_of", "rows", "basis", "sequence", "reads")
    recorded = [[params[name] for name in names] for params in first.params_of("record")]
    recorded = [[*row[:1], said.get("of", row[1]), *row[2:]] if row[0] == found[-1].name else row for row in recorded]
    runner = Changed(recorded, touched, **{name: value for name, value in said.items() if name in ("known", "sheets")})
    report = derive(runner, said.get("profile", PROFILE), said.get("as_of"), changed_only=True)
    return [entry.step for entry in report.steps if entry.milliseconds], runner


def test_a_step_that_looks_at_nothing_a_load_touched_is_left_out_and_its_record_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, UNITS, TEAMS)
    ran, runner = after(UNITS, TEAMS, touched=["Unit"])
    assert ran == ["units"]
    assert runner.written[0] == (statement("derive/run/begin"), {})
    assert {params["step"]: (params["load"], params["sequence"]) for params in runner.params_of("record")} == {
        "units": ("load-2", 2),
        "z_teams": ("load-2", 2),
    }
    assert [params["milliseconds"] for params in runner.params_of("record") if params["step"] == "z_teams"] == [None]
    assert after(UNITS, TEAMS, touched=["Team"])[0] == ["z_teams"]
    assert after(UNITS, TEAMS, touched=["PART_OF"])[0] == ["units"]
    assert after(UNITS, TEAMS, touched=["Barrier"])[0] == []


def test_what_a_step_writes_makes_those_run_that_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, COVERED, TEAMS, LINKS)
    assert after(COVERED, TEAMS, LINKS, touched=["Unit"])[0] == ["covered", "z_links", "z_teams"]
    assert after(COVERED, TEAMS, LINKS, touched=["PART_OF"])[0] == ["covered", "z_teams"]


@pytest.mark.parametrize(
    "said",
    [
        {"known": False},
        {"sheets": ["contacts"]},
        {"of": ""},
        {"of": "load-0"},
        {"as_of": date(2026, 5, 4)},
        {"profile": Profile.model_validate({**PROFILE.model_dump(by_alias=True), "name": "other"})},
    ],
)
def test_every_step_runs_where_it_is_not_known_what_changed(monkeypatch: pytest.MonkeyPatch, said: Any) -> None:
    use(monkeypatch, UNITS, TEAMS)
    assert after(UNITS, TEAMS, touched=["Barrier"])[0] == []
    assert after(UNITS, TEAMS, touched=["Barrier"], **said)[0] == ["units", "z_teams"]


def test_without_the_wish_every_step_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, UNITS, TEAMS)
    runner = Changed([kept("units"), kept("z_teams")], [])
    assert all(entry.milliseconds for entry in derive(runner, PROFILE).steps)


def test_columns_and_batches() -> None:
    assert columns(("a", "b"), []) == {"a": [], "b": []}
    assert columns(("a", "b"), [(1, 2), (3, 4)]) == {"a": [1, 3], "b": [2, 4]}
    runner = Collecting()
    work = Work(runner, PROFILE, AS_OF)
    work.write(sweep_derived("Link"), {"key": []})
    assert runner.written == []
    work.write(sweep_derived("Link"), {"key": list(range(BATCH + 1))}, more=1)
    assert [len(params["key"]) for _, params in runner.written] == [BATCH, 1]
    assert all(params["more"] == 1 for _, params in runner.written)
    assert work.counters.properties_set == 2


def test_what_several_steps_need_is_made_once() -> None:
    made = []

    def make(work: Work) -> int:
        made.append(work)
        return len(made)

    work = Work(Collecting(), PROFILE, AS_OF)
    assert work.keep(make) == work.keep(make) == 1


def test_every_shipped_query_needs_only_steps_that_exist() -> None:
    known = {found.name for found in steps()} | {ANSWERS, HISTORY}
    assert {query.id: set(query.needs) - known for query in catalog().values() if set(query.needs) - known} == {}
