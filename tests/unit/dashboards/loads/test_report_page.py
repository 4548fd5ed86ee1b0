"""The page of a load: it fetches nothing, says what the text says, and escapes whatever a file contains."""

from __future__ import annotations

import re
import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dashboards.loads.figures import figures_of, say_figure
from dashboards.loads.report_page import compose_page, write_page
from graph.queries.catalog import catalog
from graph.runner import Result
from tests.support.screens import texts

HEADLINE = {"figure": "buildings connected", "now": 217.0, "before": 298.0, "before_on": "2026-09-30"}
TALLY = {"new": 3, "changed": 1, "ended": 2, "same": 1200, "id_only": 0, "source_only": 0, "older": 0, "withdrawn": 0}
REPORT: dict[str, Any] = {
    "load": "0123456789abcdef",
    "source": "hr",
    "as_of": "2026-10-31",
    "mode": "full",
    "files": [{"file": "people<1>.csv", "read": 1206, "loaded": 1203, "quarantined": 2, "duplicates": 1, "passed": 0}],
    "nodes": {"Person": TALLY, "Unit": dict.fromkeys(TALLY, 0)},
    "relationships": {},
    "problems": {"unknown_id": 2},
    "notes": ["A <script> in a note."],
    "changes": [
        {"change": "ended", "what": "team", "label": "Team", "id": "T1", "name": "Elm & Oak", "unit": "D1", "load": 2}
    ],
    "differing": {},
    "units": {"D1": "Elm"},
    "findings": {
        "by_severity": {"critical": 1, "high": 20},
        "change": {"new": {"F-05": 2}, "gone": {}, "changed": {}, "same": 3, "first": 0},
        "headlines": [HEADLINE],
    },
}


def test_it_says_what_the_load_did() -> None:
    said = texts(compose_page(REPORT).partition("<body>")[2])
    for words in (
        "Load of hr as of 31 October 2026",
        "What its files no longer list has ended.",
        "people<1>.csv 1,206 1,203 2 1",
        "People 3 1 2 1,200",
        "team, ended: 1: T1 (Elm & Oak)",
        "Elm (D1): 1 team ends",
        "unknown_id: 2",
        "A <script> in a note.",
        "1 critical 20 high",
        "New: 2 of F-05",
        "buildings connected: 217; 298 as of 30 September 2026",
    ):
        assert words in said
    assert "Units" not in said, "what does not change is left out"


def test_it_fetches_nothing_and_runs_nothing() -> None:
    page = compose_page(REPORT)
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"<script|src=|href=|url\(|@import|https?:", page)


def test_a_first_load_and_one_without_findings_say_less() -> None:
    bare = {name: value for name, value in REPORT.items() if name not in {"changes", "units", "differing", "findings"}}
    said = texts(compose_page({**bare, "mode": "delta", "problems": {}, "notes": []}))
    assert "It adds and updates only." in said
    for words in ("began", "Findings", "set aside 2", "To know"):
        assert words not in said


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = write_page(tmp_path, {**REPORT, "notes": ["caf\udce9"]})
    assert path.name == "0123456789abcdef.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert r"caf\udce9" in path.read_text(encoding="utf-8")


def figures(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    class Runner:
        def read(self, text: str, params: dict[str, Any]) -> Result:
            assert text == catalog()["figures_over_time"].text
            assert params["keys"] == ["ST", ""]
            return Result((), rows)

    answer = SimpleNamespace(query="alignment", rows=[SimpleNamespace(key="ST"), SimpleNamespace(key="R1")])
    return figures_of(Runner(), SimpleNamespace(answers=[answer], as_of=date(2026, 10, 31)))  # type: ignore[arg-type]


def value(day: date, number: float, metric: str = "alignment", column: str = "connected") -> dict[str, Any]:
    return {"as_of": day, "metric": metric, "key": "ST", "column": column, "value": number}


def test_a_figure_is_told_with_the_date_before() -> None:
    days = [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    rows = [value(day, number) for day, number in zip(days, (310.0, 298.0, 217.0), strict=True)]
    rows += [value(days[2], 4.0, "critical_findings", "open"), value(days[2], 9.0, column="buildings")]
    found = figures(rows)
    assert found[0] == HEADLINE
    assert [say_figure(each) for each in found[1:]] == ["critical findings open: 4; not known as of 30 September 2026"]


@pytest.mark.parametrize("rows", [[], [value(date(2026, 10, 31), 217.0)]])
def test_nothing_is_compared_with_the_first_date(rows: list[dict[str, Any]]) -> None:
    assert [say_figure(each) for each in figures(rows)] == ["buildings connected: 217"][: len(rows)]
