from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import graph
from graph.errors import LooplineError, QueryError, UsageError
from graph.model.cypher_builder import known_values, present_nodes, present_values, statement
from graph.profile.profile import Profile
from graph.queries.arguments import parse, unknown_values
from graph.queries.catalog import Catalog, Query, QueryFileError, catalog
from graph.queries.evaluate import Answer, Context, lacking, parameters, run
from graph.queries.results import Change, compute_all
from graph.queries.stored import stored
from tests.support.fake_answers import HEADER, RANGES, FakeRunner, make_query

PROFILE = Profile.load("education")
ROW: dict[str, Any] = {"team_id": "T1", "since": date(2026, 3, 4), "ids": ["T1"], "buildings": 2}


def context(**given: Any) -> Context:
    fields: dict[str, Any] = {
        "load": "l1",
        "as_of": date(2026, 6, 1),
        "sheets": frozenset({"units", "contacts"}),
        "ran": frozenset({"scope"}),
    }
    return Context(**{**fields, **given})


# Can it be answered? ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ()),
        ({"sheets": frozenset({"units", "meetings"})}, ()),
        ({"sheets": frozenset({"contacts"})}, ("the sheet units has not been loaded",)),
        ({"sheets": frozenset({"units"})}, ("none of the sheets contacts and meetings has been loaded",)),
        ({"ran": frozenset()}, ("the step scope has not run since the last load",)),
        ({"load": None}, ("nothing has been loaded yet",)),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, given: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert context(**given).missing(make_query(tmp_path)) == missing


def test_a_step_that_ran_for_an_earlier_load_has_not_run() -> None:
    runner = FakeRunner(steps=[["scope", "l0", None], ["links", "l1", None]])
    assert Context.read(runner).ran == {"links"}


def test_a_query_that_can_not_be_answered_is_not_run(tmp_path: Path) -> None:
    query = make_query(tmp_path)
    answer = run(query, FakeRunner(), profile=PROFILE, context=context(sheets=frozenset()))
    assert answer.records() == [
        {
            "query": "s01_x",
            "rule": "S-01",
            "evaluable": False,
            "missing": [
                "the sheet units has not been loaded",
                "none of the sheets contacts and meetings has been loaded",
            ],
        }
    ]


@pytest.mark.parametrize("name", ["n01_inward_group", "p03_role_that_joins", "p04_single_bridge"])
def test_a_measure_that_did_not_run_since_the_last_load_is_said_to_be_missing(name: str) -> None:
    every = frozenset({"units", "people", "contacts", "meetings", "teams", "roles", "assignments"})
    known = Context.read(FakeRunner(sheets=list(every)))
    (step,) = catalog()[name].needs
    assert known.missing(catalog()[name]) == (f"the step {step} has not run since the last load",)


# Rows ---------------------------------------------------------------------------------------------------------------


def answered(tmp_path: Path, rows: list[dict[str, Any]], header: str = HEADER) -> Answer:
    query = make_query(tmp_path, header=header)
    return run(query, FakeRunner({query.text: rows}), profile=PROFILE, context=context())


def test_no_rows_is_an_answer(tmp_path: Path) -> None:
    answer = answered(tmp_path, [])
    assert answer.evaluable
    assert answer.records() == []


def test_a_finding_is_told_in_words(tmp_path: Path) -> None:
    assert answered(tmp_path, [ROW]).records() == [
        {
            "query": "s01_x",
            "rule": "S-01",
            "ids": ["T1"],
            "key": "T1",
            "severity": "high",
            "buildings": 2,
            "sentence": "T1 has no support since 4 March 2026. 2 buildings.",
            "cause": "",
            "team_id": "T1",
            "since": date(2026, 3, 4),
        }
    ]


def test_findings_stand_by_severity_then_buildings_at_least_one_then_ids(tmp_path: Path) -> None:
    header = HEADER.replace("  - {{name: ids", "  - {{name: severity, type: text}}\n  - {{name: ids")
    rows = [
        {**ROW, "team_id": name, "ids": [name], "buildings": buildings, "severity": severity}
        for name, buildings, severity in [
            ("A", 0, "high"),
            ("B", 1, "high"),
            ("C", 9, "medium"),
            ("D", 30, None),
            ("E", 1, "critical"),
        ]
    ]
    answer = answered(tmp_path, rows, header)
    # 0 buildings rank as 1, so ids decide between A and B; where a row says nothing the header's severity counts.
    assert [row.key for row in answer.rows] == ["E", "D", "A", "B", "C"]
    assert [row.severity for row in answer.rows] == ["critical", "high", "high", "high", "medium"]
    assert [row.buildings for row in answer.rows][2] == 0


def test_two_rows_of_one_key_are_one(tmp_path: Path) -> None:
    answer = answered(tmp_path, [{**ROW, "buildings": 1}, {**ROW, "buildings": 7}])
    assert [row.buildings for row in answer.rows] == [7]


@pytest.mark.parametrize("row", [{**ROW, "buildings": "2"}, {"team_id": "T1"}, {**ROW, "ids": [1]}])
def test_a_row_that_breaks_its_header_is_refused(tmp_path: Path, row: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match="s01_x"):
        answered(tmp_path, [row])


def test_the_population_is_counted(tmp_path: Path) -> None:
    count = "MATCH (t:Team) RETURN count(t) AS population"
    header = HEADER.replace("sentence:", f"population: {{{{count: {count}, of: teams}}}}\nsentence:")
    query = make_query(tmp_path, header=header)
    runner = FakeRunner({query.text: [ROW], count: [{"population": 1041}]})
    answer = run(query, runner, profile=PROFILE, context=context())
    assert answer.size("teams") == "1 of 1,041 teams"


# Parameters ---------------------------------------------------------------------------------------------------------


def test_thresholds_come_from_the_profile_and_what_is_given_wins() -> None:
    query = catalog()["p12_linking_role_vacant"]
    values = parameters(query, date(2026, 9, 1), PROFILE)
    assert values["vacant_linking_days"] == PROFILE.threshold("vacant_linking_days")
    # 60 days in session before 1 September: the summer break does not count.
    assert values["vacant_linking_days_before"] == PROFILE.calendar(date(2026, 9, 1)).back(60)
    assert values["vacant_linking_days_before"] < date(2026, 7, 1)
    assert parameters(query, date(2026, 9, 1), PROFILE, {"vacant_linking_days": 90})["vacant_linking_days"] == 90


def test_unknown_parameters_and_missing_thresholds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no parameter 'x'"):
        parameters(make_query(tmp_path), None, PROFILE, {"x": 1})
    header = HEADER.replace(
        "source: somewhere", "source: x\nparams: {{n: {{type: whole, default: 5, help: h, from: profile.no_such}}}}"
    )
    with pytest.raises(LooplineError, match="no threshold no_such"):
        parameters(make_query(tmp_path, header=header), None, PROFILE)


def test_parameters_are_typed() -> None:
    query = catalog()["n03_joint_work_without_contact"]
    assert parse(query, "as_of", "2026-01-02") == date(2026, 1, 2)
    assert parse(query, "joint_pairs_min", "3") == 3
    assert parse(query, "coverage_share", "0.5") == 0.5
    assert parse(catalog()["vacancies_by_region"], "code", "001902") == "001902"
    for name, text in (("joint_pairs_min", "three"), ("as_of", "tomorrow"), ("nobody", "1")):
        with pytest.raises(UsageError):
            parse(query, name, text)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("least", "7", r"least must be between 0 and 1, not 7\. For 7 percent, use least=0.07\."),
        ("least", "1.0001", "must be between 0 and 1, not 1.0001"),
        ("least", "-0.01", r"must be between 0 and 1.* For example: least=0.8\."),
        ("least", "nan", "must be a finite number"),
        ("level", "inf", "must be a finite number"),
        ("level", "1e999", "must be a finite number"),
        ("limit", "-1", "limit must be 0 or more, not -1"),
        ("limit", "9" * 20, "must be less than 9,223,372,036,854,775,808"),
        ("limit", "1.5", "limit must be a whole number, not "),
        ("limit", "", "limit must be a whole number, not "),
    ],
)
def test_values_out_of_range_are_refused(ranges: Query, name: str, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse(ranges, name, text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("least", "0", 0),
        ("least", "1", 1),
        ("limit", "0", 0),
        ("shift", "-3", -3),
        ("level", "-2.5", -2.5),
        ("unit", " ", None),
        ("unit", " R1 ", "R1"),
        ("units", "a, b,", ["a", "b"]),
    ],
)
def test_values_at_the_ends_of_their_range_are_taken(ranges: Query, name: str, text: str, value: object) -> None:
    assert parse(ranges, name, text) == value


def test_values_that_are_not_in_the_graph_are_named(ranges: Query) -> None:
    present, has, known = present_nodes("Unit"), present_values("Role", "code"), known_values("Role", "code")
    runner = FakeRunner({present: [{"found": ["R1"]}], has: [{"found": []}], known: [{"found": ["coach", "lead"]}]})
    assert unknown_values(ranges, runner, {"unit": "R1", "limit": 3, "least": 0.5}) == ()
    assert unknown_values(ranges, runner, {"unit": None, "units": [], "code": ""}) == ()
    assert unknown_values(ranges, runner, {"units": ["R1", "r1", "r1"]}) == (
        "The graph has no unit with the id 'r1'. `loopline run find_units -p words=NAME` finds the id.",
    )
    assert unknown_values(ranges, runner, {"code": "leed"}) == (
        "The graph has no role with the code 'leed'; there are coach and lead.",
    )
    runner.tables[known] = [{"found": [f"post {number}" for number in range(20)] + ["lead"]}]
    assert unknown_values(ranges, runner, {"code": "leed"})[0].endswith("'leed'; did you mean 'lead'?")
    runner.tables[known] = [{"found": []}]
    assert unknown_values(ranges, runner, {"code": "leed"}) == ("The graph has no role with the code 'leed'.",)
    runner.tables[has] = [{"found": ["lead"]}]
    assert unknown_values(ranges, runner, {"code": "lead"}) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("default: 0.8", "default: 8", "default must be between 0 and 1, not 8"),
        ("default: 0.1", "default: .nan", "default must be a finite number"),
        ("of: Unit,", "of: Unitt,", "unknown label 'Unitt'; did you mean 'Unit'"),
        ("of: Role.code", "of: Role.kode", "Role has no property 'kode'; did you mean 'code'"),
        ("of: Role.code", "of: Person.name", "Person has no property 'name'"),
        ("type: text, of: Unit", "type: whole, of: Unit", "a whole can't name a node"),
    ],
)
def test_a_header_whose_parameters_make_no_sense_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in RANGES
    with pytest.raises(QueryFileError, match=said):
        make_query(tmp_path, header=HEADER + RANGES.replace(old, new))


# Computed ahead -----------------------------------------------------------------------------------------------------


def test_answers_are_kept_and_the_same_again_writes_nothing(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [ROW]})
    computed = compute_all(runner, PROFILE, queries=queries)
    assert computed.written.total > 0
    assert set(runner.answers) == {"s01_x", "d06_y"}
    assert runner.findings["s01_x|T1"]["rank"] == 1
    assert runner.findings["d06_y|T1"]["rank"] == 2
    runner.written.clear()
    runner.context["answered"] = ["l1"]
    assert compute_all(runner, PROFILE, queries=queries).written.total == 0
    assert runner.written == []


def test_what_is_no_longer_found_is_swept(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [ROW, {**ROW, "team_id": "T2", "ids": ["T2"]}]})
    compute_all(runner, PROFILE, queries=queries)
    runner.tables[queries["s01_x"].text] = [ROW]
    runner.answers["gone"] = {**runner.answers["s01_x"], "query": "gone"}
    compute_all(runner, PROFILE, queries=queries)
    assert set(runner.findings) == {"s01_x|T1", "d06_y|T1"}
    assert set(runner.answers) == {"s01_x", "d06_y"}


def test_findings_change_in_one_transaction_and_a_run_cut_off_is_seen(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [ROW]})
    compute_all(runner, PROFILE, queries=queries)
    runner.tables[queries["s01_x"].text] = [{**ROW, "buildings": 5}]
    before = dict(runner.findings)
    runner.written.clear()
    runner.cut_off_after = 1
    with pytest.raises(ConnectionError):
        compute_all(runner, PROFILE, queries=queries)
    assert runner.findings == before
    # The answer of the query that runs last is gone, so whoever looks sees that the run is not finished.
    assert set(runner.answers) == {"s01_x"}
    runner.cut_off_after = None
    compute_all(runner, PROFILE, queries=queries)
    assert runner.findings["s01_x|T1"]["buildings"] == 5
    assert set(runner.answers) == {"s01_x", "d06_y"}


def test_what_changed_is_told_by_query_and_key(queries: Catalog) -> None:
    def find(*teams: str) -> Change | None:
        runner.tables[queries["s01_x"].text] = [{**ROW, "team_id": team, "ids": [team]} for team in teams]
        return compute_all(runner, PROFILE, queries=queries).change

    runner = FakeRunner()
    assert find("T1", "T2") is None, "there was nothing before"
    # What the last query says of other answers is no finding about the state.
    assert find("T2", "T1") == Change({}, {}, {}, 2)
    assert find("T2", "T3", "T4") == Change({"S-01": 2}, {"S-01": 1}, {}, 1)
    runner.answers["s01_x"]["evaluable"] = False
    assert find("T2", "T3", "T4", "T5") == Change({"S-01": 1}, {}, {}, 3, first=1)
    runner.findings["s01_x|T2"]["sentence"] = "Something else."
    assert find("T2", "T3", "T4", "T5") == Change({}, {}, {"S-01": 1}, 3)


def test_findings_of_a_run_that_was_cut_off_at_first_are_not_called_new(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [ROW]})
    runner.cut_off_after = 1
    with pytest.raises(ConnectionError):
        compute_all(runner, PROFILE, queries=queries)
    assert set(runner.answers) == {"s01_x"}
    runner.cut_off_after = None
    assert compute_all(runner, PROFILE, queries=queries).change is None
    assert compute_all(runner, PROFILE, queries=queries).change == Change({}, {}, {}, 1)


def test_stored_answers_are_those_that_were_computed(monkeypatch: pytest.MonkeyPatch, queries: Catalog) -> None:
    monkeypatch.setattr("graph.queries.stored.catalog", lambda: queries)
    steps = [["scope", "l1", "period: all on record; channel: email"]]
    runner = FakeRunner({queries["s01_x"].text: [ROW]}, sheets=["units", "meetings"], steps=steps)
    computed = compute_all(runner, PROFILE, queries=queries)
    assert computed.answers[0].basis == "period: all on record; channel: email"
    # Findings of one query are told apart by the runner in real life.
    kept = stored(runner)
    assert [answer.query for answer in kept] == ["s01_x", "d06_y"]
    assert kept[0].records() == computed.answers[0].records()
    assert [answer.basis for answer in kept] == ["period: all on record; channel: email", ""]
    assert kept[0].rows[0].values["since"] == date(2026, 3, 4)


def test_every_statement_that_code_names_is_there() -> None:
    root = Path(graph.__file__).parents[1]
    sources = [
        path.read_text(encoding="utf-8")
        for room in ("graph", "dashboards", "tests")
        for path in (root / room).rglob("*.py")
    ]
    named = {name for source in sources for name in re.findall(r'\bstatement\("([a-z_]+(?:/[a-z_]+)+)"\)', source)}
    assert len(named) > 50
    assert all(statement(name) for name in named)


def test_a_query_whose_team_types_the_profile_lacks_says_so(tmp_path: Path) -> None:
    param = "{{type: text, default: RIT, help: h, from: profile.region_team}}"
    header = HEADER.replace("source: somewhere", f"source: x\nparams: {{{{t: {param}}}}}")
    query = make_query(tmp_path, header=header)
    without = {name: value for name, value in PROFILE.parameters().items() if name != "region_team"}
    answer = run(query, FakeRunner(), context=context(), thresholds=without)
    assert answer.missing == ("the profile has no implementation team at the level region",)
    assert lacking(query, {"t": "X"}, without) == ()
