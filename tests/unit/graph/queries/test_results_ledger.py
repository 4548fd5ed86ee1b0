"""What computing findings writes to their ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.ledger.entry import Change
from graph.model.cypher_builder import present_values, statement
from graph.profile.profile import Profile
from graph.queries.catalog import Catalog, Query, QueryFileError, catalog
from graph.queries.entries import fingerprint
from graph.queries.results import compute_all
from tests.support.fake_answers import HEADER, STATEMENT, FakeRunner, make_query

PROFILE = Profile.load("education")
ROW: dict[str, Any] = {"team_id": "T1", "since": date(2026, 3, 4), "ids": ["T1"], "buildings": 2}


def test_the_ledger_is_written_with_the_findings(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [ROW]})
    compute_all(runner, PROFILE, queries=queries)
    entry = runner.ledger["s01_x|T1"]
    assert (entry["status"], entry["first_seen"], entry["first_load"]) == ("open", date(2026, 6, 1), 1)
    assert (runner.sequence, [event["kind"] for event in runner.events]) == (1, ["opened", "opened"])
    last = [text for text, _ in runner.written[-1]]
    assert statement("answers/write_findings") in last
    assert statement("ledger/write_entries") in last
    runner.context["sheets"] = ["units"]
    compute_all(runner, PROFILE, queries=queries)
    assert "s01_x|T1" not in runner.findings
    assert runner.ledger["s01_x|T1"]["status"] == "unknown"


class Kept:
    """A journal in memory."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def after(self, sequence: int) -> list[Change]:
        return [change for change in self.changes if change.sequence > sequence]

    def keep(self, change: Change) -> None:
        self.changes.append(change)


def test_a_change_of_the_ledger_that_was_kept_and_not_written_is_written_next(queries: Catalog) -> None:
    runner, journal = FakeRunner({queries["s01_x"].text: [ROW]}), Kept()
    runner.cut_off_after = 1
    with pytest.raises(ConnectionError):
        compute_all(runner, PROFILE, queries=queries, journal=journal)
    assert (runner.ledger, len(journal.changes)) == ({}, 1)
    runner.cut_off_after = None
    compute_all(runner, PROFILE, queries=queries, journal=journal)
    assert (set(runner.ledger), runner.sequence, len(journal.changes)) == ({"s01_x|T1", "d06_y|T1"}, 1, 1)
    assert [event["kind"] for event in runner.events] == ["opened", "opened"]
    runner.context["answered"] = ["l1"]
    assert compute_all(runner, PROFILE, queries=queries, journal=journal).written.total == 0


def test_what_ended_with_its_subject_is_told_apart(queries: Catalog) -> None:
    runner = FakeRunner({queries["s01_x"].text: [{**ROW, "team_id": team, "ids": [team]} for team in ("T1", "T2")]})
    compute_all(runner, PROFILE, queries=queries)
    runner.tables |= {queries["s01_x"].text: [], present_values("Team", "team_id"): [{"found": ["T2"]}]}
    compute_all(runner, PROFILE, queries=queries)
    kinds = {event["finding_id"]: event["kind"] for event in runner.events}
    assert (kinds["s01_x|T1"], kinds["s01_x|T2"]) == ("subject_gone", "resolved")
    assert runner.ledger["s01_x|T1"]["status"] == "ended"


METRIC = """
id: {id}
title: How many teams have support
question: How many teams have support?
kind: metric
sheets: [teams]
source: somewhere
columns:
  - {{name: unit_id, type: text, key: true, subject: Unit}}
  - {{name: supported, type: whole, over_time: true}}
  - {{name: share, type: share, over_time: true}}
  - {{name: teams, type: whole}}
"""


@pytest.fixture
def metric(tmp_path: Path) -> Query:
    text = "MATCH (unit:Unit) RETURN unit.unit_id AS unit_id, 1 AS supported, 0.5 AS share, 2 AS teams;"
    return make_query(tmp_path, name="supported", header=METRIC, text=text, place="metrics")


def test_figures_are_kept_for_each_load(metric: Query) -> None:
    rows = [{"unit_id": unit, "supported": 3, "share": None, "teams": 4} for unit in ("ST", "R1")]
    runner, only = FakeRunner({metric.text: rows}, sheets=["teams"]), Catalog([metric])
    compute_all(runner, PROFILE, queries=only)
    told = {row["figure_id"]: (row["value"], row["as_of"], row["load"]) for row in runner.figures.values()}
    assert told == {
        "000001|critical_findings|open|": (0, date(2026, 6, 1), 1),
        "000001|supported|supported|ST": (3, date(2026, 6, 1), 1),
        "000001|supported|supported|R1": (3, date(2026, 6, 1), 1),
    }, "what is blank is not known, and is no figure"
    assert compute_all(runner, PROFILE, queries=only).written.total == 0
    runner.tables[metric.text] = [{**rows[0], "supported": 4, "share": 1.0}]
    compute_all(runner, PROFILE, queries=only)
    assert {(row["column"], row["key"]): row["value"] for row in runner.figures.values()} == {
        ("open", ""): 0,
        ("supported", "ST"): 4,
        ("share", "ST"): 1,
    }, "the figures of a load are those that were worked out last"


def test_figures_and_periods_go_on_under_the_ids_that_units_have_now(metric: Query) -> None:
    runner = FakeRunner({metric.text: [{"unit_id": "R1", "supported": 3, "share": None, "teams": 4}]}, sheets=["teams"])
    only = Catalog([metric])
    compute_all(runner, PROFILE, queries=only)
    runner.periods = {name: {"link_id": name} for name in ("RIT-DIT:D1", "RIT-DIT:D2", "DIT-BIT:R1:x")}
    pairs = [
        ["unit", "R1", "R9", False],
        ["unit", "D1", "D9", False],
        ["unit", "D2", "D8", True],
        ["team", "R1", "T", False],
    ]
    runner.tables[statement("ledger/aliases")] = [{"found": pairs}]
    compute_all(runner, PROFILE, queries=only)
    assert runner.subjects_renamed == [["RIT-DIT:D1", "RIT-DIT:D9"], ["supported", "R1", "R9"]]


def test_what_can_not_be_answered_has_no_figure(metric: Query) -> None:
    runner = FakeRunner({metric.text: []}, sheets=["units"])
    compute_all(runner, PROFILE, queries=Catalog([metric]))
    assert {row["metric"] for row in runner.figures.values()} == {"critical_findings"}


@pytest.mark.parametrize(
    ("of", "becomes"),
    [("share, over_time", "text, over_time"), ("subject: Unit", "over_time: true"), ("kind: metric", "kind: view")],
)
def test_only_numbers_of_metrics_are_kept_over_time(tmp_path: Path, of: str, becomes: str) -> None:
    header, place = METRIC.replace(of, becomes), "views" if "view" in becomes else "metrics"
    with pytest.raises(QueryFileError, match="can't be kept over time"):
        make_query(tmp_path, name="supported", header=header, place=place)


def test_a_finding_goes_on_under_the_new_id_of_its_team_and_one_of_a_merged_team_says_so(queries: Catalog) -> None:
    rows = [{**ROW, "team_id": team, "ids": [team]} for team in ("T1", "T2", "T3")]
    runner = FakeRunner({queries["s01_x"].text: rows})
    compute_all(runner, PROFILE, queries=queries)
    runner.tables |= {
        queries["s01_x"].text: [{**ROW, "team_id": "T9", "ids": ["T9"]}],
        present_values("Team", "team_id"): [{"found": ["T8", "T9"]}],
        statement("ledger/aliases"): [
            {"found": [["team", "T1", "T9", False], ["team", "T2", "T8", False], ["team", "T3", "T9", True]]}
        ],
    }
    change = compute_all(runner, PROFILE, queries=queries).change
    assert change is not None
    assert (change.new, change.gone) == ({}, {"S-01": 2}), "the one of T1 is the one of T9"
    told = {(event["finding_id"], event["kind"], event["text"]) for event in runner.events}
    assert {each for each in told if each[0].startswith("s01_x") and each[1] != "opened"} == {
        ("s01_x|T9", "new_ids", None),
        ("s01_x|T8", "new_ids", None),
        ("s01_x|T8", "resolved", None),
        ("s01_x|T3", "subject_gone", "What it was about is part of T9 now."),
    }
    assert runner.ledger["s01_x|T9"]["status"] == "open"


def test_a_question_is_another_one_only_if_it_asks_something_else(tmp_path: Path, ranges: Query) -> None:
    query = make_query(tmp_path)
    worded = make_query(tmp_path / "worded", header=HEADER.replace("has no support", "waits for support"))
    other = make_query(tmp_path / "other", text=STATEMENT.replace("buildings;", "buildings ORDER BY team_id;"))
    assert worded.version != query.version
    assert fingerprint(worded, {}) == fingerprint(query, {}) != fingerprint(other, {})
    assert fingerprint(ranges, {}) != fingerprint(query, {})
    longer = {**PROFILE.parameters(date(2026, 6, 1)), "spof_buildings": 9}
    one_person = catalog()["p01_one_person_link"]
    assert fingerprint(one_person, longer) != fingerprint(one_person, PROFILE.parameters(date(2026, 6, 1)))
    assert fingerprint(one_person, PROFILE.parameters(date(2026, 7, 1))) == fingerprint(
        one_person, PROFILE.parameters(date(2026, 6, 1))
    )


def test_a_query_that_replaces_one_that_still_exists_is_refused(tmp_path: Path) -> None:
    first = make_query(tmp_path, name="s01_x")
    second = make_query(tmp_path, name="s01_y", header=HEADER + "was: s01_x\n")
    third = make_query(tmp_path, name="s01_z", header=HEADER + "was: s01_old\n")
    fourth = make_query(tmp_path, name="s01_w", header=HEADER + "was: s01_old\n")
    for wrong in ([first, second], [third, fourth]):
        with pytest.raises(QueryFileError, match=r"was: s01_.* still exists, or another query replaces it too"):
            Catalog(wrong)
    assert Catalog([second, third])["s01_y"].was == "s01_x"
