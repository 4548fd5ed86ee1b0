"""Which findings are critical now and were not before: what a steward is told after a load."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from graph.profile.profile import Profile
from graph.queries.catalog import Catalog
from graph.queries.results import compute_all
from tests.support.fake_answers import HEADER, FakeRunner, make_query

PROFILE = Profile.load("education")
ROW: dict[str, Any] = {"team_id": "T1", "since": date(2026, 3, 4), "ids": ["T1"], "buildings": 2}


def test_what_is_critical_now_and_was_not_before_is_counted_by_rule(tmp_path: Path) -> None:
    first = make_query(tmp_path, name="s01_x", header=HEADER.replace("severity: high", "severity: critical"))
    last = make_query(tmp_path, name="d06_y", header=HEADER.replace("[scope]", "[answers]").replace("high", "info"))
    queries = Catalog([first, last])

    def critical(*teams: str) -> dict[str, int]:
        runner.tables[first.text] = [{**ROW, "team_id": team, "ids": [team]} for team in teams]
        change = compute_all(runner, PROFILE, queries=queries).change
        return change.critical if change is not None else {}

    runner = FakeRunner()
    assert critical("T1") == {}, "there was nothing before"
    assert critical("T1", "T2", "T3") == {"S-01": 2}
    assert critical("T1", "T2", "T3") == {}
    runner.findings["s01_x|T1"]["severity"] = "high"
    assert critical("T1", "T2") == {"S-01": 1}, "it was there, and was not critical"
    runner.findings["s01_x|T1"]["severity"] = "high"
    runner.findings["s01_x|T1"]["cause"] = "s01_x|T2"
    assert critical("T1", "T2") == {"S-01": 1}
