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
    assert runner.ledger["s01_x|T1"]["status"] == "resolved"


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
    compute_all(runner, PROFILE, queries=queries)
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
